"""Lists of the admin taken away as tables: no text of them is a formula."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.factories import ContentPageFactory

FORMULA = '=HYPERLINK("https://example.org")'


def content_of(client, name, kind):
    """A list as a file of a kind."""
    return b"".join(client.get(reverse(name), {"export": kind}))


@pytest.fixture
def written(home):
    """Texts that look like formulas, in pages and people."""
    page = ContentPageFactory(parent=home, title_ar=FORMULA, title_en=FORMULA)
    page.save_revision().publish()
    get_user_model().objects.create_user("other", first_name=FORMULA, last_name="-1")


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    "name", ["wagtailadmin_reports:aging_pages", "wagtailadmin_reports:site_history"]
)
def test_reports_of_wagtail_hold_no_formulas(admin_client_in, language, name):
    client = admin_client_in(language)
    rows = csv.reader(io.StringIO(content_of(client, name, "csv").decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.usefixtures("written")
def test_a_workbook_holds_the_text_as_it_is(admin_client_in, language):
    client = admin_client_in(language)
    content = content_of(client, "wagtailadmin_reports:aging_pages", "xlsx")
    cells = [
        c for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for c in row
    ]
    [formula] = [cell for cell in cells if FORMULA in str(cell.value)]
    assert (formula.value, formula.data_type) == (FORMULA, "s")
