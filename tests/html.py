"""Reading the site's HTML in tests: what is in which language, and what it links to."""

import re

from bs4 import BeautifulSoup, NavigableString

ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# What reads the same in every language: addresses of all kinds, and the kinds of files.
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+|\b[\w-]+\.(org|com|net)\b|\b(DOCX|PDF|TXT)\b")


def parse(response):
    """The response's document."""
    return BeautifulSoup(response.content, "html.parser")


def language_of(node):
    """The language (BCP 47) of the nearest element around a node that says one."""
    for parent in node.parents:
        if parent.get("lang"):
            return parent["lang"]
    return None


def visible_texts(document):
    """The text nodes that a reader meets, those read aloud included."""
    for node in document.find_all(string=True):
        is_text = type(node) is NavigableString and node.strip()
        if is_text and node.parent.name not in ("script", "style", "template"):
            yield node


def texts_in_the_wrong_language(document):
    """Text nodes whose letters belong to another language than the one their element says."""
    wrong = []
    for node in visible_texts(document):
        text, language = ADDRESS.sub("", str(node)), language_of(node)
        foreign = {"en": ARABIC, "ar": LATIN_WORD}.get(language)
        if foreign and foreign.search(text):
            wrong.append(text.strip())
    return wrong
