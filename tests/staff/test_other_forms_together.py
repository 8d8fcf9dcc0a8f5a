"""Two people on one picture, document or setting at once: neither overwrites the other unasked."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Site

from pages.models import CustomDocument, CustomImage, Navigation, SiteIdentity
from tests.editor import field_data, form_data
from tests.factories import ContentPageFactory, ImageFactory

pytestmark = pytest.mark.both_databases


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def shown(client, url):
    """What a form sends as it is shown."""
    form = client.get(url).context["form"]
    if hasattr(form, "formsets"):
        return form_data(form)
    fields = [form[name] for name in form.fields if name not in ("file", "tags")]
    return {name: value for field in fields for name, value in field_data(field).items()}


def picture(home):
    image = ImageFactory(alt_ar="كلمات", alt_en="Words")
    return image, reverse("wagtailimages:edit", args=[image.pk]), ("alt_ar", "alt_en")


def document(home):
    document = CustomDocument(title="d", display_title_ar="كلمات", display_title_en="Words")
    document.file.save("d.txt", ContentFile(b"words"))
    url = reverse("wagtaildocs:edit", args=[document.pk])
    return document, url, ("display_title_ar", "display_title_en")


def identity(home):
    site = Site.objects.get()
    identity, _made = SiteIdentity.objects.update_or_create(
        site=site, defaults={"tagline_ar": "كلمات", "tagline_en": "Words"}
    )
    url = reverse("wagtailsettings:edit", args=["pages", "siteidentity", site.pk])
    return identity, url, ("tagline_ar", "tagline_en")


@pytest.fixture(params=[picture, document, identity])
def thing(request, home):
    """Something that two people write on: it, its form's address, the names of its texts."""
    return request.param(home)


def test_what_only_others_changed_stays(staff, thing):
    thing, url, (arabic, english) = thing
    data = shown(staff, url)
    staff.post(url, shown(staff, url) | {english: "Better words"})
    assert staff.post(url, data | {arabic: "كلمات أفضل"}).status_code == 302
    thing.refresh_from_db()
    assert (getattr(thing, arabic), getattr(thing, english)) == ("كلمات أفضل", "Better words")


@pytest.mark.parametrize(("choice", "stands"), [("mine", "My words"), ("theirs", "Better words")])
def test_of_what_both_changed_the_later_one_chooses(staff, thing, choice, stands):
    thing, url, (_arabic, english) = thing
    data = shown(staff, url) | {english: "My words"}
    staff.post(url, shown(staff, url) | {english: "Better words"})
    response = staff.post(url, data)
    thing.refresh_from_db()
    assert getattr(thing, english) == "Better words"
    html = response.content.decode()
    assert "<mark>My</mark>" in html
    assert "<mark>Better</mark>" in html
    [conflict] = response.context["form"].merger.conflicts
    assert f'name="{conflict.input_name}" value="{choice}:{conflict.theirs_digest}"' in html
    settled = data | {conflict.input_name: f"{choice}:{conflict.theirs_digest}"}
    assert staff.post(url, settled).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, english) == stands


def test_a_list_of_links_is_one_whole(staff, home):
    page = ContentPageFactory(parent=home)
    site = Site.objects.get()
    navigation = Navigation.for_site(site)
    url = reverse("wagtailsettings:edit", args=["pages", "navigation", site.pk])

    def with_link(data, relation, label):
        number = int(data[f"{relation}-TOTAL_FORMS"])
        prefix = f"{relation}-{number}"
        values = {"id": "", "page": str(page.pk), "url": "", "label_ar": "", "label_en": label}
        values |= {"ORDER": "9", "DELETE": ""}
        return (
            data
            | {f"{relation}-TOTAL_FORMS": str(number + 1)}
            | {f"{prefix}-{name}": value for name, value in values.items()}
        )

    def labels(relation):
        stored = Navigation.objects.get(pk=navigation.pk)
        return [link.label_en for link in getattr(stored, relation).all()]

    opened = shown(staff, url)
    staff.post(url, with_link(shown(staff, url), "menu_links", "Theirs"))
    assert staff.post(url, with_link(opened, "footer_links", "Mine")).status_code == 302
    assert (labels("menu_links"), labels("footer_links")) == (["Theirs"], ["Mine"])
    response = staff.post(url, with_link(opened, "menu_links", "Mine, too"))
    assert labels("menu_links") == ["Theirs"]
    assert "Mine, too" in response.content.decode()
    [conflict] = response.context["form"].merger.conflicts
    assert conflict.name == "menu_links"
    assert conflict.input_name in response.content.decode()


def test_a_picture_without_memory_of_what_was_shown_is_saved(staff, home):
    image, url, _names = picture(home)
    data = shown(staff, url) | {"shown_values": "nonsense", "alt_en": "New words"}
    assert staff.post(url, data).status_code == 302
    assert CustomImage.objects.get(pk=image.pk).alt_en == "New words"
