"""Compiles the interface catalogues that are stale, and prints what is wrong in any."""

import os
import sys
from contextlib import suppress

import django
from babel.messages.pofile import PoFileError

from languages.catalogues.compiling import compile_catalogues
from languages.catalogues.faults import catalogue_faults, code_faults
from languages.catalogues.files import LOCALE_DIR, catalogue_paths


def main():
    """Compile what is stale, then print every fault; exit with 1 when there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")
    django.setup()
    from languages.catalogues.packages import corrected_languages, package_faults

    faults = [fault for path in catalogue_paths() for fault in catalogue_faults(path)]
    # What cannot be read cannot be compiled or searched either.
    with suppress(PoFileError):
        compile_catalogues()
        faults += code_faults(LOCALE_DIR.parent)
        for language in corrected_languages():
            faults += package_faults(language)
    print("\n".join(faults) or "Every text is in every catalogue.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
