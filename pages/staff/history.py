"""A page's history: which language a revision changed, and both languages of a comparison."""

from itertools import groupby

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.models import Revision

from languages import cldr
from languages.texts import is_blank
from pages.merging.fields import normal
from pages.merging.revision_data import difference
from pages.staff import read_only


class ReleaseActionColumn(ActionColumn):
    """Also knows which entry made what is live now."""

    def get_status(self, instance, parent_context):
        """The entry's mark, if it has one."""
        if instance.action == "pages.release" and (
            instance.revision_id == self.object.live_revision_id
        ):
            return _("Live version")
        return super().get_status(instance, parent_context)


class HistoryView(read_only.HistoryView):
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


class SideBySide:
    """The comparisons of one translated field's columns, as one: each under its language's own
    name and in its direction, those that did not change as well."""

    is_field = True
    is_child_relation = False

    def __init__(self, comparisons):
        self._comparisons = comparisons

    def field_label(self):
        """The field's name."""
        return capfirst(self._comparisons[0].field.translated_field.verbose_name)

    def htmldiff(self):
        """What differs, and what stayed as it was beside it."""
        columns = [
            (language, cldr.direction(language), cldr.own_name(language), difference_of(comparison))
            for comparison in self._comparisons
            for language in [comparison.field.language]
        ]
        column = '<div lang="{}" dir="{}"><p class="side-by-side__name">{}</p>{}</div>'
        return format_html(
            '<div class="side-by-side">{}</div>', format_html_join("", column, columns)
        )


def has_changed(comparison):
    """Whether readers would notice: a text that was never there and an empty one are the same."""
    if comparison.is_child_relation:
        return comparison.has_changed()
    return normal(comparison.val_a) != normal(comparison.val_b)


def difference_of(comparison):
    """What differs, as safe HTML; nothing where there is no text in either version."""
    return (
        "" if is_blank(comparison.val_a) and is_blank(comparison.val_b) else comparison.htmldiff()
    )


def side_by_side(comparisons, *, changed_only):
    """The comparisons of all fields, or those that have changed, a translated field's as one."""
    found = []
    for name, group in groupby(comparisons, key=name_across_languages):
        columns = list(group)
        if name is not None:
            if not changed_only or any(map(has_changed, columns)):
                found.append(SideBySide(columns))
            continue
        for comparison in columns:
            if not changed_only or has_changed(comparison):
                is_list = comparison.is_child_relation
                found.append(SideBySideItems(comparison) if is_list else comparison)
    return found


def name_across_languages(comparison):
    """The name of the translated field that a comparison's column belongs to, or ``None``."""
    field = getattr(comparison, "field", None)
    return field.translated_field.name if isinstance(field, TranslationField) else None


class SideBySideItem:
    """The comparison of an item inside a page, its languages side by side."""

    def __init__(self, comparison):
        self._comparison = comparison

    def __getattr__(self, name):
        return getattr(self._comparison, name)

    def get_field_comparisons(self):
        """The comparisons of its fields."""
        return side_by_side(self._comparison.get_field_comparisons(), changed_only=False)


class SideBySideItems:
    """The comparison of a list of items, their languages side by side."""

    def __init__(self, comparison):
        self._comparison = comparison

    def __getattr__(self, name):
        return getattr(self._comparison, name)

    def get_child_comparisons(self):
        """The comparisons of its items."""
        return [SideBySideItem(item) for item in self._comparison.get_child_comparisons()]


class CompareView(read_only.CompareView):
    """Two revisions of a page, every text in its own language and direction, and beside it the
    other languages'."""

    def _get_comparison(self, revision_a, revision_b):
        panel = self.get_edit_handler().get_bound_panel(
            instance=self.object, request=self.request, form=None
        )
        comparisons = (make(revision_a, revision_b) for make in panel.get_comparison())
        return side_by_side(comparisons, changed_only=True)
