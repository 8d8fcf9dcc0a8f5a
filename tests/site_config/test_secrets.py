"""No file of the repository holds a secret: keys and tokens have forms by which they are known."""

import re
import subprocess

import pytest

from tests.running_site import BASE_DIR

SECRETS = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY"
    rb"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    rb"|\bgh[pousr]_[0-9A-Za-z]{36}"
    rb"|\bgithub_pat_[0-9A-Za-z_]{40}"
    rb"|\bglpat-[0-9A-Za-z_-]{20}"
    rb"|\bxox[abprs]-[0-9A-Za-z-]{10}"
    rb"|\bsk_live_[0-9A-Za-z]{20}"
    rb"|\bAIza[0-9A-Za-z_-]{35}"
    rb"|\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\."
    rb"|\b[a-z+]+://[^\s/:@\"'<>{}$]+:(?!password@|secret@)[^\s/@\"'<>{}$]{12,}@",
)


def tracked_files():
    """The files that the repository holds, or would hold."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=BASE_DIR, capture_output=True, check=True)
    return [BASE_DIR / name.decode() for name in listed.stdout.split(b"\0") if name]


def test_no_file_holds_a_secret():
    files = [path for path in tracked_files() if path.is_file()]
    assert files
    assert [str(path) for path in files if SECRETS.search(path.read_bytes())] == []


@pytest.mark.parametrize(
    "text",
    [
        b"-----BEGIN OPENSSH " + b"PRIVATE KEY-----",
        b"AKIA" + 16 * b"A",
        b"ghp_" + 36 * b"a",
        b"postgres://site:" + 16 * b"x" + b"@db.example.org/site",
    ],
)
def test_what_looks_like_a_secret_is_found(text):
    assert SECRETS.search(b"KEY = '" + text + b"'")
