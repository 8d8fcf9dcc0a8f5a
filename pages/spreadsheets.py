"""Tables that staff take away as CSV or XLSX."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# The first signs by which a spreadsheet takes a text for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Tells programs that know no better that a CSV file is Unicode.
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"


def harmless(value):
    """A cell's value, a text among them so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def local_time(value):
    """A time as a table has it: the site's own, without a zone, or nothing."""
    return value and timezone.make_naive(value)


class TableMixin(SpreadsheetExportMixin):
    """Takes a list away as CSV or XLSX, in the reader's language."""

    list_export = True
    # Whether what is asked for is a table.
    is_sheet = False

    def table_of(self, objects):
        """The headings by column, and the rows as dicts of values by column; by default what
        ``row_of`` gives for each object, by headings that are the same for every row."""
        rows = [self.row_of(one) for one in objects]
        # Without a row there are no headings, as there is nothing to tell.
        return {heading: heading for heading in (rows[0] if rows else [_("Title")])}, rows

    def as_spreadsheet(self, queryset, spreadsheet_format):
        self.is_sheet = True
        self.table_headings, rows = self.table_of(queryset)
        self.list_export = list(self.table_headings)
        return super().as_spreadsheet(rows, spreadsheet_format)

    def get_heading(self, queryset, field):
        return harmless(str(self.table_headings[field]))

    def to_row_dict(self, item):
        return {name: harmless(value) for name, value in item.items()}

    def stream_csv(self, queryset):
        """The whole file at once, while the reader's language is active."""
        return [BYTE_ORDER_MARK.encode(), *super().stream_csv(queryset)]
