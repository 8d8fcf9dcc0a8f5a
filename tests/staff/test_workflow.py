"""A page in review: who is told what in which language, who may write meanwhile, who decides."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import TaskState, Workflow

from pages.access import roles
from pages.access.permissions import lock_for
from pages.models import ContentPage
from tests.editor import Editor
from tests.factories import ContentPageFactory, make_member
from tests.page_forms import edit_url

pytestmark = pytest.mark.both_databases

ARABIC, ENGLISH = roles.translator("ar"), roles.translator("en")


def client_of(user):
    """The browser of a person."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def page(home):
    """A live page that is reviewed before anybody publishes a change."""
    roles.set_up(lambda line: None)
    page = ContentPageFactory(parent=home, title_ar="العنوان", title_en="Title")
    page.save_revision().publish()
    return page


@pytest.fixture
def translator(page):
    """An English translator, whose admin is in English."""
    return make_member(ENGLISH, "en", name="translator")


@pytest.fixture
def submitted(page, translator, mailoutbox):
    """The page with a new English title, submitted by its translator; nobody has mail yet."""

    def submit():
        editor = Editor(client_of(translator), page)
        editor.type(title_en="New title")
        assert editor.save(**{"action-submit": "1"}).status_code == 302
        return ContentPage.objects.get(pk=page.pk)

    return submit


def decide(user, page, decision, **data):
    """Approve or reject what waits."""
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, decision, state.pk])
    client_of(user).post(url, data)
    return ContentPage.objects.get(pk=page.pk)


def mail_to(user, mailoutbox):
    """The mails to a person."""
    return [mail for mail in mailoutbox if mail.to == [user.email]]


def words(message, **values):
    """A sentence of the interface in the active language."""
    return gettext(message) % values


def test_submitting_tells_each_publisher_in_their_language(page, submitted, language, mailoutbox):
    publisher = make_member(roles.PUBLISHER, language)
    editor = make_member(roles.EDITOR, language)
    submitted()
    [mail] = mail_to(publisher, mailoutbox)
    assert not mail_to(editor, mailoutbox)
    with translation.override(language):
        title = {"ar": "العنوان", "en": "New title"}[language]
        assert (
            words(
                'The page "%(title)s" has been submitted for approval to moderation stage '
                '"%(task)s".',
                title=title,
                task=roles.REVIEW,
            )
            in mail.body
        )
        assert title in mail.subject
    assert edit_url(page) in mail.body


def test_approval_publishes_nothing_and_says_so(page, submitted, translator, language, mailoutbox):
    translator.wagtail_userprofile.preferred_language = language
    translator.wagtail_userprofile.save()
    submitted()
    mailoutbox.clear()
    approved = decide(make_member(roles.PUBLISHER, "ar"), page, "approve")
    assert not approved.workflow_in_progress
    assert approved.title_en == "Title"
    assert approved.get_latest_revision_as_object().title_en == "New title"
    [mail] = mail_to(translator, mailoutbox)
    with translation.override(language):
        assert words("Visitors will read it once somebody publishes it.") in mail.body
        title = {"ar": "العنوان", "en": "New title"}[language]
        assert (
            words(
                'The page "%(title)s" has been approved in workflow "%(workflow)s".',
                title=title,
                workflow=roles.REVIEW,
            )
            in mail.body
        )
    assert edit_url(page) in mail.body


def test_both_ways_to_approve_are_offered_and_neither_promises_to_publish(
    page, submitted, language
):
    submitted()
    html = client_of(make_member(roles.PUBLISHER, language)).get(edit_url(page)).content
    buttons = BeautifulSoup(html, "html.parser").select("[data-workflow-action-name=approve]")
    labels = {button.get_text(strip=True) for button in buttons}
    with translation.override(language):
        assert labels == {gettext("Approve"), gettext("Approve with comment")}


def test_rejection_tells_why(page, submitted, translator, language, mailoutbox):
    translator.wagtail_userprofile.preferred_language = language
    translator.wagtail_userprofile.save()
    submitted()
    mailoutbox.clear()
    rejected = decide(make_member(roles.PUBLISHER, "ar"), page, "reject", comment="قصير جدا")
    assert not rejected.workflow_in_progress
    [mail] = mail_to(translator, mailoutbox)
    with translation.override(language):
        assert (
            words('The following comment was left: "%(comment)s"', comment="قصير جدا") in mail.body
        )


@pytest.mark.parametrize("role", [roles.EDITOR, ARABIC, ENGLISH])
def test_only_reviewers_approve(page, submitted, role):
    waiting = submitted()
    assert decide(make_member(role, "ar"), waiting, "approve").workflow_in_progress


@pytest.mark.parametrize("role", [roles.EDITOR, ENGLISH])
def test_while_a_text_waits_only_reviewers_write_it(page, submitted, language, role):
    """Others who could change it are told so."""
    submitted()
    other = Editor(client_of(make_member(role, language, name="other")), page)
    other.type(title_en="Forged")
    refused = other.save().content.decode()
    shown = other.client.get(edit_url(page)).content.decode()
    with translation.override(language):
        told = gettext("Only reviewers for this task can edit the %(model_name)s.")
    assert told.partition("%")[0] in shown
    assert "Forged" in refused
    latest = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.title_en == "New title"
    editor = Editor(client_of(make_member(roles.PUBLISHER, language)), page)
    editor.type(title_ar="عنوان الناشر")
    assert editor.save().status_code == 302


def test_a_translator_goes_on_while_another_language_waits(page, submitted, translator):
    waiting = submitted()
    reviewed = waiting.current_workflow_task_state.revision_id
    other = Editor(client_of(make_member(ARABIC, "ar")), page)
    for title in ("عنوان جديد", "عنوان أجد"):
        other.type(title_ar=title)
        assert other.save().status_code == 302
    waiting = ContentPage.objects.get(pk=page.pk)
    draft = waiting.get_latest_revision_as_object()
    assert (draft.title_ar, draft.title_en) == ("عنوان أجد", "New title")
    assert waiting.current_workflow_task_state.revision_id == reviewed
    assert lock_for(waiting, translator)


def test_a_page_that_was_never_live_waits_in_all_its_languages(page, translator):
    draft = ContentPageFactory(parent=page.get_parent(), live=False, title_en="Draft")
    draft.save_revision()
    Workflow.objects.get(name=roles.REVIEW).start(draft, translator)
    draft = ContentPage.objects.get(pk=draft.pk)
    assert lock_for(draft, make_member(ARABIC, "ar"))


def test_a_lock_tells_whose_it_is_and_publishers_open_it(page, language):
    holder = make_member(roles.PUBLISHER, language, name="holder")
    client_of(holder).post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    translator = client_of(make_member(ARABIC, language))
    assert "holder" in translator.get(edit_url(page)).content.decode()
    translator.post(reverse("wagtailadmin_pages:unlock", args=[page.pk]))
    assert ContentPage.objects.get(pk=page.pk).locked
    publisher = client_of(make_member(roles.PUBLISHER, language))
    publisher.post(reverse("wagtailadmin_pages:unlock", args=[page.pk]))
    assert not ContentPage.objects.get(pk=page.pk).locked


def test_comments_are_told_in_the_readers_language(page, language, mailoutbox):
    reader = make_member(roles.EDITOR, language)
    subscriber = Editor(client_of(reader), page)
    subscriber.type(comment_notifications="on")
    subscriber.save()
    writer = Editor(client_of(make_member(ENGLISH, "en")), page)
    prefix = "comments-0"
    new = {"text": "Really?", "contentpath": "title_en", "position": "", "id": "", "resolved": ""}
    writer.type(**{f"{prefix}-{name}": value for name, value in new.items()})
    writer.type(**{"comments-TOTAL_FORMS": "1"})
    writer.type(**{f"{prefix}-replies-TOTAL_FORMS": "0", f"{prefix}-replies-INITIAL_FORMS": "0"})
    writer.save()
    [mail] = mail_to(reader, mailoutbox)
    with translation.override(language):
        assert gettext("New comments:") in mail.body
        assert page.get_admin_display_title() in mail.subject
    assert "Really?" in mail.body


def test_the_review_is_for_every_page_of_the_site(page):
    workflow = Workflow.objects.get(name=roles.REVIEW)
    assert page.get_workflow() == workflow
    [task] = workflow.tasks
    assert {group.name for group in task.specific.groups.all()} == {
        roles.PUBLISHER,
        roles.ADMINISTRATOR,
    }
    assert not TaskState.objects.exists()
