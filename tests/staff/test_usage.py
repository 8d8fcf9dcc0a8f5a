"""Before something is deleted, staff are told where it is used, and in which language."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.models import BasePage, CustomDocument
from pages.staff.usage import uses_of
from tests.factories import (
    ContentPageFactory,
    DecentralisationPageFactory,
    GeneralWorkAreaPageFactory,
    ImageFactory,
)
from work_areas.models import RelatedArea

pytestmark = pytest.mark.both_databases


@pytest.fixture
def staff(admin_client_in, language):
    """A browser signed in to the admin, in each of its languages in turn."""
    return admin_client_in(language)


def picture_block(image):
    """A body with one picture."""
    return [("image", {"image": image, "caption": "", "decorative": False})]


def link_block(page):
    """A body with a link to a page in its text."""
    return [("rich_text", f'<p><a linktype="page" id="{page.pk}">x</a></p>')]


def told(staff, address):
    """What a confirmation tells: each source's name with the names of its places."""
    response = staff.get(address)
    assert response.status_code == 200
    usage = BeautifulSoup(response.content, "html.parser").select_one(".usage")
    return {
        " ".join(item.find("a").get_text().split()): [
            " ".join(place.get_text(" ").split()) for place in item.select("li")
        ]
        for item in usage.select(".usage__list > li")
    }


def test_a_pictures_places_are_told_with_their_language(staff, home, language):
    image = ImageFactory()
    both = ContentPageFactory(
        parent=home, body_ar=picture_block(image), body_en=picture_block(image)
    )
    english = ContentPageFactory(parent=home, body_en=picture_block(image))
    home.hero_image = image
    home.save_revision().publish()
    places = told(staff, reverse("wagtailimages:delete", args=[image.pk]))
    name = f"title_{language}"
    assert places.keys() == {getattr(page, name) for page in (both, english, home)}
    assert ["العربية" in place for place in places[getattr(both, name)]] == [True, False]
    assert ["English" in place for place in places[getattr(both, name)]] == [False, True]
    [place] = places[getattr(english, name)]
    assert "English" in place
    [place] = places[getattr(home, name)]
    assert "English" not in place


def test_a_pages_links_and_choosers_are_told(staff, home, index, language):
    target = GeneralWorkAreaPageFactory(parent=index)
    button = {"label": "Go", "page": target, "url": "", "style": "primary"}
    linking = ContentPageFactory(
        parent=home, body_ar=link_block(target), body_en=[("buttons", {"buttons": [button]})]
    )
    related = DecentralisationPageFactory(parent=index)
    related.related_areas.set([RelatedArea(area=target)])
    related.save()
    places = told(staff, reverse("wagtailadmin_pages:delete", args=[target.pk]))
    name = f"title_{language}"
    assert places.keys() == {getattr(linking, name), getattr(related, name)}
    in_arabic, in_english = places[getattr(linking, name)]
    assert "العربية" in in_arabic
    assert "English" in in_english


def test_a_documents_places_are_told(staff, home, language):
    file = ContentFile(b"%PDF-1.7\n", name="report.pdf")
    document = CustomDocument.objects.create(title="Report", file=file)
    page = ContentPageFactory(parent=home, body_ar=[("document", {"document": document})])
    places = told(staff, reverse("wagtaildocs:delete", args=[document.pk]))
    [[place]] = places.values()
    assert places.keys() == {getattr(page, f"title_{language}")}
    assert "العربية" in place


def test_what_only_a_draft_uses_is_told_as_such(home):
    image, other = ImageFactory(), ImageFactory()
    page = ContentPageFactory(parent=home, body_en=picture_block(other))
    page.body_ar = picture_block(image)
    page.save_revision()
    [use] = uses_of(image)
    assert use.source.pk == page.pk
    assert use.is_draft
    [use] = uses_of(other)
    assert not use.is_draft


def test_what_a_withdrawn_page_uses_is_not_live(home):
    image = ImageFactory()
    page = ContentPageFactory(parent=home, body_en=picture_block(image))
    page.save_revision().publish()
    page.unpublish()
    [use] = uses_of(image)
    assert use.is_draft


def test_what_is_planned_to_be_released_uses_it_already(home):
    image = ImageFactory()
    page = ContentPageFactory(parent=home)
    page.body_ar = picture_block(image)
    planned = page.save_revision()
    page.body_ar = []
    page.save_revision()
    page.scheduled_releases.create(
        language="ar", action="release", at=timezone.now(), revision=planned
    )
    [use] = uses_of(image)
    assert (use.source.pk, use.is_draft) == (page.pk, True)


def test_a_draft_that_was_published_since_is_no_draft(home):
    image = ImageFactory()
    page = ContentPageFactory(parent=home)
    page.body_ar = picture_block(image)
    page.save_revision().publish()
    [use] = uses_of(image)
    assert list(use.places.values()) == [False]


def test_links_to_pages_below_count_and_links_within_the_branch_do_not(home):
    section = ContentPageFactory(parent=home)
    below = ContentPageFactory(parent=section)
    ContentPageFactory(parent=section, body_ar=link_block(below))
    outside = ContentPageFactory(parent=home, body_ar=link_block(below))
    assert [use.source.pk for use in uses_of(section)] == [outside.pk]


def test_what_nothing_uses_is_told_as_well(staff, home):
    image = ImageFactory()
    ContentPageFactory(parent=home, body_ar=picture_block(ImageFactory()))
    assert told(staff, reverse("wagtailimages:delete", args=[image.pk])) == {}


def test_deleting_many_at_once_tells_it_for_each(staff, home, language):
    first, second = ImageFactory(), ImageFactory()
    page = ContentPageFactory(parent=home, body_ar=picture_block(second))
    address = reverse("wagtail_bulk_action", args=["pages", "customimage", "delete"])
    response = staff.get(f"{address}?id={first.pk}&id={second.pk}")
    sections = BeautifulSoup(response.content, "html.parser").select(".usage")
    names = [[a.get_text(strip=True) for a in section.select("li > a")] for section in sections]
    assert sorted(names) == [[], [getattr(page, f"title_{language}")]]


def test_a_title_that_fell_back_is_marked(staff, home, language):
    image = ImageFactory()
    other = {"ar": "en", "en": "ar"}[language]
    page = ContentPageFactory(parent=home, body_ar=picture_block(image))
    names = (f"title_{language}", f"draft_title_{language}")
    BasePage.objects.filter(pk=page.pk).update(**dict.fromkeys(names, ""))
    html = staff.get(reverse("wagtailimages:delete", args=[image.pk])).content
    link = BeautifulSoup(html, "html.parser").select_one(".usage__list a")
    assert link.find(lang=other)["dir"] == {"ar": "rtl", "en": "ltr"}[other]


def test_the_number_of_queries_does_not_grow_with_the_number_of_uses(home):
    image = ImageFactory()
    counts = []
    for number in (1, 4):
        for _ in range(number):
            ContentPageFactory(parent=home, body_ar=picture_block(image))
        uses_of(image)
        with CaptureQueriesContext(connection) as queries:
            assert uses_of(image)
        counts.append(len(queries))
    assert counts[0] == counts[1]
