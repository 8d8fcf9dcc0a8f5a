"""Export of admin lists as CSV or XLSX."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin, list_to_str

from languages.characters import without_forbidden

# First characters that make a spreadsheet read a text as a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Lets spreadsheet programs recognise a CSV file as UTF-8.
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"


def harmless(value):
    """A cell's value; a text without characters that no sheet holds, and with an apostrophe before
    what could be read as a formula."""
    if not isinstance(value, str):
        return value
    text = without_forbidden(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def storable(value):
    """A cell's value; a text without characters that no XLSX file holds."""
    return without_forbidden(value) if isinstance(value, str) else value


def guard_exports():
    """Make every export of the admin harmless and whole, Wagtail's own too. In XLSX files a text is
    a text, whatever it begins with."""
    for_format = {
        SpreadsheetExportMixin.FORMAT_CSV: harmless,
        SpreadsheetExportMixin.FORMAT_XLSX: storable,
    }
    guards = SpreadsheetExportMixin.custom_value_preprocess
    guards[str] = for_format
    guards[list] = {
        name: lambda value, guard=guard: guard(list_to_str(value))
        for name, guard in for_format.items()
    }


def local_time(value):
    """A datetime for a table: naive, in the site's time zone; or None."""
    return value and timezone.make_naive(value)


class TableMixin(SpreadsheetExportMixin):
    """Exports a list as CSV or XLSX, in the reader's language."""

    list_export = True
    # Whether the current request is an export.
    is_sheet = False

    def table_of(self, objects):
        """The headings by column, and the rows as dicts by column. By default the rows come from
        ``row_of``, whose keys are the headings and must be the same for all objects."""
        rows = [self.row_of(one) for one in objects]
        # An empty table still needs a heading.
        return {heading: heading for heading in (rows[0] if rows else [_("Title")])}, rows

    def as_spreadsheet(self, queryset, spreadsheet_format):
        self.is_sheet = True
        self.table_headings, rows = self.table_of(queryset)
        self.list_export = list(self.table_headings)
        return super().as_spreadsheet(rows, spreadsheet_format)

    def get_heading(self, queryset, field):
        return harmless(str(self.table_headings[field]))

    def to_row_dict(self, item):
        return item

    def stream_csv(self, queryset):
        """The whole file, not a stream: it must be made while the reader's language is active."""
        return [BYTE_ORDER_MARK.encode(), *super().stream_csv(queryset)]
