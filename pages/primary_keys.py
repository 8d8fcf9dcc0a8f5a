"""Primary keys that come from requests, files and links."""

# Every database's 64-bit integers hold as many digits.
MOST_DIGITS = 18


def primary_key(text: str | None) -> int | None:
    """The primary key that a text holds, or None if it can be none."""
    if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS:
        return int(text)
    return None
