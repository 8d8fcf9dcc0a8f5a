"""Two versions of one text, side by side for whoever has to choose."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import diff_text

from languages import cldr


@dataclass(frozen=True)
class Conflict:
    """One text that two people changed; ``mine`` and ``theirs`` are None where it was deleted.

    ``name`` is its place in the form, ``language`` its code or empty, ``theirs_digest`` names the
    version that a choice is made on, ``author`` whoever wrote it.
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
        """The name of the choice that settles it."""
        return f"settle-{self.name}"

    @property
    def attrs(self):
        """The language and direction of both texts, for the elements that show them."""
        if not self.language:
            return SafeString(' dir="auto"')
        return format_html(' lang="{}" dir="{}"', self.language, cldr.direction(self.language))

    @property
    def marked_mine(self):
        """My text, with what it has beyond theirs marked."""
        return self._marked("addition")

    @property
    def marked_theirs(self):
        """Their text, with what it has beyond mine marked."""
        return self._marked("deletion")

    def _marked(self, change):
        changes = diff_text(self.theirs or "", self.mine or "").changes
        tags = {"equal": "{}", change: "<mark>{}</mark>"}
        return format_html_join(
            "", "{}", [(format_html(tags[kind], text),) for kind, text in changes if kind in tags]
        )
