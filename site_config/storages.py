"""Where uploads are stored, and the names that they get there."""

import unicodedata

from django.core.files.storage import FileSystemStorage

# The name of a file whose own has no letter or digit that a file name can keep.
NAMELESS = "file"
# A letter to Unicode, a line to readers.
TATWEEL = "\u0640"


class NamingMixin:
    """Gives files names that are composed, and never empty."""

    def get_valid_name(self, name):
        """Django's, for a name in NFC: Macs send names decomposed, and Django drops the marks of
        letters. Where no letter or digit is left, as of «أ.jpg» in ASCII, there is a general name
        with the same ending."""
        valid = super().get_valid_name(unicodedata.normalize("NFC", name))
        stem, dot, ending = valid.rpartition(".")
        if not dot or any(map(str.isalnum, stem.replace(TATWEEL, ""))):
            return valid
        return f"{NAMELESS}.{ending}"


class FileStorage(NamingMixin, FileSystemStorage):
    """Uploads in a folder."""
