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

# What is attached before a word: with the article, and without.
ARTICLE = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
SINGLE = re.compile("^(?:[وف](?:[بكل])?|[بكل])(?=...)")
PRONOUNS = ("كما", "هما", "ها", "هم", "هن", "كم", "كن", "نا")
# Behind the t of a taa marbuta, or of a plural, these are no part of a word.
AFTER_T = (*PRONOUNS, "ه", "ي", "ك", "ين", "ان")
NUMBERS = ("ون", "ين", "ان")
# The verbs' forms that a noun of action and the one who acts share.
VERBAL = [
    (re.compile("^ا(.)ت(.)ا(.)$"), "8"),
    (re.compile("^م(.)ت(.)(.)$"), "8"),
    (re.compile("^[يتن](.)ت(.)(.)$"), "8"),
    (re.compile("^ا(.)ت(.)(.)$"), "8"),
    (re.compile("^است(.)(.)ا(.)$"), "10"),
    (re.compile("^مست(.)(.)(.)$"), "10"),
    (re.compile("^ت(.)(.)ي(.)$"), "2"),
    (re.compile("^مت?(.)(.)(.)$"), "2"),
    (re.compile("^[يتن]ت?(.)(.)(.)$"), "2"),
    (re.compile("^مت?(.)ا(.)(.)$"), "3"),
    (re.compile("^ت(.)ا(.)(.)$"), "3"),
]
# Plurals that have letters of their own inside, and the singulars that they may belong to.
PLURALS = [
    (re.compile("^(.)(.)ا(.)(.)$"), ("{0}{1}{2}{3}",)),
    (re.compile("^(.)وا(.)(.)$"), ("{0}ا{1}{2}",)),
    (re.compile("^(.)(.)اي(.)$"), ("{0}{1}ا{2}", "{0}{1}ي{2}")),
    (
        re.compile("^(.)(.)ا(.)ي(.)$"),
        ("{0}{1}{2}و{3}", "{0}{1}{2}ي{3}", "{0}{1}{2}ا{3}", "{0}{1}{2}{3}"),
    ),
    (re.compile("^(.)وا(.)ي(.)$"), ("{0}ا{1}و{2}", "{0}ا{1}ي{2}", "{0}ي{1}ا{2}")),
    (re.compile("^ا(.)(.)ا(.)$"), ("{0}{1}{2}",)),
    (re.compile("^ا(.)[وي]ا(.)$"), ("{0}ا{1}",)),
    (re.compile("^ا(.)(.)(.)ه$"), ("{0}{1}ا{2}", "{0}{1}ي{2}")),
    (re.compile("^(.)(.)و(.)$"), ("{0}{1}{2}", "{0}ا{1}{2}")),
    (re.compile("^(.)(.)\\2$"), ("{0}{1}ه",)),
]
# Nouns of action that look like the plural «رسوم»: entering is no income.
NOT_PLURALS = frozenset(
    "دخول وجود حضور قبول حصول وصول خروج شعور مرور ظهور نزول صعود رجوع عموم لجوء".split()  # noqa: SIM905
)


def fold(word):
    """A word in the one spelling of all its usual ones."""
    word = MARKS.sub("", folding.INVISIBLE.sub("", word))
    return _plain(_canonical(word))


def without_article(word):
    """A word as it is written, without vowel signs and without an article before it."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    return clean if _is_whole(_plain(clean)) else ARTICLE.sub("", clean)


def _canonical(word):
    """The letters without presentation forms, hamza and madda still in place."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word))


def _plain(word):
    word = MARKS.sub("", word)
    word = re.sub("(?<=.)ىء$", "ئ", word)
    for pattern, letter in HAMZA:
        word = pattern.sub(letter, word)
    return DOUBLED.sub(r"\1", folding.fold(word.translate(LETTERS)))


def join_apart(text):
    """«لا مركزية» as one word, as it is in print."""
    return re.sub(r"(?<!\w)((?:[وفبكل]|ال|لل)*)لا\s+(?=(?:ال)?مركزي)", r"\1لا", text)


@cache
def word_list():
    """The checked list, folded: words to the terms of their families, stems whose first letters are
    no prefix, words that stand apart from those that share their stem."""
    related, kept, apart = {}, set(), {}
    for line in (Path(__file__).parent / "arabic_words.txt").read_text("utf-8").splitlines():
        sign, *names = line.partition("#")[0].split() or [""]
        if sign == "+":
            kept |= {stem for name in names for stem in _stems(fold(name))}
        elif sign == "=":
            apart |= dict.fromkeys(map(fold, names), fold(names[0]))
        elif sign and sign != "-":
            for name in (sign, *names):
                related.setdefault(fold(name), set()).add(f"f{fold(sign)}")
    return related, frozenset(kept), apart


@cache
def stop_words():
    """What a query is not about, folded."""
    lines = (Path(__file__).parent / "arabic_words.txt").read_text("utf-8").splitlines()
    return frozenset(fold(word) for line in lines if line[:1] == "-" for word in line[1:].split())


def terms(word):
    """The stems of a word, and what its relatives are found by."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    folded = _plain(clean)
    if not folded:
        return set(), set()
    if folded.isdigit():
        return {folded}, set()
    own, related = set(), set()
    # The word as it is written counts once more than its other forms.
    own.add(f"x{fold(without_article(clean))}")
    for bare, has_hamza_below in _without_prefix(clean, folded):
        _add(bare, has_hamza_below, own, related)
    return own, related


def _without_prefix(clean, folded):
    """The word without what is attached before it, in every reading that it may have, each with
    whether its first letter is an alef that carries its hamza below, as no plural's does."""
    whole = (folded, clean.startswith("إ"))
    if _is_whole(folded):
        return [whole]
    if match := ARTICLE.match(clean):
        rest = folded[match.end() :]
        readings = [(rest, clean.startswith("إ", match.end()))]
        if match[0].endswith("لل"):
            # «للجنة»: one lam is the word's own.
            readings.append((f"ل{rest}", False))
        elif len(folded) == 5:
            # «الواح» without its hamza.
            readings.append(whole)
        return readings
    readings = [whole]
    while match := SINGLE.match(folded):
        folded, clean = folded[1:], clean[1:]
        readings.append((folded, clean.startswith("إ")))
        if _is_whole(folded) or match.end() == 1:
            break
        if article := ARTICLE.match(clean):
            readings.append((folded[article.end() :], clean.startswith("إ", article.end())))
            break
    return readings


def _is_whole(word):
    """Whether the checked list knows a word, whatever its endings, with its first letters."""
    families, kept, apart = word_list()
    return any(
        base in families or base in apart or not kept.isdisjoint(_stems(base))
        for base in _without_pronoun(word)
    )


def _add(bare, has_hamza_below, own, related):
    """Put the stems of a word without prefix into ``own``, its relatives into ``related``."""
    families, _kept, apart = word_list()
    for base in _without_pronoun(bare):
        if base in apart:
            own.add(apart[base])
            related |= families.get(base, set())
            continue
        stems = set(_stems(base))
        own |= stems
        for form in {base, *stems}:
            related |= families.get(form, set())
            for pattern, verbal_form in VERBAL:
                if match := pattern.match(form):
                    related.add(f"v{verbal_form}{''.join(match.groups())}")
        if not has_hamza_below and base not in NOT_PLURALS:
            for singular in _singulars(base):
                related |= {*_stems(singular)} | families.get(singular, set())


def _without_pronoun(word):
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


def _stems(word):
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


def _singulars(word):
    """The words that ``word`` may be the broken plural of."""
    if match := re.match("^(.)(.)(.)ا$", word):
        yield f"{match[1]}{match[2]}ي{match[3]}"
    if match := re.match(r"^(.)(.)و\2$", word):
        yield f"{match[1]}{match[2]}"
        return
    # What is left of tanwin.
    word = word.removesuffix("ا") if len(word) > 5 else word
    for pattern, singulars in PLURALS:
        # A taa marbuta is no letter of the plural, but for «أنظمة».
        if word.endswith("ه") and not pattern.pattern.endswith("ه$"):
            continue
        if match := pattern.match(word):
            for singular in singulars:
                yield singular.format(*match.groups())
