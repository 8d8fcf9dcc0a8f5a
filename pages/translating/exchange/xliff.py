"""XLIFF 2 files (OASIS), for translators' tools: one ``file`` for each unit, tags as inline
elements, the number of characters that fit, and the state of each translation."""

import re

from django.utils.translation import gettext as _
from lxml import etree

from languages.characters import says_nothing, without_forbidden
from pages.translating import markup
from pages.translating.exchange import inline
from pages.translating.exchange.entries import (
    Document,
    Entry,
    EntryState,
    ExchangeError,
    checked,
    languages_of,
)
from pages.translating.exchange.inline import NAMESPACE, qualified
from pages.translating.exchange.po import tidy
from pages.translating.segments import State, fingerprint

SUFFIX = ".xlf"
VERSIONS = ("2.0", "2.1")
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
LIMITS = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FINGERPRINT = "fingerprint"
WORDS = frozenset(map(qualified, ("source", "target", "note", "data")))
# From this state on, a translation is imported.
DONE = ("translated", "reviewed", "final")


def unit_id(segment):
    """A segment's id as XLIFF lets ids be (NMTOKEN); ``segment_id`` is the inverse."""
    return re.sub(
        r"[^A-Za-z0-9_-]",
        lambda match: (
            ":" if match[0] == "/" else "".join(f".{byte:02X}" for byte in match[0].encode())
        ),
        segment,
    )


def segment_id(unit):
    """The segment's id that ``unit_id`` turned into a unit's."""
    parts = re.split(r"((?:\.[0-9A-F]{2})+)", unit.replace(":", "/"))
    for place in range(1, len(parts), 2):
        parts[place] = bytes.fromhex(parts[place].replace(".", "")).decode(errors="replace")
    return "".join(parts)


def dump(parts, source, target):
    """The bytes of an XLIFF file with these parts, the same for the same parts."""
    root = etree.Element(
        qualified("xliff"),
        {"version": VERSIONS[0], "srcLang": source, "trgLang": target},
        nsmap={None: NAMESPACE, "mda": METADATA, "slr": LIMITS},
    )
    for part in parts:
        file = etree.SubElement(root, qualified("file"), {"id": part.key})
        if part.editor:
            file.set("original", part.editor)
        profiles = etree.SubElement(file, f"{{{LIMITS}}}profiles")
        profiles.set("generalProfile", "xliff:codepoints")
        _notes(file, [("title", part.title), ("address", part.address)])
        for text in part.texts:
            _unit(file, text)
    _indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _indent(element, level=0):
    """Indent the elements that contain no words."""
    if not len(element) or element.tag in WORDS:
        return
    for place, child in enumerate(element):
        _indent(child, level + 1)
        is_last = place == len(element) - 1
        child.tail = "\n" + "  " * (level if is_last else level + 1)
    element.text = "\n" + "  " * (level + 1)


def _unit(file, text):
    segment = text.segment
    unit = etree.SubElement(
        file,
        qualified("unit"),
        {"id": unit_id(segment.id), "name": segment.id, "canResegment": "no"},
    )
    if segment.limit:
        unit.set(f"{{{LIMITS}}}sizeRestriction", str(segment.limit))
    group = etree.SubElement(
        etree.SubElement(unit, f"{{{METADATA}}}metadata"), f"{{{METADATA}}}metaGroup"
    )
    etree.SubElement(group, f"{{{METADATA}}}meta", {"type": FINGERPRINT}).text = fingerprint(
        segment
    )
    notes = [("place", text.label), *(("hint", note) for note in text.notes)]
    if segment.was is not None:
        notes.append(("previous source", tidy(segment.was)))
    _notes(unit, notes)
    body = etree.Element(qualified("segment"), {"id": "s"})
    body.set("state", "translated" if segment.state == State.COMPLETE else "initial")
    data = {}
    texts = [("source", segment.source, segment.source_codes)]
    if not says_nothing(segment.target):
        texts.append(("target", segment.target, segment.target_codes))
    for name, words, codes in texts:
        element = etree.SubElement(body, qualified(name), {XML_SPACE: "preserve"})
        inline.fill(element, tidy(words), codes, data, is_rich=segment.is_rich)
    if data:
        _original_data(unit, data)
    unit.append(body)


def _original_data(unit, data):
    holder = etree.SubElement(unit, qualified("originalData"))
    for name, (start, end) in data.items():
        etree.SubElement(holder, qualified("data"), {"id": name}).text = without_forbidden(start)
        if end:
            etree.SubElement(
                holder, qualified("data"), {"id": f"{name}.end"}
            ).text = without_forbidden(end)


def _notes(element, notes):
    holder = etree.SubElement(element, qualified("notes"))
    for category, words in notes:
        if words:
            etree.SubElement(
                holder, qualified("note"), {"category": category}
            ).text = without_forbidden(words)
    if not len(holder):
        element.remove(holder)


def load(name, data):
    """The ``Document`` in the bytes of an XLIFF file; raises ExchangeError."""
    root = _parsed(name, data)
    if root.tag != qualified("xliff") or root.get("version") not in VERSIONS:
        message = _("This is not an XLIFF file of version %(versions)s.")
        raise ExchangeError(message % {"versions": ", ".join(VERSIONS)}, name, root.sourceline)
    source, target = languages_of(root.get("srcLang"), root.get("trgLang"), name, root.sourceline)
    entries = [
        _read(file.get("id", ""), unit)
        for file in root.iterchildren(qualified("file"))
        for unit in file.iter(qualified("unit"))
    ]
    return checked(Document(name, source, target, entries))


def _parsed(name, data):
    # Neither entities nor anything else from elsewhere.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = _("The XML file is incomplete or damaged here.")
        raise ExchangeError(message, name, getattr(error, "lineno", None)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = _("The file has a document type declaration, which is not allowed.")
        raise ExchangeError(message, name, root.sourceline)
    return root


def _read(key, unit):
    source, target, is_done = _joined(unit)
    exported = next(
        (meta.text for meta in unit.iter(f"{{{METADATA}}}meta") if meta.get("type") == FINGERPRINT),
        "",
    )
    state = EntryState.TRANSLATED if is_done else EntryState.FUZZY
    is_said = markup.tags(target) or not says_nothing(markup.plain(target))
    return Entry(
        unit=key,
        segment=segment_id(unit.get("id", "")),
        source=source,
        target=target,
        state=state if is_said else EntryState.EMPTY,
        exported=(exported or "").strip(),
        line=unit.sourceline,
        is_escaped=True,
    )


def _joined(unit):
    """A unit's source, its translation, and whether that is done: some tools split segments all
    the same."""
    sources, targets, is_done = [], [], True
    for number, part in enumerate(unit.iter(qualified("segment"), qualified("ignorable")), 1):
        source, target = part.find(qualified("source")), part.find(qualified("target"))
        words = inline.text_of(source) if source is not None else ""
        sources.append(words)
        if part.tag == qualified("ignorable"):
            targets.append((number, inline.text_of(target) if target is not None else words))
            continue
        order = target.get("order", "") if target is not None else ""
        place = int(order) if order.isascii() and order.isdecimal() else number
        targets.append((place, inline.text_of(target) if target is not None else ""))
        is_done = is_done and target is not None and part.get("state", "initial") in DONE
    if len(targets) == sum(says_nothing(words) for _place, words in targets):
        targets = []
    return "".join(sources), "".join(w for _p, w in sorted(targets, key=lambda t: t[0])), is_done
