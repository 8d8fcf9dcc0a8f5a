"""Sends many mutated requests: ``.venv/bin/python -m tests.fuzz NUMBER [SEED]``.

Prints the seed and the slowest requests; fails as the test does.
"""

import os
import sys

import pytest

if __name__ == "__main__":
    number, *seed = sys.argv[1:]
    os.environ |= {"FUZZ_REQUESTS": number, "FUZZ_SEED": seed[0] if seed else "0"}
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", "tests/fuzz/test_requests.py"]))
