"""Converts rich text to translators' texts and back: one per block element, with short tags.

``<p>See <a linktype="page" id="5">our <b>work</b></a></p>`` becomes the text
``See <a id="1">our <b>work</b></a>`` with one code, the start tag of the link: what a tag says
beside its name is never in a translator's hands. Texts escape ``&``, ``<`` and ``>`` and nothing
else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Self

# Elements whose inline content is one segment, and those that hold others.
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre"})
CONTAINERS = frozenset({"ul", "ol"})
# Inline elements without attributes.
PLAIN = frozenset(
    {"b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "code", "kbd", "mark", "small",
     "q", "cite", "br"}
)  # fmt: skip
# Elements between block elements that contain no words.
WORDLESS = frozenset({"hr", "embed", "img"})
VOID = frozenset({"br", "embed", "img", "hr", "wbr"})
# A code that only the translation has, such as an added link.
OWN_PREFIX = "t"
# A tag's attributes as the parser gives them.
Attributes = list[tuple[str, str | None]]
_KEY = re.compile(r'\bdata-block-key="([^"]*)"')
_EMPTY_LIST = re.compile(r"<(ul|ol)[^>]*>\s*</\1>")


class MarkupError(ValueError):
    """A text has a tag that is not allowed or not closed; the message names it."""


@dataclass(slots=True)
class Element:
    """A block element of a rich text: where its inline content lies in the HTML, and the whole.

    ``name`` is its tag, after that of its list if it is in one; ``key`` is what the editor knows it
    by, in all versions, or empty.
    """

    name: str
    key: str
    start: int
    end: int
    outer_start: int
    outer_end: int


class _Positions(HTMLParser):
    """A parser that can tell its position in the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", html))]

    @property
    def at(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def run(self) -> Self:
        self.feed(self.html)
        self.close()
        return self


class _Blocks(_Positions):
    """Finds the block elements of a rich text."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self.elements: list[Element] = []
        # Open elements: of block elements the Element, of lists their tag.
        self.stack: list[Element | str] = []
        self.loose: Element | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in BLOCKS or tag in CONTAINERS:
            self._end_content()
        if tag in CONTAINERS:
            self.stack.append(tag)
        elif tag in BLOCKS:
            source = self.get_starttag_text() or ""
            key = _KEY.search(source)
            lists = [name for name in self.stack if isinstance(name, str)]
            element = Element(
                name="/".join([*lists, tag]),
                key=unescape(key[1]) if key else "",
                start=self.at + len(source),
                end=-1,
                outer_start=self.at,
                outer_end=-1,
            )
            self.elements.append(element)
            self.stack.append(element)
        elif tag not in WORDLESS:
            self._start_loose()
        elif self.loose:
            self._end_content()

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in CONTAINERS or tag in BLOCKS:
            self._end_content()
            for place in range(len(self.stack) - 1, -1, -1):
                item = self.stack[place]
                if (item if isinstance(item, str) else item.name.rpartition("/")[2]) == tag:
                    if not isinstance(item, str):
                        item.outer_end = self.html.find(">", self.at) + 1
                    del self.stack[place:]
                    return

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._start_loose()

    def handle_entityref(self, name: str) -> None:
        self._start_loose()

    def handle_charref(self, name: str) -> None:
        self._start_loose()

    def close(self) -> None:
        super().close()
        end = len(self.html)
        for element in self.elements:
            element.end = end if element.end < 0 else element.end
            element.outer_end = end if element.outer_end < 0 else element.outer_end

    def _start_loose(self) -> None:
        """Treat words outside any block element as a block element."""
        if not any(isinstance(item, Element) for item in self.stack) and not self.loose:
            self.loose = Element("", "", self.at, -1, self.at, -1)
            self.elements.append(self.loose)

    def _end_content(self) -> None:
        """End the inline content of the open element."""
        if self.loose:
            self.loose.end = self.loose.outer_end = self.at
            self.loose = None
        opened = [item for item in self.stack if isinstance(item, Element)]
        if opened and opened[-1].end < 0:
            opened[-1].end = self.at


def elements(html: str | None) -> list[Element]:
    """The block elements of a rich text, in reading order."""
    return _Blocks(html or "").run().elements


class _Encoder(_Positions):
    """Turns inline HTML into a text with short tags."""

    def __init__(self, html: str, known: Mapping[str, str] | None) -> None:
        super().__init__(html)
        self.known = known
        self.codes: dict[str, str] = {}
        self.text: list[str] = []
        self.open: list[str] = []

    def _tag(self, tag: str, closed: bool) -> None:
        source = self.get_starttag_text() or ""
        bare = tag in PLAIN and not re.search(r"[\s/]\w", source)
        number = "" if bare else f' id="{self._number(source)}"'
        is_void = closed or tag in VOID
        self.text.append(f"<{tag}{number}/>" if is_void else f"<{tag}{number}>")
        if not is_void:
            self.open.append(tag)

    def _number(self, source: str) -> str:
        """The number of a code: that of the same one in the text that this one translates."""
        if self.known is None:
            number = str(len(self.codes) + 1)
        else:
            same = (code for code, tag in self.known.items() if tag == source)
            own = sum(code.startswith(OWN_PREFIX) for code in self.codes) + 1
            number = next((code for code in same if code not in self.codes), f"{OWN_PREFIX}{own}")
        self.codes[number] = source
        return number

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._tag(tag, closed=False)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._tag(tag, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while (last := self.open.pop()) != tag:
                self.text.append(f"</{last}>")
            self.text.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.text.append(escape(unescape(f"&{name};"), quote=False))

    def handle_charref(self, name: str) -> None:
        self.text.append(escape(unescape(f"&#{name};"), quote=False))


def encode(inner: str, known: Mapping[str, str] | None = None) -> tuple[str, dict[str, str]]:
    """Inline HTML as a translator's text, and its codes: start tags by their numbers.

    ``known`` are the codes of the text that this one translates: the same tag has the same number.
    """
    encoder = _Encoder(inner, known).run()
    closing = "".join(f"</{tag}>" for tag in reversed(encoder.open))
    return "".join(encoder.text) + closing, encoder.codes


class _Decoder(_Positions):
    """Turns a translator's text back into inline HTML; raises MarkupError."""

    def __init__(self, text: str, codes: Mapping[str, str]) -> None:
        super().__init__(text)
        self.codes = codes
        self.out: list[str] = []
        self.open: list[str] = []

    def _tag(self, tag: str, attrs: Attributes, closed: bool) -> None:
        number = attrs[0][1] if len(attrs) == 1 and attrs[0][0] == "id" else None
        if not attrs and tag in PLAIN:
            source = "<br/>" if tag == "br" else f"<{tag}>"
        elif number is not None and self._is_code(tag, number):
            source = self.codes[number]
        else:
            raise MarkupError(self.get_starttag_text())
        self.out.append(source)
        if tag not in VOID:
            if closed:
                raise MarkupError(self.get_starttag_text())
            self.open.append(tag)

    def _is_code(self, tag: str, number: str) -> bool:
        return re.match(rf"<{re.escape(tag)}[\s/>]", self.codes.get(number, "")) is not None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._tag(tag, attrs, closed=False)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._tag(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise MarkupError(f"</{tag}>")
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.out.append(escape(unescape(f"&{name};"), quote=False))

    def handle_charref(self, name: str) -> None:
        self.out.append(escape(unescape(f"&#{name};"), quote=False))

    def handle_comment(self, data: str) -> None:
        raise MarkupError("<!--")

    def handle_decl(self, decl: str) -> None:
        raise MarkupError("<!")

    def handle_pi(self, data: str) -> None:
        raise MarkupError("<?")

    def unknown_decl(self, data: str) -> None:
        raise MarkupError("<![")


def decode(text: str, codes: Mapping[str, str]) -> str:
    """The inline HTML of a translator's text; the inverse of ``encode``.

    Raises MarkupError for a tag that is not one of ``codes`` nor plain, and for tags that do not
    close in order.
    """
    decoder = _Decoder(text, codes).run()
    if decoder.open:
        raise MarkupError(f"<{decoder.open[-1]}>")
    # What the parser has not handled yet is an unfinished tag.
    if decoder.rawdata:
        raise MarkupError(decoder.rawdata)
    return "".join(decoder.out)


def tags(text: str) -> Counter[str]:
    """Count the start tags and void tags of a translator's text."""
    return Counter(re.findall(r"<\w+(?: id=\"\w+\")?/?>", text))


def plain(text: str) -> str:
    """A translator's text without tags and escapes."""
    return unescape(re.sub(r"</?\w[^<>]*>", "", text))


def escaped(words: str) -> str:
    """Plain words as a translator's text of a rich one; the inverse of ``plain``."""
    return escape(words, quote=False)


def with_contents(html: str, contents: Mapping[int, str]) -> str:
    """A rich text with new inline ``contents`` of block elements, by their index."""
    found = elements(html)
    for place in sorted(contents, reverse=True):
        element = found[place]
        html = html[: element.start] + contents[place] + html[element.end :]
    return html


def without(html: str, places: Iterable[int]) -> str:
    """Remove block elements, by their indexes, from a rich text, and lists that become empty."""
    for place in sorted(places, reverse=True):
        # Removing nested elements moves the end of the element that contains them.
        element = elements(html)[place]
        html = html[: element.outer_start] + html[element.outer_end :]
    while (shorter := _EMPTY_LIST.sub("", html)) != html:
        html = shorter
    return html


def childless(html: str, places: Iterable[int]) -> set[int]:
    """The given block elements (by index) whose nested elements are all given too."""
    found = elements(html)
    left: set[int] = set()
    for place in sorted(places, reverse=True):
        inside = {
            n for n in range(place + 1, len(found)) if found[n].outer_end <= found[place].outer_end
        }
        if inside <= left:
            left.add(place)
    return left


def with_element(html: str, source_html: str, place: int, after: int | None) -> str:
    """A rich text with a blank copy of another one's element.

    ``place`` is the element's in ``source_html``; ``after`` the place in ``html`` of the element
    that it follows, or None for the beginning.
    """
    source = elements(source_html)[place]
    before = elements(html)[after] if after is not None else None
    *lists, tag = source.name.split("/")
    new = source_html[source.outer_start : source.start] + f"</{tag}>"
    if before and lists and before.name == source.name:
        at = before.outer_end
    else:
        new = f"<{lists[0]}>{new}</{lists[0]}>" if lists else new
        at = _end_of_outermost(html, before) if before else 0
    return html[:at] + new + html[at:]


def _end_of_outermost(html: str, element: Element) -> int:
    """Where the list or the element that an element stands in ends, at the top of the text."""
    lists = element.name.split("/")[:-1]
    at = element.outer_end
    if not lists:
        return at
    depth = 0
    for match in re.finditer(r"<(/?)(?:ul|ol)[\s>]", html):
        depth += -1 if match[1] else 1
        if depth == 0 and match.start() >= at - 1:
            return html.index(">", match.start()) + 1
    return len(html)
