"""Wagtail's admin has a label, in the reader's language, where it would make one up in English."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.urls import reverse
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Site

from languages.admin_labels import FIELDS


@pytest.mark.parametrize(
    ("form", "name", "label"), FIELDS, ids=lambda part: getattr(part, "__name__", str(part))
)
def test_field_is_called_something(form, name, label):
    assert form.base_fields[name].label == label


def test_login_asks_for_the_password_in_arabic(client, db):
    html = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "ar"}).content
    assert "كلمة المرور" in html.decode()
    assert "Password" not in html.decode()


def test_list_of_sites_names_its_columns(admin_client_in, home):
    assert Site.objects.exists()
    html = admin_client_in("ar").get(reverse("wagtailsites:index")).content.decode()
    assert "المنفذ" in html
    assert "الصفحة الجذرية" in html
    assert "Root page" not in html


def test_permissions_of_a_group_are_named(admin_client_in, home):
    address = reverse("wagtailusers_groups:edit", args=[Group.objects.first().pk])
    html = admin_client_in("ar").get(address).content.decode()
    assert "تعديل أي صفحة" in html
    # Django's names of permissions are English, whatever the language.
    assert "Can add" not in html
    assert "Can change" not in html


def test_search_of_all_pages_counts_pages(admin_client_in, language, index):
    response = admin_client_in(language).get(reverse("wagtailadmin_pages:search"), {"q": "a"})
    html = response.content.decode()
    heading = html[html.rindex("<thead") : html.rindex("</thead")]
    assert "None" not in heading
    assert re.search({"ar": r"\((صفحة|الصفحات)\)", "en": "page"}[language], heading)


def test_active_user_is_ticked_in_words(admin_client_in):
    html = admin_client_in("ar").get(reverse("wagtailusers_users:index")).content.decode()
    assert "نعم" in html
    assert ">True<" not in "".join(html.split())


@pytest.mark.parametrize("count", [0, 1, 2, 11])
def test_list_says_how_long_it_is_without_bending_nouns(count):
    assert issubclass(WagtailPaginator, Paginator)
    assert WagtailPaginator(range(count), 10).items_count_label == f"عناصر: {count}"


def test_kinds_of_redirects_are_named_in_the_readers_language(admin_client_in, language, home):
    html = admin_client_in(language).get(reverse("wagtailredirects:index")).content.decode()
    words = {"ar": ["دائم", "مؤقت"], "en": ["Permanent", "Temporary"]}
    for code, kinds in words.items():
        assert all(kind in html for kind in kinds) is (code == language)
