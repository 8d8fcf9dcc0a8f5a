"""Roles and all else that names a language follow the settings, back and forth."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Workflow

from pages.access import permissions, roles
from pages.contact.models import ContactMessage, ContactPage
from pages.models import ScheduledRelease
from pages.search.models import SearchEntry
from pages.staff.models import EditorPreferences
from tests.factories import (
    ContactPageFactory,
    ContentPageFactory,
    DocumentFactory,
    make_administrator,
    make_member,
)

FRENCH = ("fr", "Français")


def say_nothing(line):
    """Takes a line of a command, and is silent."""


@pytest.fixture
def with_french(settings, index):
    """A site with roles that has French beside its languages; its columns are of no matter here."""
    languages = settings.LANGUAGES
    settings.LANGUAGES = [*languages, FRENCH]
    permissions.create()
    roles.set_up(say_nothing)
    return lambda: setattr(settings, "LANGUAGES", languages)


def test_roles_are_renamed_with_the_languages_and_keep_their_members(with_french, settings):
    group, review = Group.objects.get(name=roles.EDITOR), Workflow.objects.get(name=roles.REVIEW)
    for thing in (group, review):
        thing.name = thing.name + " / Autrement"
        thing.save()
    other = Group.objects.create(name="Editor / Northern region")
    member = make_member(group.name, settings.LANGUAGE_CODE)
    lines = []
    roles.set_up(lines.append)
    assert f"The group {roles.EDITOR} is up to date." in lines
    assert list(member.groups.values_list("name", flat=True)) == [roles.EDITOR]
    assert Workflow.objects.get().name == roles.REVIEW
    assert Group.objects.filter(pk=other.pk, name="Editor / Northern region").exists()


def test_a_name_that_would_be_too_long_is_in_fewer_languages(settings):
    settings.LANGUAGES = [("ar", "العربية"), ("en", "English")]
    words = iter(["a" * 100, "b" * 100, "c"])
    assert roles.in_every_language(lambda: next(words)) == "a" * 100


def test_nothing_that_names_a_former_language_is_left(with_french, settings, home, capsys):
    with_french()
    page = ContentPageFactory(parent=home)
    user = make_administrator(settings.LANGUAGE_CODE)
    user.wagtail_userprofile.preferred_language = "fr"
    user.wagtail_userprofile.save()
    EditorPreferences.objects.create(user=user, shown_language="fr")
    document = DocumentFactory(language="fr")
    contact = ContactPageFactory(parent=home)
    ContactPage.objects.update(mail_language="fr")
    kept = {"page": page, "action": "release", "at": timezone.now() + timedelta(days=1)}
    ScheduledRelease.objects.create(language="fr", **kept)
    other = ScheduledRelease.objects.create(language=settings.LANGUAGE_CODE, **kept)
    SearchEntry.objects.create(page=page, language="fr", kind="page", title="Page")
    found = SearchEntry.objects.exclude(language="fr").count()
    message = ContactMessage.objects.create(
        language="fr", mail_language="fr", submission="1", reference="1",
        received_at=timezone.now(), delete_after=timezone.now(),
    )  # fmt: skip

    call_command("clear_former_languages")

    for thing in (user.wagtail_userprofile, document, contact, message):
        thing.refresh_from_db()
    assert user.wagtail_userprofile.preferred_language == ""
    assert EditorPreferences.objects.get().shown_language == ""
    assert document.language == ""
    assert contact.mail_language == settings.LANGUAGE_CODE
    assert message.language == "fr"
    assert list(ScheduledRelease.objects.all()) == [other]
    assert not SearchEntry.objects.filter(language="fr").exists()
    assert SearchEntry.objects.count() == found
    assert not Permission.objects.filter(codename="edit_texts_fr").exists()
    assert Permission.objects.filter(codename__startswith="edit_texts_").count() == 2
    assert "Removed the group French translator / مترجم الفرنسية." in capsys.readouterr().out
    assert not Group.objects.filter(name__startswith="French translator").exists()


def test_translators_of_a_former_language_are_left_to_the_administrator(with_french, capsys):
    member = make_member(roles.translator("fr"), "en")
    with_french()
    call_command("clear_former_languages")
    assert "has members and was not deleted" in capsys.readouterr().out
    assert member.groups.exists()
    assert not member.has_perm("pages.edit_texts_fr")
