"""A page's history: which language a revision changed, and both languages of a comparison."""

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.models import Revision

from languages import cldr
from pages.contents import difference
from pages.merging import normal
from pages.staff import reading


class ReleaseActionColumn(ActionColumn):
    """Also knows which entry made what is live now."""

    def get_status(self, instance, parent_context):
        """The entry's mark, if it has one."""
        if instance.action == "pages.release" and (
            instance.revision_id == self.object.live_revision_id
        ):
            return _("Live version")
        return super().get_status(instance, parent_context)


class HistoryView(reading.HistoryView):
    """What was done to a page, by whom, and in which language."""

    @cached_property
    def columns(self):
        """Wagtail's, and one for the languages."""
        action, *others = super().columns
        column = ReleaseActionColumn(
            action.name,
            label=action.label,
            object=action.object,
            url_names=action.url_names,
            user_can_unschedule=action.user_can_unschedule,
        )
        return [column, Column("changed", label=gettext_lazy("Languages"), width="20%"), *others]

    def get_table(self, object_list):
        """Finds out what the revisions of one page of entries changed, in one query for all."""
        entries = list(object_list)
        edits = [entry for entry in entries if entry.content_changed and entry.revision_id]
        ids = {entry.revision_id for entry in edits}
        ids |= {entry.previous_revision_id for entry in edits}
        contents = dict(Revision.objects.filter(pk__in=ids).values_list("pk", "content"))
        for entry in entries:
            entry.changed = self.changed(entry, contents)
        return super().get_table(entries)

    def changed(self, entry, contents):
        """What an entry is about, in the reader's words: languages, or what they share."""
        if "language" in entry.data:
            return cldr.name_in(entry.data["language"], get_language())
        if not entry.content_changed or entry.revision_id not in contents:
            return ""
        before = contents.get(entry.previous_revision_id, {})
        found = difference(type(self.object), before, contents[entry.revision_id])
        names = [cldr.name_in(language, get_language()) for language in found.languages]
        if found.shared and before:
            names.append(_("Shared by all languages"))
        return _(", ").join(names)


class Labelled:
    """A field's comparison, called by the field's name and its language's own name; the texts are
    in that language and direction."""

    def __init__(self, comparison):
        self._comparison = comparison
        self._language = getattr(comparison.field, "language", None)

    def __getattr__(self, name):
        return getattr(self._comparison, name)

    def field_label(self):
        """The field's name, and the language's where it has one."""
        if not self._language:
            return self._comparison.field_label()
        return format_html(
            '{} – <span lang="{}" dir="{}">{}</span>',
            capfirst(self.field.translated_field.verbose_name),
            self._language,
            cldr.direction(self._language),
            cldr.own_name(self._language),
        )

    def htmldiff(self):
        """What differs."""
        html = self._comparison.htmldiff()
        if not self._language:
            return html
        direction = cldr.direction(self._language)
        return format_html('<div lang="{}" dir="{}">{}</div>', self._language, direction, html)


class LabelledItem:
    """The comparison of an item inside a page, its fields labelled."""

    def __init__(self, comparison):
        self._comparison = comparison

    def __getattr__(self, name):
        return getattr(self._comparison, name)

    def get_field_comparisons(self):
        """The comparisons of its fields."""
        return [Labelled(comparison) for comparison in self._comparison.get_field_comparisons()]


class LabelledItems:
    """The comparison of a list of items, their fields labelled."""

    def __init__(self, comparison):
        self._comparison = comparison

    def __getattr__(self, name):
        return getattr(self._comparison, name)

    def get_child_comparisons(self):
        """The comparisons of its items."""
        return [LabelledItem(comparison) for comparison in self._comparison.get_child_comparisons()]


class CompareView(reading.CompareView):
    """Two revisions of a page, every text in its own language and direction."""

    def _get_comparison(self, revision_a, revision_b):
        found = []
        for comparison in super()._get_comparison(revision_a, revision_b):
            if comparison.is_child_relation:
                found.append(LabelledItems(comparison))
            # A text that was never there and an empty one are the same to readers.
            elif normal(comparison.val_a) != normal(comparison.val_b):
                found.append(Labelled(comparison))
        return found
