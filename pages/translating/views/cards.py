"""A text and its translation as the translation view shows them: pieces, tags, terms, problems."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages import cldr
from pages.models import BasePage, CustomDocument
from pages.primary_keys import primary_key
from pages.translating import markup
from pages.translating.differences import difference
from pages.translating.segments import Segment, State
from pages.translating.units import title_of
from pages.translating.views.changes import STATE_LABELS, changes_as_html

_TAG = re.compile(r"(</?\w[^<>]*>)")
_ATTRIBUTE = re.compile(r"""([\w-]+)=["']([^"']*)["']""")
# Around a tag in an input from right to left, so that its signs stay in order.
ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"
ISOLATES = f"{ISOLATE}{END_OF_ISOLATE}"

# What tags mean that say it by their name; the others are said by their name alone.
MEANINGS = {
    "b": gettext_lazy("bold"),
    "strong": gettext_lazy("bold"),
    "i": gettext_lazy("italic"),
    "em": gettext_lazy("italic"),
    "br": gettext_lazy("line break"),
    "sup": gettext_lazy("superscript"),
    "sub": gettext_lazy("subscript"),
    "code": gettext_lazy("code"),
    "del": gettext_lazy("struck through"),
    "s": gettext_lazy("struck through"),
    "embed": gettext_lazy("embedded content"),
    "bdi": gettext_lazy("text with its own direction"),
    "span": gettext_lazy("text in another language"),
}


def shown(text, language):
    """A translator's text as the input in a language has it: tags keep their order in any
    direction."""
    if cldr.direction(language) != "rtl":
        return text
    return _TAG.sub(rf"{ISOLATE}\1{END_OF_ISOLATE}", text)


def typed(text, segment=None):
    """What somebody wrote into the input as a translator's text: the inverse of ``shown``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if segment is None or not segment.is_rich:
        return text
    # Also what is left of a pair when a tag was deleted; where a text has its own, they stay.
    own = any(sign in segment.source + segment.target for sign in ISOLATES)
    if own:
        return re.sub(rf"{ISOLATE}(</?\w[^<>]*>){END_OF_ISOLATE}", r"\1", text)
    return text.translate(dict.fromkeys(map(ord, ISOLATES)))


def _sign(piece):
    """A piece of a text as HTML: a tag as a sign that keeps its order in any direction."""
    if _TAG.fullmatch(piece):
        return format_html('<bdi class="segment-tag" dir="ltr">{}</bdi>', piece)
    return format_html("{}", piece)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a source text: what is typed to open and to close it, and what it means."""

    opening: str
    closing: str
    meaning: str


@dataclass
class Card:
    """One text of a unit in the translation view.

    ``number`` tells it from the others on the screen. ``written`` is what somebody typed that is
    not saved. ``problems`` are the problems of what the input has; ``theirs`` is, in a conflict,
    the other translation.
    """

    number: int
    segment: Segment
    source: str
    target: str
    terms: object
    link_titles: dict = field(default_factory=dict)
    written: str | None = None
    problems: list = field(default_factory=list)
    theirs: str | None = None
    suggestions: list = field(default_factory=list)
    is_hidden: bool = False

    @property
    def state(self):
        """The state by its name, for style and scripts."""
        return str(self.segment.state)

    @property
    def state_label(self):
        """The state in words."""
        return STATE_LABELS[self.segment.state]

    @property
    def is_outdated(self):
        """Whether the source has changed since."""
        return self.segment.state == State.OUTDATED

    @property
    def seen(self):
        """The translation that is there."""
        return self.segment.target

    @property
    def text(self):
        """What the input has."""
        text = self.segment.target if self.written is None else self.written
        return shown(text, self.target) if self.segment.is_rich else text

    @property
    def rows(self):
        """The height of the input in lines, where the browser does not find it itself."""
        return min(12, 1 + max(len(self.segment.source), len(self.text)) // 55)

    @property
    def has_errors(self):
        """Whether something keeps what was typed from being saved."""
        return any(problem.is_error for problem in self.problems)

    @property
    def told(self):
        """The problems in words: (problem, its message as HTML, the tags in it as signs)."""
        for problem in self.problems:
            pieces = _TAG.split(str(problem.message))
            yield problem, format_html_join("", "{}", ((_sign(piece),) for piece in pieces))

    @cached_property
    def source_html(self):
        """The source text, its tags as signs, its terms marked."""
        return self._marked_up(self.segment.source, self._with_terms)

    @cached_property
    def theirs_html(self):
        """The other translation in a conflict, its tags as signs."""
        return self._marked_up(self.theirs or "", lambda words: format_html("{}", words))

    @property
    def theirs_text(self):
        """The other translation as the input would have it."""
        return shown(self.theirs or "", self.target) if self.segment.is_rich else self.theirs

    def _marked_up(self, text, with_words):
        if not self.segment.is_rich:
            return with_words(text)
        return format_html_join("", "{}", ((piece,) for piece in self._pieces(text, with_words)))

    def _pieces(self, text, with_words):
        for piece in _TAG.split(text):
            if _TAG.fullmatch(piece):
                yield _sign(piece)
            elif piece:
                yield with_words(markup.plain(piece))

    def _with_terms(self, words):
        parts, position = [], 0
        for start, end, _pair in self.terms.found_in(words):
            parts.append(format_html("{}", words[position:start]))
            parts.append(format_html('<span class="segment-term">{}</span>', words[start:end]))
            position = end
        parts.append(format_html("{}", words[position:]))
        return format_html_join("", "{}", ((part,) for part in parts))

    @cached_property
    def found_terms(self):
        """The glossary's terms in the source text, each once."""
        words = self.segment.source
        if self.segment.is_rich:
            words = markup.plain(_TAG.sub("\n", words))
        pairs = [pair for _start, _end, pair in self.terms.found_in(words)]
        return [*dict.fromkeys(pairs)]

    @cached_property
    def difference_html(self):
        """What has changed in the source since it was translated, for eyes and for ears."""
        if self.segment.was is None:
            return ""
        return changes_as_html(
            (change, self._marked_up(piece, lambda words: format_html("{}", words)))
            for change, piece in difference(self.segment.was, self.segment.source)
        )

    @cached_property
    def tags(self):
        """The tags of the source text, each once."""
        if not self.segment.is_rich:
            return []
        found = []
        for opening in markup.tags(self.segment.source):
            name = re.match(r"<(\w+)", opening)[1]
            is_void = opening.endswith("/>") or name in markup.VOID
            found.append(Tag(opening, "" if is_void else f"</{name}>", self._meaning(opening)))
        return found

    @property
    def skeleton(self):
        """All tags of the source text without its words."""
        return "".join(_TAG.findall(self.segment.source)) if self.segment.is_rich else ""

    def _meaning(self, opening):
        name = re.match(r"<(\w+)", opening)[1]
        number = re.search(r'id="(\w+)"', opening)
        code = self.segment.source_codes.get(number[1], "") if number else ""
        if name != "a":
            return str(MEANINGS.get(name, name))
        attributes = dict(_ATTRIBUTE.findall(code))
        kind, key = attributes.get("linktype"), attributes.get("id", "")
        title = self.link_titles.get((kind, key))
        if kind == "page":
            return _("link to the page “%(title)s”") % {"title": title or key}
        if kind == "document":
            return _("link to the document “%(title)s”") % {"title": title or key}
        return _("link to %(address)s") % {"address": attributes.get("href", "")}


def link_titles(segments, language):
    """What the pages and documents are called that texts link to: titles by (kind, key).

    Two queries at most.
    """
    wanted = {"page": set(), "document": set()}
    for segment in segments:
        for code in segment.source_codes.values():
            attributes = dict(_ATTRIBUTE.findall(code))
            key = primary_key(attributes.get("id"))
            if attributes.get("linktype") in wanted and key is not None:
                wanted[attributes["linktype"]].add(key)
    found = {}
    for kind, model in (("page", BasePage), ("document", CustomDocument)):
        if keys := wanted[kind]:
            for instance in model.objects.filter(pk__in=keys):
                found[kind, str(instance.pk)] = title_of(instance, language)
    return found
