#!/usr/bin/env python3
"""Django's command-line entry point."""

import os
import sys
from pathlib import Path


def main():
    """Run the administrative command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("manage.py: Django is not installed here; bin/run sets everything up.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    # Outside any virtual environment, the one that bin/run made is meant.
    made = Path(__file__).resolve().parent / ".venv"
    python = made / "bin" / "python"
    if sys.prefix == sys.base_prefix and (made / "pyvenv.cfg").exists() and python.exists():
        os.execv(python, [python, *sys.argv])
    main()
