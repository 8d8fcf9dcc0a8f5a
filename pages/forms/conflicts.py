"""A conflict between two versions of one text, shown side by side."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import diff_text

from languages import cldr


@dataclass(frozen=True)
class Conflict:
    """One text that two people changed; ``mine`` or ``theirs`` is None if it was deleted.

    ``name`` is the prefixed field name in the form, ``language`` a code or empty, ``theirs_digest``
    identifies the saved version that a choice refers to, ``author`` is who saved it.
    """

    name: str
    label: str
    language: str
    mine: str | None
    theirs: str | None
    theirs_digest: str
    author: str = ""

    @property
    def input_name(self):
        """The name of the input that resolves it."""
        return f"settle-{self.name}"

    @property
    def attrs(self):
        """The ``lang`` and ``dir`` attributes for both texts."""
        if not self.language:
            return SafeString(' dir="auto"')
        return format_html(' lang="{}" dir="{}"', self.language, cldr.direction(self.language))

    @property
    def marked_mine(self):
        """My text, with what theirs lacks marked."""
        return self._marked("addition")

    @property
    def marked_theirs(self):
        """Their text, with what mine lacks marked."""
        return self._marked("deletion")

    def _marked(self, change):
        changes = diff_text(self.theirs or "", self.mine or "").changes
        tags = {"equal": "{}", change: "<mark>{}</mark>"}
        return format_html_join(
            "", "{}", [(format_html(tags[kind], text),) for kind, text in changes if kind in tags]
        )
