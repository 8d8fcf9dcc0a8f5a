"""Screens that export texts for translators as files, and import them, as the commands do."""

import csv
from datetime import timedelta
from io import StringIO

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.admin.widgets.button import HeaderButton

from languages import cldr
from pages.access.permissions import editable_languages, may_change
from pages.forms.fields import PageChoiceField
from pages.models import BasePage
from pages.primary_keys import primary_key
from pages.spreadsheets import BYTE_ORDER_MARK, harmless
from pages.translating import units
from pages.translating.exchange import files
from pages.translating.exchange.entries import ExchangeError
from pages.translating.exchange.exporting import (
    others_to_export,
    pages_to_export,
    parts,
    with_texts,
)
from pages.translating.exchange.importing import Report, Result, run
from pages.translating.models import TranslationImport
from pages.translating.segments import State
from pages.translating.views.changes import STATE_LABELS

# The most rows of a list on the screen; the downloaded report has all.
MOST_ROWS = 200


def may_read(page, user):
    """Whether a user may export a page's draft."""
    return page.permissions_for_user(user).can_read()


class ExportMenuItem(PageMenuItem):
    """Links from lists and from the editor to exporting a page's texts."""

    label = gettext_lazy("Export for translation")
    icon_name = "download"

    def is_shown(self, user):
        """Whether a user may export the page's texts."""
        return units.is_translated(self.page) and may_read(self.page, user)

    @cached_property
    def url(self):
        return f"{reverse('translation_export')}?{urlencode({'page': self.page.pk})}"


class ExportForm(forms.Form):
    """Which texts are exported, and in which format."""

    page = PageChoiceField(
        label=gettext_lazy("Page"),
        queryset=BasePage.objects.filter(depth__gt=1, alias_of=None),
        required=False,
        widget=AdminPageChooser,
        help_text=gettext_lazy("Leave empty for the whole site."),
    )
    branch = forms.BooleanField(label=gettext_lazy("With all pages below it"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("From"))
    target = forms.ChoiceField(label=gettext_lazy("Into"))
    states = forms.MultipleChoiceField(
        label=gettext_lazy("Texts whose translation is"),
        choices=[(str(state), label) for state, label in STATE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    file_format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[("po", "PO (gettext)"), ("xliff", "XLIFF 2")],
        widget=forms.RadioSelect,
    )
    one_each = forms.BooleanField(
        label=gettext_lazy("One file for each page, in a ZIP"), required=False
    )
    with_others = forms.BooleanField(
        label=gettext_lazy("Also pictures, documents and settings"), required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("source", "target"):
            self.fields[name].choices = [
                (code, cldr.name_in(code, get_language())) for code in cldr.language_codes()
            ]

    def clean_page(self):
        """Refuse to export what the user may not read."""
        page = self.cleaned_data["page"]
        if page and not may_read(page, self.user):
            raise ValidationError(_("You may not read the drafts of this page."))
        return page

    def clean(self):
        data = super().clean()
        if data.get("source") and data.get("source") == data.get("target"):
            self.add_error("target", _("Source and target are the same language."))
        return data

    def parts(self):
        """The selected texts, by unit."""
        data = self.cleaned_data
        pages = pages_to_export(data["page"], with_descendants=data["branch"])
        instances = [page for page in pages if may_read(page, self.user)]
        if data["with_others"]:
            instances += [item for item in others_to_export() if may_change(self.user, item)]
        wanted = data["source"], data["target"], data["states"]
        return [*parts(with_texts(instances, *wanted), *wanted)]


def to_board():
    """The breadcrumb of the board."""
    return {"url": reverse("translation_board"), "label": _("Translations")}


class ExportView(WagtailAdminTemplateMixin, FormView):
    """Shows the form, and returns the file."""

    template_name = "pages/translating/exchange/export.html"
    page_title = gettext_lazy("Export for translation")
    header_icon = "download"
    form_class = ExportForm

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, to_board(), {"url": "", "label": self.page_title}]

    @property
    def header_buttons(self):
        """The link to importing."""
        if not editable_languages(self.request.user):
            return []
        url = reverse("translation_import")
        return [HeaderButton(label=_("Import translations"), url=url, icon_name="upload")]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self):
        """The query's values, else defaults: the unfinished texts, into a language that the user
        may edit."""
        asked = self.request.GET
        pages = ExportForm.base_fields["page"].queryset
        page = pages.filter(pk=primary_key(asked.get("page"))).first()
        if page and not may_read(page, self.request.user):
            page = None
        codes = cldr.language_codes()
        source = asked.get("source")
        if source not in codes:
            source = page.source_language if page else codes[0]
        own = [code for code in editable_languages(self.request.user) if code != source]
        target = asked.get("target")
        if target not in codes or target == source:
            target = next(iter([*own, *(code for code in codes if code != source)]), source)
        return {
            "page": page,
            "branch": "branch" in asked,
            "source": source,
            "target": target,
            "states": [str(State.MISSING), str(State.OUTDATED)],
            "file_format": "po",
        }

    def form_valid(self, form):
        """Return the file, or the form again if no text matches."""
        found = form.parts()
        if not found:
            form.add_error(None, _("No texts match: there is nothing to translate."))
            return self.form_invalid(form)
        data = form.cleaned_data
        pair = data["source"], data["target"]
        if data["one_each"]:
            name = f"texts.{pair[0]}-{pair[1]}.zip"
            each = files.dump_each(found, *pair, data["file_format"])
            content, kind = files.zipped(each), "application/zip"
        else:
            name = files.file_name(found, *pair, data["file_format"])
            content = files.dump(found, *pair, data["file_format"])
            kind = {"po": "text/x-gettext-translation", "xliff": "application/xliff+xml"}[
                data["file_format"]
            ]
        return HttpResponse(
            content,
            content_type=kind,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media}


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PO, XLIFF 2, or a ZIP of such files."),
        widget=forms.FileInput(attrs={"accept": ",".join([*files.SUFFIXES, files.ZIP_SUFFIX])}),
    )

    def clean_file(self):
        """The file's name, bytes and documents; an invalid file is refused as a whole."""
        file = self.cleaned_data["file"]
        # One byte more shows that it is too large.
        data = file.read(files.LARGEST_FILE + 1)
        try:
            documents = files.read(file.name, data)
        except ExchangeError as error:
            raise ValidationError(str(error)) from error
        return file.name, data, documents


class ImportScreen(WagtailAdminTemplateMixin):
    """Base of the import screens, for users who may edit texts in some language."""

    page_title = gettext_lazy("Import translations")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        if not editable_languages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def imports(self):
        """The person's own imports."""
        return TranslationImport.objects.filter(user=self.request.user)


class ImportView(ImportScreen, FormView):
    """Uploads a file for the preview of its import."""

    template_name = "pages/translating/exchange/import.html"
    form_class = UploadForm

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, to_board(), {"url": "", "label": self.page_title}]

    @property
    def header_buttons(self):
        """The link to exporting."""
        url = reverse("translation_export")
        return [HeaderButton(label=_("Export for translation"), url=url, icon_name="download")]

    def form_valid(self, form):
        """Store the file with the report of a trial run."""
        name, data, documents = form.cleaned_data["file"]
        old = timezone.now() - timedelta(days=TranslationImport.KEPT_DAYS)
        TranslationImport.objects.filter(created_at__lt=old).delete()
        report = run(
            documents, get_language(), user=self.request.user, with_others=True, is_trial=True
        )
        upload = TranslationImport.objects.create(
            user=self.request.user,
            name=name,
            content=data,
            report=report.dump(),
        )
        return HttpResponseRedirect(reverse("translation_import_report", args=[upload.pk]))

    def get_context_data(self, **kwargs):
        imports = self.imports().defer("content", "report")[:10]
        return super().get_context_data(imports=imports, **kwargs)


class ImportReportView(ImportScreen, TemplateView):
    """Shows the preview of an import, runs it on POST, and shows its report."""

    template_name = "pages/translating/exchange/report.html"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            to_board(),
            {"url": reverse("translation_import"), "label": self.page_title},
            {"url": "", "label": self.upload.name},
        ]

    @cached_property
    def upload(self):
        """The import of the URL."""
        return get_object_or_404(self.imports(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return self.upload.name

    def post(self, request, pk):
        """Import the file, once; each unit has its own transaction."""
        upload = get_object_or_404(self.imports(), pk=pk)
        # From here on, no other request imports it.
        claimed = self.imports().filter(pk=pk, done_at=None).update(done_at=timezone.now())
        if claimed:
            upload.refresh_from_db()
            try:
                self.import_file(upload, with_others="with_others" in request.POST)
            except BaseException:
                # A retry finds what was imported before unchanged.
                self.imports().filter(pk=pk).update(done_at=None)
                raise
        return HttpResponseRedirect(reverse("translation_import_report", args=[pk]))

    def import_file(self, upload, *, with_others):
        """Import the file, and store the report in place of its content."""
        report = run(
            files.read(upload.name, bytes(upload.content)),
            get_language(),
            user=self.request.user,
            with_others=with_others,
        )
        upload.report, upload.content, upload.with_others = report.dump(), b"", with_others
        upload.save()

    def get_context_data(self, **kwargs):
        report = Report.load(self.upload.report)
        counts = report.counts
        rows = report.rows
        new = [row for row in rows if row.result in (Result.WRITTEN, Result.CONFIRMED)]
        page_prefix = units.prefix_of(BasePage)
        return super().get_context_data(
            upload=self.upload,
            counts=[{"label": result.label, "total": counts[result]} for result in Result],
            is_any=bool(new),
            units=[unit_row(*unit) for unit in report.units()],
            lists=[
                listed(_("Refused"), [row for row in rows if row.result == Result.REFUSED]),
                listed(_("To be checked again"), [row for row in new if row.reasons]),
                listed(_("Skipped"), [row for row in rows if row.result == Result.UNSURE]),
            ],
            others=sum(not row.unit.startswith(page_prefix) for row in new),
            **kwargs,
        )


def unit_row(key, title, counts):
    """The report's row for a unit."""
    name, _dash, pk = key.rpartition("-")
    is_page = f"{name}-" == units.prefix_of(BasePage) and primary_key(pk) is not None
    return {
        "title": title,
        "url": reverse("wagtailadmin_pages:edit", args=[pk]) if is_page else "",
        "new": counts[Result.WRITTEN] + counts[Result.CONFIRMED],
        "same": counts[Result.SAME],
        "left": counts[Result.UNSURE] + counts[Result.EMPTY],
        "refused": counts[Result.REFUSED],
    }


def listed(heading, rows):
    """A list of the report: its first rows, and their total."""
    return {"heading": heading, "rows": rows[:MOST_ROWS], "total": len(rows)}


class ImportTableView(ImportScreen, View):
    """The report as a CSV file."""

    def get(self, request, pk):
        upload = get_object_or_404(self.imports(), pk=pk)
        table = StringIO()
        table.write(BYTE_ORDER_MARK)
        writer = csv.writer(table)
        writer.writerow([_("File"), _("Line"), _("Page"), _("Text"), _("Source text"), _("Result"),
                         _("Reason")])  # fmt: skip
        for row in Report.load(upload.report).rows:
            values = [row.file, row.line, row.title, row.label, row.source, row.result_label,
                      " ".join(row.reasons)]  # fmt: skip
            writer.writerow(map(harmless, values))
        return HttpResponse(
            table.getvalue(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="import-{upload.pk}.csv"'},
        )
