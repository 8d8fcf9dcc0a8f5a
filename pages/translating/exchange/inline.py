"""Converts the tags of a text to XLIFF inline elements, which tools protect, and back.

``<a id="1">`` becomes ``<pc id="a-1">``, the second ``<b>`` of a text ``<pc id="b_2">``, ``<br/>``
becomes ``<ph id="br_1">``: the name says all there is to know.
"""

import re
from collections import Counter
from xml.sax.saxutils import escape, unescape

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
# What tools show plain tags as (XLIFF 2, 4.3.1.34).
SUBTYPES = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "br": "lb"}
STRANGE = "<strange/>"
_TAG = re.compile(r'<(/?)(\w+)(?: id="(\w+)")?(/?)>')
_NAME = re.compile(r"([a-z]\w*?)(?:-(\w+)|_\d+)", re.ASCII)
# Characters that XML does not allow.
_UNWRITABLE = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])")


def qualified(name):
    """The name of one of XLIFF's elements as lxml knows it."""
    return f"{{{NAMESPACE}}}{name}"


def fill(element, text, codes, data, *, is_rich):
    """Put a text into a ``source`` or ``target`` element.

    ``codes`` are the start tags of a rich text by their numbers; what they are is noted in
    ``data``, by the name of each, for ``originalData``.
    """
    if not is_rich:
        _append_words(element, text)
        return
    counts, open_elements, end = Counter(), [element], 0
    for match in _TAG.finditer(text):
        _append_words(open_elements[-1], unescape(text[end : match.start()]))
        end = match.end()
        closes, tag, number, is_void = match.groups()
        if closes:
            open_elements.pop()
            continue
        counts[tag] += not number
        name = f"{tag}-{number}" if number else f"{tag}_{counts[tag]}"
        data[name] = (codes.get(number) or f"<{tag}{is_void}>", "" if is_void else f"</{tag}>")
        inline = _inline(open_elements[-1], name, tag, is_void)
        if not is_void:
            open_elements.append(inline)
    _append_words(open_elements[-1], unescape(text[end:]))


def _inline(parent, name, tag, is_void):
    attributes = {"id": name, "canDelete": "no", "canCopy": "no"}
    if is_void:
        attributes["dataRef"] = name
    else:
        attributes |= {"dataRefStart": name, "dataRefEnd": f"{name}.end"}
    if tag in SUBTYPES:
        attributes |= {"type": "fmt", "subType": f"xlf:{SUBTYPES[tag]}"}
    elif tag == "a":
        attributes["type"] = "link"
    return etree.SubElement(parent, qualified("ph" if is_void else "pc"), attributes)


def _append_words(element, words):
    """Words at the end of an element, signs that XML has none for as elements of their own."""
    for place, part in enumerate(_UNWRITABLE.split(words)):
        if place % 2:
            etree.SubElement(element, qualified("cp"), {"hex": f"{ord(part):04X}"})
        elif part and len(element):
            element[-1].tail = (element[-1].tail or "") + part
        elif part:
            element.text = (element.text or "") + part


def text_of(element):
    """The text of a ``source`` or ``target`` element, with short tags, ``&``, ``<`` and ``>``
    escaped. An element that stands for none of our tags becomes a tag that no text has."""
    return "".join(_pieces(element, {}))


def _pieces(element, started):
    yield escape(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _tag_pieces(child, started)
        yield escape(child.tail or "")


def _tag_pieces(child, started):
    kind = child.tag.removeprefix(f"{{{NAMESPACE}}}")
    name = child.get("id", "")
    if kind == "pc":
        tag, start = _start(name)
        yield f"<{start}>"
        yield from _pieces(child, started)
        yield f"</{tag}>"
    elif kind == "ph":
        _tag, start = _start(name)
        yield f"<{start}/>"
    elif kind == "sc":
        # Some tools split a pair of tags.
        started[name], start = _start(name)
        yield f"<{start}>"
    elif kind == "ec" and child.get("startRef") in started:
        yield f"</{started[child.get('startRef')]}>"
    elif kind == "cp" and re.fullmatch(r"[0-9A-Fa-f]{1,4}", child.get("hex", "")):
        yield escape(chr(int(child.get("hex"), 16)))
    elif kind == "mrk":
        yield from _pieces(child, started)
    elif kind not in ("sm", "em"):
        yield STRANGE


def _start(name):
    """The tag, and what stands in its start tag, by the name of its element."""
    match = _NAME.fullmatch(name)
    if not match:
        return "strange", "strange"
    tag, number = match.groups()
    return tag, f'{tag} id="{number}"' if number else tag
