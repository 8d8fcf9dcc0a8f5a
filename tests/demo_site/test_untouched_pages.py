"""What staff only look at stays as it is: saving a page of the demo site changes nothing."""

import pytest
from django.test import Client

from pages.models import BasePage
from pages.versions.language_states import language_states
from tests.editor import Editor
from tests.factories import make_administrator
from work_areas.demo import content


@pytest.mark.parametrize("slug", content.ALL_PAGES)
def test_saving_an_untouched_page_changes_no_language(demo, slug):
    client = Client()
    client.force_login(make_administrator("en"))
    page = BasePage.objects.get(slug=content.read(slug)["slug"])
    editor = Editor(client, page)
    assert editor.save().status_code == 302
    page.refresh_from_db()
    states = language_states([page])[page.pk]
    assert {code: state.has_draft for code, state in states.items()} == {"ar": False, "en": False}
