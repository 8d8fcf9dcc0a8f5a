"""Reads the site's HTML in tests: language markup and links."""

import re

from bs4 import BeautifulSoup, NavigableString

ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Language-neutral text: URLs, e-mail addresses and file types.
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+|\b[\w-]+\.(org|com|net)\b|\b(DOCX|PDF|TXT)\b")


def parse(response):
    """The parsed response."""
    return BeautifulSoup(response.content, "html.parser")


def language_of(node):
    """The language (BCP 47) of a node: the ``lang`` of its nearest ancestor that has one."""
    for parent in node.parents:
        if parent.get("lang"):
            return parent["lang"]
    return None


def visible_texts(document):
    """The text nodes that readers see or hear."""
    for node in document.find_all(string=True):
        is_text = type(node) is NavigableString and node.strip()
        if is_text and node.parent.name not in ("script", "style", "template"):
            yield node


def texts_in_the_wrong_language(document):
    """The text nodes in another script than their element's language."""
    wrong = []
    for node in visible_texts(document):
        text, language = ADDRESS.sub("", str(node)), language_of(node)
        foreign = {"en": ARABIC, "ar": LATIN_WORD}.get(language)
        if foreign and foreign.search(text):
            wrong.append(text.strip())
    return wrong
