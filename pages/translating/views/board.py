"""The translation board: all pages, pictures, documents and settings by language."""

from dataclasses import dataclass

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, Count, Q, Window
from django.db.models.functions import Cast
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import Button
from wagtail.models import TaskState, get_page_models
from wagtail.permissions import policy_registry

from languages import cldr
from languages.labels import language_label
from languages.texts import columns
from pages.access.permissions import editable_languages, may_change_any
from pages.admin_urls import languages_url
from pages.models import BasePage, CustomDocument, CustomImage
from pages.search.models import SearchEntry
from pages.spreadsheets import TableMixin, local_time
from pages.translating import board, units
from pages.translating.views.translation import view_url

PAGES = "pages"
FILES = (CustomImage, CustomDocument)
TITLE_LENGTH = 200


def may_see_board(user):
    """Whether a user may explore any page."""
    policy = policy_registry.get_by_type(BasePage)
    return user.is_superuser or policy.explorable_root_instance(user) is not None


class BoardMenuItem(MenuItem):
    """The link to the board, for users who may explore pages."""

    def is_shown(self, request):
        return may_see_board(request.user)


# Rows of the board


@dataclass(frozen=True)
class UnitType:
    """A choice of the filter by type: ``model`` has the status, ``page_model`` limits pages."""

    name: str
    label: str
    model: type
    page_model: type | None = None


def unit_types(user):
    """The types of units that a user may see, all pages first."""
    types = [UnitType(PAGES, _("Pages"), BasePage)]
    page_models = sorted(
        (model for model in get_page_models() if model is not BasePage),
        key=lambda model: str(model._meta.verbose_name),
    )
    types += [
        UnitType(m._meta.label_lower, capfirst(m._meta.verbose_name), BasePage, m)
        for m in page_models
    ]
    return types + [
        UnitType(m._meta.label_lower, capfirst(m._meta.verbose_name_plural), m)
        for m in units.OTHER_MODELS
        if may_change_any(user, m)
    ]


def visible_units(user, unit_type, source=""):
    """The units of a type that a user may see, with a source language or each with its own."""
    queryset = board.units_of(unit_type.model, source)
    if unit_type.model is not BasePage:
        if issubclass(unit_type.model, FILES):
            policy = policy_registry.get_by_type(unit_type.model)
            theirs = policy.instances_user_has_permission_for(user, "change")
            queryset = queryset.filter(pk__in=theirs.order_by().values("pk"))
        return queryset
    if not user.is_superuser:
        policy = policy_registry.get_by_type(BasePage)
        theirs = Q(pk__in=[])
        for branch in policy.instances_with_direct_explore_permission(user):
            theirs |= Q(path__startswith=branch.path)
        queryset = queryset.filter(theirs)
    if unit_type.page_model:
        queryset = queryset.type(unit_type.page_model)
    return queryset


def areas():
    """The choices of the filter by area: the top pages with children, and the pages that others
    are about; ``(primary key as text, path, title)``, in tree order."""
    about = SearchEntry.areas.through.objects.values("basepage_id")
    pages = BasePage.objects.filter(depth__gt=2, alias_of=None)
    pages = pages.filter(Q(depth=3, numchild__gt=0) | Q(pk__in=about)).order_by("path")
    titles = [*columns("title"), *columns("draft_title")]
    return [
        (str(page.pk), page.path, page.get_admin_display_title())
        for page in pages.select_related(None).only("path", "depth", *titles)
    ]


def in_area(queryset, pk, path):
    """The pages below one and itself, and the published ones that are about it."""
    about = SearchEntry.objects.filter(areas=pk, page__isnull=False).order_by().values("page")
    return queryset.filter(Q(path__startswith=path) | Q(pk__in=about))


def in_hand(queryset, user):
    """Units that a user works on: pages whose latest version they saved, that they own or
    lock or are to review; pictures and documents that they uploaded."""
    if queryset.model is BasePage:
        reviews = (
            TaskState.objects.filter(
                status=TaskState.STATUS_IN_PROGRESS,
                pk__in=TaskState.objects.reviewable_by(user).order_by().values("pk"),
                revision__base_content_type=units.content_type_of(BasePage),
            )
            .order_by()
            .annotate(page_id=Cast("revision__object_id", BigIntegerField()))
        )
        return queryset.filter(
            Q(latest_revision__user=user)
            | Q(owner=user)
            | Q(locked_by=user)
            | Q(pk__in=reviews.values("page_id"))
        )
    if "uploaded_by_user" in {field.name for field in queryset.model._meta.fields}:
        return queryset.filter(uploaded_by_user=user)
    return queryset.none()


# Filters

STATE_FILTERS = [
    (board.MISSING, gettext_lazy("Something is missing")),
    (board.OUTDATED, gettext_lazy("Something is outdated")),
    (board.COMPLETE, gettext_lazy("Complete")),
    (board.LIVE, gettext_lazy("Outdated on the site")),
]
MY_LANGUAGES, MY_UNITS = "languages", "units"


ANY = gettext_lazy("Any")


def choice(label, choices, empty_label=ANY):
    """A filter by radio buttons that the filter set applies together with the others."""
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label=empty_label,
        widget=RadioSelect,
        method="leave_alone",
    )


def language_choices():
    """The site's languages by their names in the reader's."""
    return [(code, language_label(code)) for code in cldr.language_codes()]


class BoardFilterSet(WagtailFilterSet):
    """The board's filters, which are applied together in ``filter_queryset``."""

    type = choice(gettext_lazy("Type"), list, gettext_lazy("All pages"))
    area = choice(gettext_lazy("Area"), list)
    language = choice(gettext_lazy("Language"), language_choices, gettext_lazy("All"))
    state = choice(gettext_lazy("State"), STATE_FILTERS)
    mine = choice(
        gettext_lazy("Mine"),
        [
            (MY_LANGUAGES, gettext_lazy("Unfinished in my languages")),
            (MY_UNITS, gettext_lazy("Saved last, locked or to be reviewed by me")),
        ],
    )
    source = choice(
        gettext_lazy("Translated from"),
        language_choices,
        gettext_lazy("The original language of each"),
    )

    def __init__(self, *args, types, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = {pk: path for pk, path, _title in areas}
        kinds = [(one.name, one.label) for one in types if one.name != PAGES]
        self.filters["type"].extra["choices"] = kinds
        self.filters["area"].extra["choices"] = [(pk, title) for pk, _path, title in areas]
        if not areas:
            del self.filters["area"]

    def leave_alone(self, queryset, name, value):
        """Does nothing for one filter: all are applied together."""
        return queryset

    def chosen(self, name):
        """The value of a filter, empty if it has none or an invalid one."""
        return (self.form.is_valid() and self.form.cleaned_data.get(name)) or ""

    def filter_queryset(self, queryset):
        user, language = self.request.user, self.chosen("language")
        languages = [language] if language else []
        if (area := self.chosen("area")) and queryset.model is BasePage:
            queryset = in_area(queryset, area, self.areas[area])
        if state := self.chosen("state"):
            queryset = board.in_state(queryset, state, languages)
        mine = self.chosen("mine")
        if mine == MY_UNITS:
            queryset = in_hand(queryset, user)
        elif mine == MY_LANGUAGES:
            theirs = editable_languages(user)
            theirs = [code for code in theirs if not languages or code in languages]
            queryset = board.with_work_in(queryset, theirs)
        return queryset


class TitleSearchForm(SearchForm):
    """Searches titles; its length is limited, as databases limit patterns."""

    q = forms.CharField(
        label=gettext_lazy("Search term"),
        widget=forms.TextInput(),
        required=False,
        max_length=TITLE_LENGTH,
    )


# Columns


class UnitColumn(Column):
    """The title and type of a unit, with a link to its editor."""

    cell_template_name = "pages/translating/board/unit_cell.html"

    def __init__(self, view):
        self.view = view
        super().__init__("title", label=_("Title"), sort_key="title", classname="title")

    def get_value(self, line):
        return line.title(get_language())

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {
            "url": self.view.url_of(instance.instance),
            "type": self.view.type_label(instance.instance),
        }


class LanguageColumn(BaseColumn):
    """The translation progress of a unit in one language."""

    cell_template_name = "pages/translating/board/language_cell.html"

    def __init__(self, language, view):
        self.language, self.view = language, view
        super().__init__(language, label=language_label(language), sort_key=language)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        cell = instance.cells[self.language]
        return context | {"cell": cell, "url": self.view.cell_url(instance, cell)}


class WordsLeftColumn(Column):
    """The words left to translate, in all languages shown."""

    cell_template_name = "pages/translating/board/number_cell.html"

    def __init__(self):
        super().__init__(
            "words_left", label=_("Words left"), sort_key="left", classname="wide-only"
        )


class SinceColumn(Column):
    """The date of a unit's oldest outdated translation."""

    cell_template_name = "pages/translating/board/date_cell.html"

    def __init__(self):
        super().__init__(
            "outdated_since", label=_("Outdated since"), sort_key="since", classname="wide-only"
        )


# Views


class OneQueryPaginator(WagtailPaginator):
    """Counts all rows in the query that reads one page of them."""

    def get_page(self, number):
        number = str(number or 1)
        number = int(number) if number.isdecimal() and len(number) < 7 else 1
        start = max(0, number - 1) * self.per_page
        found = self.object_list.annotate(number_found=Window(Count("*")))
        rows = list(found[start : start + self.per_page])
        if not rows:
            # Past the end, or no rows.
            return super().get_page(number)
        self.count = rows[0].number_found
        return self._get_page(rows, max(1, number), self)


class BoardView(TableMixin, BaseListingView):
    """Every page by every language; by its filter also pictures, documents and settings."""

    template_name = "pages/translating/board/board.html"
    results_template_name = "pages/translating/board/results.html"
    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    index_url_name = "translation_board"
    index_results_url_name = "translation_board_results"
    filterset_class = BoardFilterSet
    is_searchable = True
    search_backend_name = None
    default_ordering = "title"
    paginate_by = 50
    paginator_class = OneQueryPaginator
    table_classname = "listing translation-board"
    export_filename = "translations"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_board(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def types(self):
        """The types of units by name."""
        return {one.name: one for one in unit_types(self.request.user)}

    @cached_property
    def unit_type(self):
        """The type of what is shown."""
        return self.types.get(self.filters.chosen("type"), self.types[PAGES])

    @cached_property
    def language(self):
        """The language of the filter, or empty for all."""
        return self.filters.chosen("language")

    @cached_property
    def languages(self):
        """The languages that have a column."""
        return [self.language] if self.language else cldr.language_codes()

    @cached_property
    def source(self):
        """The source language of the filter, or empty for each unit's own."""
        return self.filters.chosen("source")

    @cached_property
    def editable(self):
        """The languages whose texts the person may edit."""
        return set(editable_languages(self.request.user))

    @cached_property
    def filters(self):
        return super().filters

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {
            "queryset": BasePage.objects.none(),
            "types": list(self.types.values()),
            "areas": areas(),
        }

    def get_search_form(self):
        data = self.request.GET if self.search_kwarg in self.request.GET else None
        return TitleSearchForm(data, placeholder=_("Search by title"))

    @cached_property
    def columns(self):
        return [
            UnitColumn(self),
            *(LanguageColumn(language, self) for language in self.languages),
            WordsLeftColumn(),
            SinceColumn(),
        ]

    # What is found

    def get_base_queryset(self):
        return visible_units(self.request.user, self.unit_type, self.source)

    def order_queryset(self, queryset):
        shown = [self.language] if self.language else []
        return board.ordered(queryset, self.ordering, get_language(), shown)

    @property
    def search_fields(self):
        """The titles among staff."""
        model = self.unit_type.model
        names = {field.name for field in model._meta.fields}
        titles = [*columns("title"), *columns("draft_title"), "title", *columns("display_title")]
        titles = [name for name in titles if name in names]
        return titles if model is not BasePage else [name for name in titles if name != "title"]

    def search_queryset(self, queryset):
        if self.is_searching and not self.search_fields:
            return queryset.none()
        return super().search_queryset(queryset)

    def lines_of(self, instances):
        return board.lines(instances, self.languages)

    def get_table(self, object_list):
        self.lines = self.lines_of(object_list)
        return super().get_table(self.lines)

    # Where things lead

    def may_write(self, instance):
        """Whether the user may change a unit, without a query."""
        user = self.request.user
        if self.unit_type.model is not BasePage or user.is_superuser:
            return True
        permissions = instance.permissions_for_user(user).permissions
        return "change" in permissions or ("add" in permissions and instance.owner_id == user.pk)

    def url_of(self, instance):
        """The URL of a unit's editor, else of what the user may see of it."""
        meta = instance._meta
        if self.unit_type.model is BasePage:
            if self.may_write(instance):
                return reverse("wagtailadmin_pages:edit", args=[instance.pk])
            may_read = "view" in instance.permissions_for_user(self.request.user).permissions
            return languages_url(instance) if may_read else ""
        if site := getattr(instance, "site_id", None):
            return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site])
        app = "wagtailimages" if meta.model_name == "customimage" else "wagtaildocs"
        return reverse(f"{app}:edit", args=[instance.pk])

    def type_label(self, instance):
        """The type of a page, in the list of all of them."""
        if self.unit_type.name != PAGES:
            return ""
        model = instance.specific_class
        return capfirst(model._meta.verbose_name) if model else ""

    def cell_url(self, line, cell):
        """The URL of the translation view of a cell, empty if the user may not translate it."""
        if (
            not cell.status
            or cell.language not in self.editable
            or not self.may_write(line.instance)
        ):
            return ""
        return view_url(line.key, cell.source, cell.language)

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.editable:
            buttons += [
                Button(
                    _("Export for translation"),
                    url=reverse("translation_export"),
                    icon_name="download",
                    priority=110,
                ),
                Button(
                    _("Import translations"),
                    url=reverse("translation_import"),
                    icon_name="upload",
                    priority=120,
                ),
            ]
        return buttons

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        return context | {
            "totals": board.totals(self.source, [self.language] if self.language else ()),
            "tabs": tabs("translation_board"),
        }

    # The table to take away

    def render_to_response(self, context, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.lines, self.request.GET["export"])
        return super().render_to_response(context, **kwargs)

    def row_of(self, line):
        """A unit's row of the spreadsheet, one number in each column."""
        row = {
            _("Title"): str(line.title(get_language())),
            _("Type"): self.type_label(line.instance) or self.unit_type.label,
            _("Key"): line.key,
            _("Original language"): cldr.name_in(
                units.source_language(line.instance), get_language()
            ),
        }
        for language, cell in line.cells.items():
            status = None if cell.is_source else cell.status
            name = cldr.name_in(language, get_language())
            values = (
                ("%", status and status.percent),
                (_("Words left"), status and status.words_left),
                (_("Missing"), status and status.missing),
                (_("Outdated"), status and status.outdated),
                (_("Outdated since"), status and local_time(status.outdated_since)),
                (_("Outdated for visitors"), status and status.live_outdated),
            )
            row |= {f"{name} – {heading}": value for heading, value in values}
        return row | {_("Words left"): line.words_left}


def tabs(current):
    """The tabs of the board and of the catalogues: url, label, whether it is the current one."""
    labels = {
        "translation_board": _("Content"),
        "translation_catalogues": _("Interface texts"),
    }
    return [
        {"url": reverse(name), "label": label, "is_current": name == current}
        for name, label in labels.items()
    ]
