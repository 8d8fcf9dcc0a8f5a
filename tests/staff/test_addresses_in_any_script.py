"""Addresses that staff paste: encoded or not, in any script, whole."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.models import Navigation, SiteIdentity
from tests.editor import form_data

LETTERS = 300
ENCODED = "https://example.org/" + "%D8%A8" * LETTERS
DECODED = "https://example.org/" + "ب" * LETTERS


@pytest.fixture
def staff(admin_client_in, home, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def settings_form(staff, model):
    """The address and the form of a setting."""
    address = reverse(
        "wagtailsettings:edit",
        args=["pages", model._meta.model_name, Site.objects.get().pk],
    )
    return address, staff.get(address).context["form"]


def with_item(data, relation, **values):
    """A form's data with one more item in a list."""
    number = int(data[f"{relation}-TOTAL_FORMS"])
    item = {f"{relation}-{number}-{name}": value for name, value in values.items()}
    return data | item | {f"{relation}-TOTAL_FORMS": number + 1}


def test_a_menu_takes_an_encoded_address_and_keeps_it_readable(staff):
    address, form = settings_form(staff, Navigation)
    relation = next(iter(form.formsets))
    data = with_item(form_data(form), relation, url=ENCODED, label_ar="رابط", label_en="Link")
    staff.post(address, data)

    [link] = getattr(Navigation.objects.get(), relation).all()
    assert link.url == DECODED


def test_no_input_of_an_address_is_cut_off_by_the_browser(staff):
    for model in (Navigation, SiteIdentity):
        _address, form = settings_form(staff, model)
        for formset in form.formsets.values():
            assert "maxlength" not in formset.empty_form.fields["url"].widget.attrs


def test_the_organisations_mailbox_may_have_an_arabic_name(staff):
    address, form = settings_form(staff, SiteIdentity)
    staff.post(address, form_data(form) | {"email": "بلدية@example.org"})
    assert SiteIdentity.objects.get().email == "بلدية@example.org"


@pytest.mark.parametrize(
    "wrong", ["بلدية@", "@example.org", "بلدية example@example.org", "a..b@c.d"]
)
def test_what_is_no_mailbox_is_refused(staff, wrong):
    address, form = settings_form(staff, SiteIdentity)
    response = staff.post(address, form_data(form) | {"email": wrong})
    assert response.context["form"].errors.keys() == {"email"}


def test_a_redirect_leads_from_and_to_encoded_addresses(staff, client):
    path = "/" + "%D8%A8" * 150
    staff.post(
        reverse("wagtailredirects:add"),
        {"old_path": path, "redirect_link": "https://example.org" + path, "is_permanent": "on"},
    )
    redirect = Redirect.objects.get()
    assert redirect.old_path == "/" + "ب" * 150
    client.logout()
    response = client.get(path)
    assert response.status_code == 301
    assert response["Location"] == "https://example.org" + path
