"""The interface's words for translators: its catalogues to take away, and to edit in the admin."""

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
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from languages import cldr
from languages.catalogue_editing import (
    LARGEST_FILE,
    Catalogue,
    CatalogueError,
    change,
    named_paths,
    take_in,
)
from languages.catalogues import SOURCE_LANGUAGE
from pages.permissions import editable_languages, may_edit_language

MESSAGES_A_PAGE = 20
# What lists of messages can be narrowed down to.
STATES = {
    "left": gettext_lazy("Not translated, or doubtful"),
    "fuzzy": gettext_lazy("Doubtful"),
    "all": gettext_lazy("All"),
}


class CataloguesMenuItem(MenuItem):
    """Leads whoever edits a language's texts to its catalogues."""

    def is_shown(self, request):
        return bool(editable_languages(request.user))


def summary(catalogue):
    """How far a catalogue is: the numbers of its messages, of those left, and percent."""
    found = catalogue.messages
    left = sum(not message.is_translated for message in found)
    total = len(found)
    return {"total": total, "left": left, "percent": 100 * (total - left) // (total or 1)}


class CataloguesView(WagtailAdminTemplateMixin, TemplateView):
    """The catalogues of the languages that the person may edit."""

    template_name = "pages/staff/catalogues.html"
    page_title = gettext_lazy("Words of the interface")
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not editable_languages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        languages = [
            {
                "code": language,
                "own_name": cldr.own_name(language),
                "direction": cldr.direction(language),
                "catalogues": [
                    row_of(language, name, catalogue)
                    for name, catalogue in named_paths(language).items()
                ],
            }
            for language in editable_languages(self.request.user)
        ]
        return {
            **super().get_context_data(**kwargs),
            "languages": languages,
            "may_edit": settings.EDIT_CATALOGUES,
        }


def row_of(language, name, catalogue_path):
    """What the list says of a catalogue; an error in place of numbers where it is broken."""
    address = [language, name]
    row = {
        "title": title_of(name),
        "url": reverse("edit_catalogue", args=address),
        "download_url": reverse("download_catalogue", args=address),
    }
    try:
        return row | summary(Catalogue(catalogue_path))
    except CatalogueError as error:
        return row | {"error": error}


def title_of(name):
    """What people call a catalogue."""
    return {
        "django": _("This site"),
        "packages-django": _("Corrections to the packages"),
        "packages-djangojs": _("Corrections to the packages (scripts)"),
    }.get(name, name)


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
    """A catalogue that comes back."""

    file = forms.FileField(label=gettext_lazy("PO file"))

    def clean_file(self):
        """Refuses what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large."))
        return file


class EditView(WagtailAdminTemplateMixin, TemplateView):
    """Messages of a catalogue, a page of them at a time, each with its translation to edit."""

    template_name = "pages/staff/edit_catalogue.html"
    page_title = gettext_lazy("Words of the interface")
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
            {"url": reverse("catalogues"), "label": self.page_title},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    @cached_property
    def state(self):
        """Which messages are wanted."""
        asked = self.request.GET.get("state")
        return asked if asked in STATES else "left"

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
        told = _("Translations of the file that are in the catalogue now: %(count)s")
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
            # What was refused is shown whatever is asked for.
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
            "states": [(state, label, state == self.state) for state, label in STATES.items()],
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
    """Texts as a catalogue has them: browsers send line breaks of their own."""
    return tuple(text.replace("\r\n", "\n").replace("\0", "") for text in texts)


def urls():
    """The addresses below the admin's."""
    return [
        path("translations/catalogues/", CataloguesView.as_view(), name="catalogues"),
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
