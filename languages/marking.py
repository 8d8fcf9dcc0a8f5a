"""Words in another language than the reader's, marked wherever a template shows them.

``Loader`` looks at each HTML template once, when it is loaded, and finds where its variables stand.
As an element's content, words that know their language (``TextInLanguage``) are marked with it
(WCAG 2.2, 3.1.2); in an attribute, a ``<title>``, an ``<option>`` or a script, where mark-up would
be wrong, they stay plain, and so they do wherever this cannot be told. Templates of packages are
treated like our own: none has to be overridden for a title's sake.
"""

import re
from contextvars import ContextVar

from django.template.base import Node, TextNode, VariableNode
from django.template.defaulttags import FilterNode, FirstOfNode
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import BlockTranslateNode
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.admin.templatetags.wagtailadmin_tags import FragmentNode

from languages import cldr

# Elements whose content is text alone.
PLAIN = frozenset({"option", "script", "style", "textarea", "title"})
# What makes something else of what is inside, such as a variable.
CAPTURING = (FilterNode, FragmentNode)

_must_be_plain = ContextVar("must_be_plain", default=False)


def marked(text):
    """Words that know their language, marked with it and labelled where it is not the reader's;
    anything else as it is."""
    language, reader_language = getattr(text, "language", ""), get_language()
    if not language or language == reader_language or not isinstance(text, str):
        return text
    return format_html(
        '<span lang="{}" dir="{}">{}</span> <span class="language-label">{}</span>',
        language,
        cldr.direction(language),
        text,
        cldr.name_in(language, reader_language),
    )


class Place:
    """A place in HTML, moved on by each piece of text that is read."""

    # By what stands around it: what ends that, or begins something inside.
    _SIGNS = {
        "content": re.compile(r"<!--|</|<([a-z][^\s/>]*)", re.IGNORECASE),
        "comment": re.compile("-->"),
        "tag": re.compile("[\"'>]"),
        '"': re.compile('"'),
        "'": re.compile("'"),
    }

    def __init__(self):
        self._within, self._element = "content", ""

    @property
    def is_content(self):
        """Whether it is inside an element, outside of tags, where elements may stand."""
        return self._within == "content"

    def read(self, text):
        """Go on to the end of a piece of HTML."""
        at = 0
        while found := self._next_sign.search(text, at):
            at, sign = found.end(), found[0]
            if self._within == "content" and sign == "<!--":
                self._within = "comment"
            elif self._within == "content":
                self._within, self._element = "tag", (found[1] or "").lower()
            elif self._within == "tag" and sign != ">":
                self._within = sign
            elif self._within == "tag" and self._element in PLAIN:
                self._within = self._element
            elif self._within in ("tag", "comment"):
                self._within = "content"
            elif self._within in PLAIN:
                self._within, self._element = "tag", ""
            else:
                # The end of an attribute's value.
                self._within = "tag"

    @property
    def _next_sign(self):
        if self._within in PLAIN:
            return re.compile(f"</{self._within}", re.IGNORECASE)
        return self._SIGNS[self._within]


class _Marking:
    """An expression of a template whose value is marked."""

    def __init__(self, expression):
        self._expression = expression

    def resolve(self, *args, **kwargs):
        value = self._expression.resolve(*args, **kwargs)
        return value if _must_be_plain.get() else marked(value)

    def __getattr__(self, name):
        return getattr(self._expression, name)


def _mark(node):
    """Have a node that shows a value show it marked."""
    if isinstance(node, VariableNode):
        node.filter_expression = _Marking(node.filter_expression)
    elif isinstance(node, FirstOfNode) and not node.asvar:
        node.vars = [_Marking(expression) for expression in node.vars]
    elif isinstance(node, BlockTranslateNode) and not node.asvar:
        node.extra_context = {
            name: _Marking(expression) for name, expression in node.extra_context.items()
        }
    elif isinstance(node, SimpleNode) and node.target_var is None:
        show = node.func
        node.func = lambda *args, **kwargs: (
            show(*args, **kwargs) if _must_be_plain.get() else marked(show(*args, **kwargs))
        )


def _keep_plain(node):
    """Have nothing marked inside a node, whichever template or block it shows."""
    render_annotated = node.render_annotated

    def render_plainly(context):
        before = _must_be_plain.set(True)
        try:
            return render_annotated(context)
        finally:
            _must_be_plain.reset(before)

    node.render_annotated = render_plainly


def _may_stand_anywhere(node):
    """Whether what is inside a node is kept for another place, and does not tell which by its tags;
    what has tags is meant to be content."""
    return isinstance(node, CAPTURING) and not any(
        "<" in text.s for text in node.get_nodes_by_type(TextNode)
    )


def prepare(template):
    """Have a template mark what it shows as an element's content, and nothing else."""
    place = Place()
    # In the order of the source; what is inside a node follows it.
    for node in list(template.nodelist.get_nodes_by_type(Node)):
        if isinstance(node, TextNode):
            place.read(node.s)
        elif not place.is_content or _may_stand_anywhere(node):
            _keep_plain(node)
        else:
            _mark(node)


class _PreparingLoader(base.Loader):
    """Loads templates and prepares those of HTML."""

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if template_name.endswith(".html"):
            prepare(template)
        return template


class Loader(cached.Loader, _PreparingLoader):
    """Django's, which keeps the templates that it has loaded: here, as they were prepared."""
