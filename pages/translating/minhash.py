"""MinHash numbers, by which similar texts are found without comparing all texts.

MinHash over groups of three letters, in bands: of two texts that have half of their groups in
common, nine in ten share a number; of two that have a tenth in common, one in sixty.
"""

import re
from hashlib import blake2b
from random import Random

from languages.folding import fold

_WORD = re.compile(r"\w+")
# The number of bands, and of minima in each band.
BANDS, ROWS = 16, 3
_GROUP = 3
# Each makes an order of the groups of its own; the same ones in every process.
_MASKS = [Random(n).getrandbits(64) for n in range(BANDS * ROWS)]  # noqa: S311


def folded(text: str) -> str:
    """A text's words, folded: case, vowel signs, hamza and punctuation make no difference."""
    return " ".join(_WORD.findall(fold(text)))


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def key(language: str, folded_text: str) -> str:
    """A short name of a folded text of a language (its code)."""
    return blake2b(f"{language}\n{folded_text}".encode(), digest_size=10).hexdigest()


def numbers(language: str, folded_text: str) -> list[int]:
    """The numbers of a folded text, as many as there are bands, for a signed column of 64 bits."""
    padded = f" {folded_text} "
    groups = {padded[n : n + _GROUP] for n in range(len(padded) - _GROUP + 1)}
    hashes = [_number(group.encode()) for group in groups]
    minima = [min(map(mask.__xor__, hashes)) for mask in _MASKS] if hashes else []
    found = []
    for band in range(0, len(minima), ROWS):
        name = f"{language} {band} {minima[band : band + ROWS]}"
        found.append(_number(name.encode()) - 2**63)
    return found
