"""The form of the menu and the footer: a list that nobody made starts from what is shown."""

from languages.texts import columns, is_blank
from pages.forms.settings import SettingForm
from pages.merging.fields import Resolution, value_digest


class NavigationForm(SettingForm):
    """Shows the pages that an empty list falls back to as its links; sent back as they are, the
    list stays empty, and follows the pages' switches further on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.automatic_pages = {
            relation: [page.pk for page in self.instance.automatic_pages(relation)]
            for relation in self.instance.SWITCHES
        }
        if not self.is_bound:
            for relation, pages in self.automatic_pages.items():
                if self._saved_lists[relation]:
                    continue
                # The rows that Wagtail shows besides the stored ones.
                formset = self.formsets[relation]
                formset.extra = len(pages)
                formset.initial_extra = [
                    {"page": pk, "ORDER": number} for number, pk in enumerate(pages, start=1)
                ]

    def _merge_list(self, relation):
        is_automatic = self._is_automatic(relation)
        return Resolution.THEIRS if is_automatic else super()._merge_list(relation)

    def _is_automatic(self, relation):
        """Whether a list that was empty was sent back as the form showed it."""
        links = self._submitted_list(relation)
        names = ("url", *columns("label"))
        return (
            self.merger.shown.get(relation) in (None, value_digest([]))
            and [link["page"] for link in links] == self.automatic_pages[relation]
            and all(is_blank(link[name]) for link in links for name in names)
        )
