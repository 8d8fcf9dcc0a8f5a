"""Three people press the editor's own buttons in every order that chance brings.

Few and slow beside ``test_interleavings``: here each step is a request that the admin answers.
"""

from collections import Counter
from itertools import count

import hypothesis
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st
from wagtail.models import Revision

from pages.models import ContentPage
from pages.staff.release import version_of
from tests.editor import Editor
from tests.factories import ContentPageFactory, make_administrator
from tests.page_forms import PUBLISH_IN

pytestmark = pytest.mark.both_databases

PEOPLE = ["first", "second", "third"]
COLUMNS = ["title_ar", "title_en", "summary_ar", "summary_en"]
EXAMPLES = 8
STEPS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(["save", "autosave", "publish", "publish", "discard"]),
        st.sampled_from(COLUMNS),
        st.sampled_from(["mine", "theirs"]),
    ),
    min_size=4,
    max_size=6,
)


@pytest.fixture
def page(home):
    """A live page."""
    page = ContentPageFactory(parent=home, slug="page", **{name: f"{name} 1" for name in COLUMNS})
    page.save_revision().publish()
    return page


class Journey:
    """What the people do, and what the draft and the live page have to say."""

    def __init__(self, page, clients, met):
        self.page_id, self.met = page.pk, met
        self.draft = {name: getattr(page, name) for name in COLUMNS}
        self.live = dict(self.draft)
        self.kept, self.numbers = set(), count(2)
        self.editors = {name: Editor(client, page) for name, client in clients.items()}
        self.seen = {name: dict(self.draft) for name in PEOPLE}

    def stored(self):
        return ContentPage.objects.get(pk=self.page_id)

    def act(self, name, action, column, choice):
        self.met[name] += 1
        editor = self.editors[name]
        if action == "discard":
            self.discard(editor, column[-2:])
        else:
            text = f"{column} {next(self.numbers)}"
            editor.type(**{column: text})
            buttons = PUBLISH_IN[column[-2:]] if action == "publish" else {}
            self.send(name, editor, choice, buttons, automatic=action == "autosave")
        self.check()

    def send(self, name, editor, choice, buttons, *, automatic):
        mine = {c: editor.data[c] for c in COLUMNS if editor.data[c] != self.seen[name][c]}
        disputed = {c for c, t in mine.items() if self.draft[c] not in (self.seen[name][c], t)}
        if automatic:
            assert editor.autosave()["success"] is not bool(disputed)
            if disputed:
                return
        else:
            response = editor.save(**buttons)
            if disputed:
                conflicts = response.context["conflicts"]
                assert {conflict.name for conflict in conflicts} == disputed
                self.met["conflict"] += 1
                answers = {c.input_name: f"{choice}:{c.theirs_digest}" for c in conflicts}
                response = editor.save(**answers, **buttons)
            assert response.status_code == 302
        for column, text in mine.items():
            if column in disputed:
                self.kept |= {text, self.draft[column]}
            if column not in disputed or choice == "mine":
                self.draft[column] = text
        if buttons:
            [language] = [code for code, button in PUBLISH_IN.items() if button == buttons]
            self.met["publish", language] += 1
            self.live |= {c: t for c, t in self.draft.items() if c.endswith(language)}
        self.seen[name] = {c: editor.data[c] for c in COLUMNS}

    def discard(self, editor, language):
        page = self.stored()
        url = reverse("page_languages", args=[page.pk])
        data = {"language": language, "do": "discard", "confirmed": "on", "seen": version_of(page)}
        assert editor.client.post(url, data).status_code == 302
        self.draft |= {c: t for c, t in self.live.items() if c.endswith(language)}

    def check(self):
        page = self.stored()
        draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else page
        assert {c: getattr(draft, c) for c in COLUMNS} == self.draft
        assert {c: getattr(page, c) for c in COLUMNS} == self.live
        contents = Revision.objects.for_instance(page).values_list("content", flat=True)
        assert self.kept <= {content[c] for content in contents for c in COLUMNS}


@pytest.mark.no_cover
def test_no_text_is_lost_or_misplaced_by_the_editors_buttons(page):
    clients, met = {name: Client() for name in PEOPLE}, Counter()
    for name, client in clients.items():
        client.force_login(make_administrator("en", name))

    @hypothesis.seed(1)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def interleave(steps):
        with transaction.atomic():
            journey = Journey(page, clients, met)
            for step in steps:
                journey.act(*step)
            met["example"] += 1
            transaction.set_rollback(True)

    interleave()
    assert met["example"] >= EXAMPLES
    assert {*PEOPLE, "conflict", ("publish", "ar"), ("publish", "en")} <= met.keys()
