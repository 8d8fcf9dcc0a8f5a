"""Pure: the terms of an Arabic word.

Spelling first: vowel signs, tatweel, presentation forms, hamza, taa marbuta / haa, alef maqsura /
yaa. Then what is attached: the article, waw, fa, ba, lam and kaf before a word, pronouns and
endings behind it. What is attached and what is part of the word cannot always be told apart
(«وحدة», «وخدمة»; «قانون», «مواطنون»): then both readings are terms. Snowball's stemmer for Arabic
decides too early (bench/README.md): «بلديات» would become «لديا».

Broken plurals and words of one verbal form are related terms: by their patterns, for those that
tell reliably, and by a checked list of the field's words (``arabic_words.txt``).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from languages import folding

MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
LETTERS = str.maketrans({
    "آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ة": "ه",
    "ک": "ك", "ە": "ه", "ہ": "ه", "گ": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف",
})  # fmt: skip
# Before the plain letters: hamza as people write it in the middle and at the end of a word.
HAMZA = [
    (re.compile("ئ(?=و)"), "و"),
    (re.compile("(?<=[اي])ء(?=.)"), "ي"),
    (re.compile("(?<=و)ء(?=.)"), "و"),
    (re.compile("ء(?=[ةه]$)"), "ا"),
    (re.compile("ء"), ""),
]
DOUBLED = re.compile("([اوي])\\1+")
SHADDA = re.compile("([^\\W\\d_])[\u064b-\u0652]*\u0651")

# What is attached before a word: with the article, and without.
ARTICLE = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
SINGLE = re.compile("^(?:[وف](?:[بكل])?|[بكل])(?=...)")
PRONOUNS = ("كما", "هما", "ها", "هم", "هن", "كم", "كن", "نا")
# Behind the t of a taa marbuta, or of a plural, these are no part of a word.
AFTER_T = (*PRONOUNS, "ه", "ي", "ك", "ين", "ان")
NUMBERS = ("ون", "ين", "ان")
# What belongs to one form of a verb: the verb, its noun of action, the one who acts and what is
# acted upon, by the form's number and the root, in which weak letters and hamza, written otherwise
# from form to form, are all "و". Forms that differ by a vowel sign alone are all readings; V and VI
# count as II and III. The plain noun of form I («فرز») goes with what is acted upon («مفروز») only,
# as "1p": who acts («طارق») is seldom meant by it («طرق»). Nothing goes across forms: the root of
# «شركة» and «اشتراك» is one, the matter is not.
VERBAL = [
    (re.compile(pattern), forms.split(), root)
    for pattern, forms, root in (
        # I: strong; with a weak first, middle and last letter.
        ("(.)([^اوي])(.)", "1p", "{0}{1}{2}"),
        ("(.)([^اوي])(.)ه", "1", "{0}{1}{2}"),
        ("(.)ا(.)(.)", "1 3", "{0}{1}{2}"),
        ("م(.)(.)و(.)", "1p", "{0}{1}{2}"),
        (r"(.)([^اوي])و(?!\2)(.)", "1p", "{0}{1}{2}"),
        ("(.)(.)ا(.)ه", "1", "{0}{1}{2}"),
        ("ي([^اوي])([^اوي])", "1", "و{0}{1}"),
        ("(.)ا(.)", "1", "{0}و{1}"),
        ("(.)يا(.)ه", "1", "{0}و{1}"),
        ("(.)اي(.)", "1", "{0}و{1}"),
        ("[يتن](.)و(.)", "1", "{0}و{1}"),
        ("(.)(.)ايه", "1", "{0}{1}ي"),
        ("(.)ا(.)ي", "1", "{0}{1}ي"),
        # I, II and IV.
        ("[يتن](.)(.)(.)", "1 1p 2 4", "{0}{1}{2}"),
        ("م(.)(.)(.)", "2 4", "{0}{1}{2}"),
        ("م(.)(.)ي", "1", "{0}{1}ي"),
        # II and V.
        ("ت(.)(.)ي(.)", "2", "{0}{1}{2}"),
        ("ت(.)(.)يه", "2", "{0}{1}ي"),
        ("ت(.)(.)(.)", "2", "{0}{1}{2}"),
        ("[يتنم]ت(.)(.)(.)", "2", "{0}{1}{2}"),
        # III and VI.
        ("[يتنم]ت?(.)ا(.)(.)", "3", "{0}{1}{2}"),
        ("ت(.)ا(.)(.)", "3", "{0}{1}{2}"),
        # IV.
        ("ا(.)(.)ا(.)", "4", "{0}{1}{2}"),
        ("ا(.)(.)(.)", "4", "{0}{1}{2}"),
        ("ا(.)(.)ا", "4", "{0}{1}ي"),
        ("ا(.)ا(.)ه?", "4", "{0}و{1}"),
        ("م(.)[يا](.)", "4", "{0}و{1}"),
        ("[يتن](.)ي(.)", "1 4", "{0}و{1}"),
        ("[يتن](.)ا(.)", "1 4", "{0}و{1}"),
        # VII.
        ("ان(.)(.)ا?(.)", "7", "{0}{1}{2}"),
        ("[يتم]ن(.)(.)(.)", "7", "{0}{1}{2}"),
        # VIII: strong, after z, s, d and t; weak first, middle and last letter; doubled.
        ("[ايتنم](.)ت(.)ا?(.)", "8", "{0}{1}{2}"),
        ("[ايتنم]([زصضط])[دط](.)ا?(.)", "8", "{0}{1}{2}"),
        ("[ايتنم]ت(.)ا?(.)", "8", "و{0}{1}"),
        ("ا(.)تيا(.)", "8", "{0}و{1}"),
        ("[ايتنم](.)تا(.)", "8", "{0}و{1}"),
        ("[ايتنم](.)ت(.)[اي]", "8", "{0}{1}ي"),
        ("[يتنم](.)ت(.)", "8", "{0}{1}{1}"),
        # X.
        ("[ايتنم]ست(.)(.)ا?(.)", "10", "{0}{1}{2}"),
        ("[ايتنم]ست(.)[اي](.)ه?", "10", "{0}و{1}"),
        ("[ايتنم]ست(.)(.)[اي]", "10", "{0}{1}ي"),
        ("[ايتنم]ست(.)(.)", "10", "{0}{1}{1}"),
        # Four letters: «ترجمة», «مترجم».
        ("([^اوي])([^اي])([^اوي])([^اوي])ه", "4r", "{0}{1}{2}{3}"),
        ("[يتنم]ت?([^اوي])([^اي])([^اوي])([^اوي])", "4r", "{0}{1}{2}{3}"),
    )
]
WEAK = str.maketrans("اي", "وو")
# What ends a verb that speaks of the past.
PAST = re.compile("(?<=...)(?:ت|وا|تا)$")
# The forms that a doubled letter tells apart, and those of the first.
FIRST = ("1", "1p")
AMBIGUOUS = (["1p"], ["2", "4"], ["1", "1p", "2", "4"])
# Broken plurals, and the singulars that they may belong to.
PLURALS = [
    (re.compile(pattern), singulars.split())
    for pattern, singulars in (
        ("(.)(.)ا(.)(.)", "{0}{1}{2}{3}"),
        ("(.)وا(.)(.)", "{0}ا{1}{2}"),
        ("(.)(.)اي(.)", "{0}{1}ا{2} {0}{1}ي{2}"),
        ("(.)(.)ا(.)ي(.)", "{0}{1}{2}و{3} {0}{1}{2}ي{3} {0}{1}{2}ا{3} {0}{1}{2}{3}"),
        ("(.)وا(.)ي(.)", "{0}ا{1}و{2} {0}ا{1}ي{2} {0}ي{1}ا{2}"),
        ("ا(.)(.)ا(.)", "{0}{1}{2}"),
        (r"ا(.)(.)ا\2", "{0}{1}"),
        (r"([^ا])(.)ا\2", "{0}{1}ه"),
        ("ا(.)[وي]ا(.)", "{0}ا{1}"),
        ("ا(.)(.)(.)ه", "{0}{1}ا{2} {0}{1}ي{2}"),
        ("ا(.)(.)ا", "{0}{1}و {0}{1}ي {0}{1} {0}{1}ا {0}{1}ي{1}"),
        ("ا(.)(.)(.)ا", "{0}{1}ي{2}"),
        ("(.)(.)(.)ا", "{0}{1}ي{2} {0}ا{1}{2}"),
        ("(.)(.)و(.)", "{0}{1}{2} {0}ا{1}{2}"),
        ("([^ا])(.)ا(.)", "{0}{1}{2} {0}{1}ي{2}"),
        ("(.)(.)\\2", "{0}{1}ه"),
        ("(.)(.)ا(.)ي", "{0}{1}{2}ي"),
        ("(.)(.)اه", "{0}ا{1}ي"),
    )
]
# Nouns of action that look like the plural «رسوم»: entering is no income.
NOT_PLURALS = frozenset(
    "دخول وجود حضور قبول حصول وصول خروج شعور مرور ظهور نزول صعود رجوع عموم لجوء".split()  # noqa: SIM905
)


def fold(word: str) -> str:
    """A word in the one spelling of all its usual ones."""
    word = MARKS.sub("", folding.INVISIBLE.sub("", word))
    return _plain(_canonical(word))


def without_article(word: str) -> str:
    """A word as it is written, without vowel signs and without an article before it."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    return clean if _is_whole(_plain(clean)) else ARTICLE.sub("", clean)


def _canonical(word: str) -> str:
    """The letters without presentation forms, hamza and madda still in place."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word))


def _plain(word: str) -> str:
    word = MARKS.sub("", word)
    word = re.sub("(?<=.)ىء$", "ئ", word)
    for pattern, letter in HAMZA:
        word = pattern.sub(letter, word)
    return DOUBLED.sub(r"\1", folding.fold(word.translate(LETTERS)))


def join_apart(text: str) -> str:
    """«لا مركزية» as one word, as it is in print."""
    return re.sub(r"(?<!\w)((?:[وفبكل]|ال|لل)*)لا\s+(?=(?:ال)?مركزي)", r"\1لا", text)


# Folded: what names of two words begin with, and those that are written as one.
_NAME_START = re.compile("[وفبكل]*(?:عبد|اب[ويا])")
_NAME = re.compile("([وفبكل]*عبد)(ال.{3,})|([وفبكل]*ابو)((?!اب).{3,})")


def joined_name(first: str, second: str) -> str:
    """A name of two words as one, as many write it («عبدالرحمن», «أبوظبي»); empty if it is none."""
    return first + second if _NAME_START.fullmatch(fold(first)) else ""


def parts_of_name(word: str) -> tuple[str, ...]:
    """The two words, folded, of a name that is written as one; else empty."""
    found = _NAME.fullmatch(fold(word))
    return tuple(filter(None, found.groups())) if found else ()


@cache
def word_list() -> tuple[dict[str, set[str]], frozenset[str], dict[str, str], frozenset[str]]:
    """The checked list, folded: words to the terms of their families, stems whose first letters are
    no prefix, words that stand apart from those that share their stem, and roots whose verb is most
    often the first form."""
    related: dict[str, set[str]] = {}
    kept: set[str] = set()
    apart: dict[str, str] = {}
    first: set[str] = set()
    for line in (Path(__file__).parent / "arabic_words.txt").read_text("utf-8").splitlines():
        sign, *names = line.partition("#")[0].split() or [""]
        if sign == "+":
            kept |= {stem for name in names for stem in _stems(fold(name))}
        elif sign == "=":
            apart |= dict.fromkeys(map(fold, names), fold(names[0]))
        elif sign == "1":
            first |= {fold(name).translate(WEAK) for name in names}
        elif sign and sign != "-":
            for name in (sign, *names):
                related.setdefault(fold(name), set()).add(f"f{fold(sign)}")
    return related, frozenset(kept), apart, frozenset(first)


@cache
def stop_words() -> frozenset[str]:
    """What a query is not about, folded."""
    lines = (Path(__file__).parent / "arabic_words.txt").read_text("utf-8").splitlines()
    return frozenset(fold(word) for line in lines if line[:1] == "-" for word in line[1:].split())


def terms(word: str) -> tuple[set[str], set[str]]:
    """The stems of a word, and what its relatives are found by."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    folded = _plain(clean)
    if not folded:
        return set(), set()
    if folded.isdigit():
        return {folded}, set()
    # A doubled letter tells the second form of a verb from the first, where it is written.
    doubled = {_plain(letter) for letter in SHADDA.findall(_canonical(word))}
    own: set[str] = set()
    related: set[str] = set()
    if folded in stop_words():
        return {*written(word), *_stems(folded)}, related
    # The word as it is written counts once more than its other forms.
    own |= written(word)
    for bare, first in _without_prefix(clean, folded):
        _add(bare, first, doubled, own, related)
    return own, related


def written(word: str) -> set[str]:
    """The terms of a word as it is written, and of its numbers."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    folded = _plain(clean)
    if folded.isdigit():
        return {folded}
    _families, _kept, apart, _first = word_list()
    found = {f"x{fold(without_article(clean))}"}
    for bare, _letter in _without_prefix(clean, folded):
        for base in _without_pronoun(bare):
            forms = [apart[base]] if base in apart else _singular_forms(base)
            found |= {f"i{form}" for form in forms}
    return found


def _singular_forms(word: str) -> Iterator[str]:
    """A word without the endings of number, in every reading; «مدرسة» is not «مدرس» here."""
    yield word
    if word.endswith(NUMBERS) and len(word) >= 5:
        yield word[:-2]
    if word.endswith("ات") and len(word) >= 5:
        yield f"{word[:-2]}ه"
        yield word[:-2]
    elif word.endswith(("تين", "تان")) and len(word) >= 6:
        yield f"{word[:-3]}ه"


def _without_prefix(clean: str, folded: str) -> list[tuple[str, str]]:
    """The word without what is attached before it, in every reading that it may have, each with its
    first letter as it is written: no plural's alef carries its hamza below, no noun of action's
    above."""
    whole = (folded, clean[:1])
    if _is_whole(folded):
        return [whole]
    if match := ARTICLE.match(clean):
        rest = folded[match.end() :]
        readings = [(rest, clean[match.end() : match.end() + 1])]
        if match[0].endswith("لل"):
            # «للجنة»: one lam is the word's own.
            readings.append((f"ل{rest}", "ل"))
        elif len(folded) == 5:
            # «الواح» without its hamza.
            readings.append(whole)
        return readings
    readings = [whole]
    while match := SINGLE.match(folded):
        folded, clean = folded[1:], clean[1:]
        readings.append((folded, clean[:1]))
        if _is_whole(folded) or match.end() == 1:
            break
        if article := ARTICLE.match(clean):
            end = article.end()
            readings.append((folded[end:], clean[end : end + 1]))
            break
    return readings


def _is_whole(word: str) -> bool:
    """Whether the checked list has a word with its prefix, with any endings."""
    families, kept, apart, _first = word_list()
    return any(
        base in families or base in apart or not kept.isdisjoint(_stems(base))
        for base in _without_pronoun(word)
    )


def _add(bare: str, first: str, doubled: set[str], own: set[str], related: set[str]) -> None:
    """Put the stems of a word without prefix into ``own``, its relatives into ``related``."""
    families, _kept, apart, _first = word_list()
    for base in _without_pronoun(bare):
        if base in apart:
            own.add(apart[base])
            related |= families.get(base, set())
            continue
        stems = set(_stems(base))
        own |= stems
        for form in {base, *stems}:
            related |= families.get(form, set())
            related |= _verbal(form, first, doubled)
        if match := PAST.search(base):
            related |= _verbal(base[: match.start()], first, doubled, is_past=True)
        if first != "إ" and base not in NOT_PLURALS:
            for plural in {base, base.removesuffix("ات")}:
                for singular in _singulars(plural):
                    related |= {*_stems(singular)} | families.get(singular, set())


def _verbal(word: str, first: str, doubled: set[str], *, is_past: bool = False) -> set[str]:
    """The forms of verbs that a word may belong to, as terms; ``is_past`` when it is a verb and had
    an ending."""
    _families, _kept, _apart, first_forms = word_list()
    found: set[str] = set()
    for pattern, forms, form_of_root in VERBAL:
        if not (match := pattern.fullmatch(word)):
            continue
        root = form_of_root.format(*match.groups()).translate(WEAK)
        if forms in AMBIGUOUS:
            if match[2] in doubled and match[2] not in "اي":
                forms = ["2"]
            elif is_past and forms == ["1p"]:
                forms = ["1", "2"]
            elif root in first_forms and "1" in forms:
                forms = [form for form in forms if form in FIRST]
        if first == "أ" and forms == ["4"] and "ا" in word[2:]:
            # «أهداف» is a plural.
            continue
        found |= {f"v{form}{root}" for form in forms}
    return found


def _without_pronoun(word: str) -> list[str]:
    """The word as it is, and without a pronoun behind it."""
    for ending in AFTER_T:
        if word.endswith(f"ات{ending}") and len(word) - len(ending) >= 5:
            return [word[: -len(ending)]]
        if word.endswith(f"ت{ending}") and len(word) - len(ending) >= 4:
            # «مدينتنا»: the t is a taa marbuta before the pronoun; «بيتنا»: it is the word's own.
            return [f"{word[: -len(ending) - 1]}ه", word[: -len(ending)], word]
    for ending in PRONOUNS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            readings = [word, base]
            if base.endswith("ا"):
                # «قراهم»: the alef was an alef maqsura.
                readings.append(f"{base[:-1]}ي")
            elif base.endswith(("اي", "او")) and len(base) > 4:
                # «شركائنا», «شركاؤنا»: the letter carries the hamza that ends the word.
                readings.append(base[:-1])
            return readings
    if word.endswith("ك") and len(word) >= 4:
        return [word, word[:-1]]
    return [word]


def _stems(word: str) -> Iterator[str]:
    """A word without the endings of number, gender and relation, in every reading."""
    readings = [word]
    if word.endswith(NUMBERS) and len(word) >= 5:
        readings.append(word[:-2])
    if word.endswith("ات") and len(word) >= 5:
        readings = [word[:-2]]
    elif word.endswith(("تين", "تان")) and len(word) >= 6:
        readings = [word[:-3]]
    elif word.endswith("ه") and len(word) >= 4:
        readings = [word[:-1]]
    for stem in readings:
        # Relation («بلدي», «سنوي»), alef before a lost hamza, and what is left of tanwin.
        while len(stem) >= 4 and stem[-1] in "يا":
            stem = stem[:-1]
        if len(stem) == 3 and stem[-1] == "ا":
            stem = f"{stem[:-1]}ي"
        yield stem


def _singulars(word: str) -> Iterator[str]:
    """The words that ``word`` may be the broken plural of."""
    if match := re.fullmatch(r"(.)(.)و\2", word):
        yield f"{match[1]}{match[2]}"
        return
    # What is left of tanwin.
    word = word.removesuffix("ا") if len(word) > 5 else word
    for pattern, singulars in PLURALS:
        # A taa marbuta is no letter of the plural, but for «أنظمة».
        if word.endswith("ه") and not pattern.pattern.endswith("ه"):
            continue
        if match := pattern.fullmatch(word):
            for singular in singulars:
                yield singular.format(*match.groups())
