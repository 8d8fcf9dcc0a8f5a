"""The interface's words for translators: its catalogues to take away, and to edit in the admin."""

from babel.messages.pofile import PoFileError
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from languages import cldr
from languages.catalogues.editing import (
    LARGEST_FILE,
    Catalogue,
    CatalogueError,
    change,
    named_paths,
    take_in,
)
from languages.catalogues.files import SOURCE_LANGUAGE
from languages.catalogues.states import catalogue_states
from languages.progress import whole_percent
from pages.access.permissions import editable_languages, may_edit_language
from pages.translating.views.board import TableMixin, may_see_board, tabs

MESSAGES_A_PAGE = 20
# The choices of the filter of messages.
MESSAGE_FILTERS = {
    "left": gettext_lazy("Untranslated or fuzzy"),
    "fuzzy": gettext_lazy("Fuzzy"),
    "all": gettext_lazy("All"),
}


def summary(catalogue):
    """The progress of a catalogue: the numbers of its messages and of those left, and percent."""
    found = catalogue.messages
    left = sum(not message.is_translated for message in found)
    total = len(found)
    return {"total": total, "left": left, "percent": whole_percent(total, left)}


def title_of(name):
    """The title of a catalogue."""
    return {
        "django": _("This site"),
        "packages-django": _("Corrections to the packages"),
        "packages-djangojs": _("Corrections to the packages (scripts)"),
    }.get(name, name)


class ProgressColumn(BaseColumn):
    """How far a catalogue is, as a bar."""

    cell_template_name = "pages/translating/board/progress_cell.html"

    def __init__(self):
        super().__init__("percent", label=_("Translated"))


class NumberColumn(Column):
    """A number as the reader's language writes it."""

    cell_template_name = "pages/translating/board/number_cell.html"


def catalogue_name(state):
    """What addresses call a catalogue."""
    return f"packages-{state.domain}" if state.is_correction else state.domain


class CatalogueColumn(Column):
    """The title of a catalogue, with links to edit or download it, if the user may."""

    cell_template_name = "wagtailadmin/tables/title_cell.html"

    def __init__(self, view):
        self.view = view
        super().__init__("catalogue", label=_("Catalogue"))

    def get_value(self, state):
        return title_of(catalogue_name(state))

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        if instance.language not in self.view.editable:
            return context
        name = "edit_catalogue" if settings.EDIT_CATALOGUES else "download_catalogue"
        url = reverse(name, args=[instance.language, catalogue_name(instance)])
        return context | {"link_url": url, "link_attrs": {"href": url}}


class CataloguesView(TableMixin, BaseListingView):
    """How far the words of the interface are, catalogue by catalogue."""

    template_name = "pages/translating/board/board.html"
    page_title = gettext_lazy("Translations")
    page_subtitle = gettext_lazy("Interface texts")
    header_icon = "globe"
    index_url_name = "translation_catalogues"
    paginate_by = None
    table_classname = "listing translation-board"
    export_filename = "interface-translations"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_board(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def editable(self):
        """The languages whose texts the person may edit."""
        return set(editable_languages(self.request.user))

    def get_queryset(self):
        try:
            return catalogue_states()
        except PoFileError as error:
            messages.error(self.request, str(error))
            return []

    @cached_property
    def columns(self):
        return [
            CatalogueColumn(self),
            Column(
                "language",
                label=_("Language"),
                accessor=lambda state: cldr.name_in(state.language, get_language()),
            ),
            ProgressColumn(),
            NumberColumn("total", label=_("Texts"), classname="wide-only"),
            NumberColumn("untranslated", label=_("Untranslated")),
            NumberColumn("fuzzy", label=_("Fuzzy"), classname="wide-only"),
            NumberColumn("words_left", label=_("Words left")),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"tabs": tabs("translation_catalogues")}

    def render_to_response(self, context, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.object_list, self.request.GET["export"])
        return super().render_to_response(context, **kwargs)

    def row_of(self, state):
        """A catalogue's row."""
        return {
            _("Catalogue"): str(title_of(catalogue_name(state))),
            _("Language"): cldr.name_in(state.language, get_language()),
            "%": state.percent,
            _("Texts"): state.total,
            _("Untranslated"): state.untranslated,
            _("Fuzzy"): state.fuzzy,
            _("Words left"): state.words_left,
        }


def own_catalogue(request, language, name):
    """The path of a catalogue that the person may edit, else 403 or 404."""
    if language not in cldr.language_codes() or name not in named_paths(language):
        raise Http404
    if not may_edit_language(request.user, language):
        raise PermissionDenied
    return named_paths(language)[name]


class DownloadView(View):
    """A catalogue as a file."""

    def get(self, request, language, name):
        found = own_catalogue(request, language, name)
        return FileResponse(
            found.open("rb"),
            as_attachment=True,
            filename=f"{name}-{language}.po",
            content_type="text/x-gettext-translation; charset=utf-8",
        )


class UploadForm(forms.Form):
    """A catalogue file to import."""

    file = forms.FileField(label=gettext_lazy("PO file"))

    def clean_file(self):
        """Refuses what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large."))
        return file


class EditView(WagtailAdminTemplateMixin, TemplateView):
    """Messages of a catalogue, a page of them at a time, each with its translation to edit."""

    template_name = "pages/translating/edit_catalogue.html"
    page_title = gettext_lazy("Interface texts")
    header_icon = "globe"

    def dispatch(self, request, *args, language, name, **kwargs):
        if not settings.EDIT_CATALOGUES:
            raise Http404
        self.language, self.name = language, name
        self.path = own_catalogue(request, language, name)
        self.faults, self.sent, self.refused = {}, {}, []
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return f"{title_of(self.name)} – {cldr.own_name(self.language)}"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translation_catalogues"), "label": self.page_title},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    @cached_property
    def state(self):
        """Which messages are wanted."""
        asked = self.request.GET.get("state")
        return asked if asked in MESSAGE_FILTERS else "left"

    @cached_property
    def words(self):
        """What is looked for."""
        return self.request.GET.get("q", "").replace("\0", "").strip()[:200]

    def wanted(self, message):
        """Whether a message is among those asked for."""
        if self.state == "left" and message.is_translated:
            return False
        if self.state == "fuzzy" and not message.is_fuzzy:
            return False
        texts = "\n".join([*message.ids, *message.texts, message.context]).casefold()
        return self.words.casefold() in texts

    def post(self, request, *args, **kwargs):
        """Write what was typed, or a file; what is refused stays in the form with its reason."""
        try:
            if "upload" in request.POST:
                return self._upload(request)
            return self._change(request)
        except CatalogueError as error:
            messages.error(request, str(error))
            return self.get(request, *args, **kwargs)

    def _upload(self, request):
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, " ".join(form.errors.get("file", [])))
            return self.get(request)
        count, self.refused = take_in(self.path, form.cleaned_data["file"].read(), self.language)
        if self.refused:
            messages.warning(request, _("Some translations of the file were refused."))
            return self.get(request)
        told = _("Translations imported from the file: %(count)s")
        messages.success(request, told % {"count": cldr.format_number(count, get_language())})
        return HttpResponseRedirect(request.get_full_path())

    def _change(self, request):
        seen = {}
        for key in request.POST.getlist("message"):
            self.sent[key] = clean_texts(request.POST.getlist(f"text-{key}"))
            seen[key] = clean_texts(request.POST.getlist(f"seen-{key}"))
        self.faults = change(self.path, self.sent, seen)
        if self.faults:
            messages.error(request, _("Some translations could not be saved. See below."))
            return self.get(request)
        messages.success(request, _("The translations are saved."))
        return HttpResponseRedirect(request.get_full_path())

    def get_context_data(self, **kwargs):
        catalogue = Catalogue(self.path)
        found = [
            message
            for message in catalogue.messages
            # Refused texts are shown under every filter.
            if message.key in self.faults or (not self.faults and self.wanted(message))
        ]
        page = Paginator(found, MESSAGES_A_PAGE).get_page(self.request.GET.get("p"))
        examples = catalogue.examples
        return {
            **super().get_context_data(**kwargs),
            "language": self.language,
            "direction": cldr.direction(self.language),
            "source_language": SOURCE_LANGUAGE,
            "summary": summary(catalogue),
            "page": page,
            "rows": [self._row(message, examples) for message in page],
            "states": [
                (state, label, state == self.state) for state, label in MESSAGE_FILTERS.items()
            ],
            "words": self.words,
            "query": urlencode({"state": self.state, "q": self.words}),
            "refused": self.refused,
            "upload_form": UploadForm(),
            "download_url": reverse("download_catalogue", args=[self.language, self.name]),
        }

    def _row(self, message, examples):
        texts = self.sent.get(message.key, message.texts)
        numbers = examples if len(message.ids) > 1 else [[]]
        return {
            "message": message,
            "faults": self.faults.get(message.key, ()),
            "forms": [
                {"text": text, "seen": seen, "examples": form_examples}
                for text, seen, form_examples in zip(texts, message.texts, numbers, strict=False)
            ],
        }


def clean_texts(texts):
    """Submitted texts with a catalogue's line breaks instead of a browser's."""
    return tuple(text.replace("\r\n", "\n").replace("\0", "") for text in texts)


def urls():
    """The addresses below the admin's."""
    return [
        path("translations/catalogues/", CataloguesView.as_view(), name="translation_catalogues"),
        path(
            "translations/catalogues/<slug:language>/<slug:name>/",
            EditView.as_view(),
            name="edit_catalogue",
        ),
        path(
            "translations/catalogues/<slug:language>/<slug:name>/download/",
            DownloadView.as_view(),
            name="download_catalogue",
        ),
    ]
