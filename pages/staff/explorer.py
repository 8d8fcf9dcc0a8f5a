"""Lists of pages in the admin: a column and a filter for each language."""

from copy import copy

from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages import listing, search, usage

from languages import cldr
from languages.labels import language_label
from pages.admin_urls import languages_url
from pages.models import BasePage
from pages.versions.language_states import language_states


def drafted_in(pages, language):
    """The primary keys of those pages whose latest draft says something else in a language."""
    drafts = pages.filter(has_unpublished_changes=True).specific()
    states = language_states(drafts.defer_streamfields())
    return [pk for pk, by_language in states.items() if by_language[language].has_draft]


class LanguageStateFilter(ChoiceFilter):
    """Pages by the state of one language."""

    conditions = {
        "live": lambda pages, language: pages.live_in(language).values("pk"),
        "draft": drafted_in,
        "held": lambda pages, language: pages.held_in(language).values("pk"),
        "planned": lambda pages, language: pages.planned_in(language).values("pk"),
        "missing": lambda pages, language: pages.untitled_in(language).values("pk"),
    }

    def __init__(self, language):
        self.language = language
        super().__init__(
            label=language_label(language),
            # Translators: In a filter: pages in whatever state a language is.
            empty_label=_("Any"),
            choices=[
                # Translators: In a filter: visitors read the page in this language.
                ("live", _("Live")),
                ("draft", _("Unpublished changes")),
                ("held", _("Not published")),
                # Translators: In a filter: to be published or withdrawn at a set time.
                ("planned", _("Scheduled")),
                ("missing", _("Missing")),
            ],
            widget=RadioSelect,
        )

    def filter(self, queryset, value):
        """The search needs a condition on the primary key: it cannot look at other columns."""
        if not value:
            return queryset
        pages = BasePage.objects.filter(depth__gt=1)
        return queryset.filter(pk__in=self.conditions[value](pages, self.language))


def with_language_filters(filterset_class):
    """A page filter set with a filter for each language added."""
    filters = {
        f"state_{language}": LanguageStateFilter(language) for language in cldr.language_codes()
    }
    return type(filterset_class.__name__, (filterset_class,), filters)


class LanguageStateColumn(BaseColumn):
    """What one language of a page is: live, held back, missing, drafted, planned."""

    cell_template_name = "pages/staff/lists/language_state_cell.html"

    def __init__(self, language):
        self.language = language
        super().__init__(f"state_{language}", label=language_label(language), width="11%")

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["state"] = instance.language_states.get(self.language)
        context["url"] = languages_url(instance)
        return context


def with_language_columns(columns):
    """The columns of a list of pages, with one for each language before the overall status; on a
    phone, there is room for titles and languages only."""
    columns = [copy(column) for column in columns]
    for column in columns:
        if column.name in ("latest_revision_created_at", "type", "status"):
            column.classname = "wide-only"
            column.header = BaseColumn.Header(column)
    at = next(n for n, column in enumerate(columns) if column.name == "status")
    by_language = [LanguageStateColumn(language) for language in cldr.language_codes()]
    return [*columns[:at], *by_language, *columns[at:]]


class LanguageStatesMixin:
    """Finds out the states of all pages that a list shows, at once."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = list(context["object_list"])
        states = language_states([page for page in pages if page.depth > 1])
        for page in pages:
            page.language_states = states.get(page.pk, {})
        return context


class ExplorerView(LanguageStatesMixin, listing.ExplorableIndexView):
    """The pages below one."""

    base_columns = with_language_columns(listing.ExplorableIndexView.base_columns)
    base_filterset_class = with_language_filters(listing.GenericPageFilterSet)


class TypeListingView(LanguageStatesMixin, usage.ContentTypeUseView):
    """The pages of one type."""

    base_columns = with_language_columns(usage.ContentTypeUseView.base_columns)
    base_filterset_class = with_language_filters(listing.PageFilterSet)


class SearchView(LanguageStatesMixin, search.SearchView):
    """The pages that a search has found."""

    columns = with_language_columns(search.SearchView.columns)
