"""Pure: the terms of an Arabic word.

Spelling first: vowel signs, tatweel, presentation forms, hamza, taa marbuta / haa, alef maqsura /
yaa. Then what is attached: the article, waw, fa, ba, lam and kaf before a word, pronouns and endings
behind it. What is attached and what is part of the word cannot always be told apart («وحدة», «وخدمة»;
«قانون», «مواطنون»): then both readings are terms. Snowball's stemmer for Arabic decides too early
(bench/README.md): «بلديات» would become «لديا».

Broken plurals and words of one verbal form are related terms: by their patterns, for those that tell
reliably, and by a checked list of the field's words (``arabic_words.txt``).
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from pages.search import folding

STOP_WORDS_TEXT = """
    في من الى على عن مع هذا هذه ذلك تلك هو هي هم نحن انا انت ما ماذا متى اين كيف لماذا هل كم اي و او ثم
    ان انه انها التي الذي الذين اللذين كان كانت يكون تكون قد لقد لا لم لن ليس عند عندما لدى بعد قبل بين
    كل بعض غير كما حيث اذا لكن بل حتى منذ خلال حول نحو ضد دون عبر يا لي لك له لها لنا لهم به بها بهم فيه
    فيها فيهم منه منها منهم عليه عليها عليهم اليه اليها ايضا يمكن يمكنني اريد يجب هناك هنا يوجد الا سوى
    عام لعام افعل احصل
"""
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
    (re.compile("^(.)(.)و(.)$"), ("{0}{1}{2}",)),
    (re.compile("^(.)(.)\\2$"), ("{0}{1}ه",)),
]
# Nouns of action that look like the plural «رسوم»: entering is no income.
NOT_PLURALS = frozenset(
    "دخول وجود حضور قبول حصول وصول خروج شعور مرور ظهور نزول صعود رجوع عموم لجوء".split()
)


def fold(word):
    """A word in the one spelling of all its usual ones."""
    word = MARKS.sub("", folding.INVISIBLE.sub("", word))
    return _plain(_canonical(word))


def without_article(word):
    """A word as it is written, without vowel signs and without an article before it."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    if clean.startswith(("إ", "أ", "آ")) or fold(clean).startswith(word_list()[1]):
        return clean
    return ARTICLE.sub("", clean)


def _canonical(word):
    """The letters without presentation forms, hamza and madda still in place."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word))


def _plain(word):
    word = MARKS.sub("", word)
    word = re.sub("(?<=.)ىء$", "ئ", word)
    for pattern, letter in HAMZA:
        word = pattern.sub(letter, word)
    return DOUBLED.sub(r"\1", folding.fold(word.translate(LETTERS)))


STOP_WORDS = frozenset(map(fold, STOP_WORDS_TEXT.split()))


def join_apart(text):
    """«لا مركزية» as one word, as it is in print."""
    return re.sub(r"(?<!\w)((?:[وفبكل]|ال|لل)*)لا\s+(?=(?:ال)?مركزي)", r"\1لا", text)


@cache
def word_list():
    """The checked list: words to terms of their families, words whose first letters are no prefix,
    and words that stand apart from those that share their stem; all folded."""
    related, kept, apart = {}, set(), {}
    for line in (Path(__file__).parent / "arabic_words.txt").read_text("utf-8").splitlines():
        sign, *names = line.partition("#")[0].split() or [""]
        if sign == "+":
            kept |= {fold(name) for name in names}
        elif sign == "=":
            apart |= dict.fromkeys(map(fold, names), fold(names[0]))
        elif sign:
            for name in (sign, *names):
                related.setdefault(fold(name), set()).add(f"f{fold(sign)}")
    return related, tuple(sorted(kept)), apart


def terms(word):
    """The stems of a word, and what its relatives are found by."""
    clean = _canonical(MARKS.sub("", folding.INVISIBLE.sub("", word)))
    folded = _plain(clean)
    if not folded:
        return set(), set()
    if folded.isdigit():
        return {folded}, set()
    own, related = set(), set()
    for bare, has_hamza_below in _without_prefix(clean, folded):
        _add(bare, has_hamza_below, clean.endswith("اء"), own, related)
    return own, related


def _without_prefix(clean, folded):
    """The word without what is attached before it, in every reading that it may have, each with
    whether its first letter is an alef that carries its hamza below, as no plural's does."""
    families, kept, apart = word_list()
    whole = (folded, clean.startswith("إ"))
    if folded.startswith(kept) or folded in apart:
        return [whole]
    if match := ARTICLE.match(clean) or ARTICLE.match(folded):
        rest = folded[match.end() :]
        below = clean[match.end() : match.end() + 1] == "إ"
        readings = [(rest, below)]
        if match[0].endswith("لل"):
            # «للجنة»: one lam is the word's own.
            readings.append((f"ل{rest}", False))
        return readings
    readings = [whole]
    while match := SINGLE.match(folded):
        folded, clean = folded[1:], clean[1:]
        if len(folded) < 3:
            break
        readings.append((folded, clean.startswith("إ")))
        if folded.startswith(kept) or folded in families or folded in apart or match.end() == 1:
            break
        if inner := ARTICLE.match(folded):
            readings.append((folded[inner.end() :], False))
            break
    return readings


def _add(bare, has_hamza_below, ends_in_hamza, own, related):
    """Put the stems of a word without prefix into ``own``, its relatives into ``related``."""
    families, _kept, apart = word_list()
    for base in _without_pronoun(bare):
        if base in apart:
            own.add(apart[base])
            related |= families.get(base, set())
            continue
        stems = set(_stems(base, ends_in_hamza))
        own |= stems
        for form in {base, *stems}:
            related |= families.get(form, set())
            for pattern, verbal_form in VERBAL:
                if match := pattern.match(form):
                    related.add(f"v{verbal_form}{''.join(match.groups())}")
        if not has_hamza_below and base not in NOT_PLURALS:
            for singular in _singulars(base, ends_in_hamza):
                related |= {*_stems(singular, False)} | families.get(singular, set())


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
            return [word, base] + ([f"{base[:-1]}ي"] if base.endswith("ا") else [])
    if word.endswith("ك") and len(word) > 4:
        return [word, word[:-1]]
    return [word]


def _stems(word, ends_in_hamza):
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
        while len(stem) >= 4 and (stem[-1] == "ي" or (stem[-1] == "ا" and not ends_in_hamza)):
            stem = stem[:-1]
        if len(stem) == 3 and stem[-1] == "ا":
            stem = f"{stem[:-1]}ي"
        yield stem


def _singulars(word, ends_in_hamza):
    """The words that ``word`` may be the broken plural of."""
    if ends_in_hamza and (match := re.match("^(.)(.)(.)ا$", word)):
        yield "{0}{1}ي{2}".format(*match.groups())
    for pattern, singulars in PLURALS:
        if match := pattern.match(word):
            for singular in singulars:
                yield singular.format(*match.groups())
    if (match := re.match("^(.)(.)و(.)$", word)) and match[2] == match[3]:
        yield f"{match[1]}{match[2]}"
