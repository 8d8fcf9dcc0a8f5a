"""Menu and footer as staff make them: order, names and addresses per language, without the tree."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from pages.models import BasePage, FooterLink, MenuLink, Navigation, SiteIdentity, SocialLink
from pages.staff.usage import uses_of
from tests.factories import ContentPageFactory

ELSEWHERE = "https://example.org/library"


@pytest.fixture
def pages(home):
    """Two pages of the first level, one in the menu by its switch, and one deep in the tree."""
    first = ContentPageFactory(parent=home, slug="first", show_in_menus=True, show_in_footer=True)
    second = ContentPageFactory(parent=home, slug="second")
    deep = ContentPageFactory(parent=second, slug="deep")
    return {"first": first, "second": second, "deep": deep}


@pytest.fixture
def navigation(home):
    """The default site's navigation, still without links."""
    return Navigation.for_site(Site.objects.get(is_default_site=True))


def links(client, path, selector):
    """The links in the elements that a selector finds, but for those to other languages."""
    response = client.get(path)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return soup.select(f"{selector} a[href]:not([hreflang])")


def menu(client, path):
    """The links of the main menu."""
    return links(client, path, ".site-header nav")


def footer(client, path):
    """The links of the footer's list."""
    return links(client, path, ".site-footer nav")


def words(found):
    """The words of links."""
    return [" ".join(link.get_text().split()) for link in found]


def test_a_list_has_its_own_order_and_reaches_any_page(client, navigation, pages, language):
    navigation.menu_links.set([MenuLink(page=pages["deep"]), MenuLink(page=pages["first"])])
    navigation.save()
    found = menu(client, f"/{language}/")
    assert [link["href"] for link in found] == [f"/{language}/second/deep/", f"/{language}/first/"]
    assert words(found) == [getattr(pages[name], f"title_{language}") for name in ("deep", "first")]


def test_the_other_list_still_follows_the_switches(client, navigation, pages, language):
    navigation.menu_links.set([MenuLink(page=pages["second"])])
    navigation.save()
    assert [link["href"] for link in footer(client, f"/{language}/")] == [f"/{language}/first/"]
    navigation.menu_links.set([])
    navigation.footer_links.set([FooterLink(page=pages["second"])])
    navigation.save()
    assert [link["href"] for link in menu(client, f"/{language}/")] == [f"/{language}/first/"]
    assert [link["href"] for link in footer(client, f"/{language}/")] == [f"/{language}/second/"]


def test_a_page_may_have_a_shorter_name_in_one_language(client, navigation, pages, language):
    navigation.menu_links.set([MenuLink(page=pages["first"], label_ar="أولًا")])
    navigation.save()
    [name] = words(menu(client, f"/{language}/"))
    assert name == {"ar": "أولًا", "en": pages["first"].title_en}[language]


def test_an_address_elsewhere_has_its_label_or_a_marked_one(client, navigation, pages, language):
    other = {"ar": "en", "en": "ar"}[language]
    both = {"label_ar": "المكتبة", "label_en": "Library"}
    one = {f"label_{other}": both[f"label_{other}"]}
    navigation.footer_links.set(
        [FooterLink(url=ELSEWHERE, **both), FooterLink(url=ELSEWHERE, **one)]
    )
    navigation.save()
    own, fallen_back = footer(client, f"/{language}/")
    assert own["href"] == fallen_back["href"] == ELSEWHERE
    assert (own.get_text(), own.get("lang")) == (both[f"label_{language}"], None)
    assert (fallen_back.get_text(), fallen_back["lang"]) == (both[f"label_{other}"], other)
    assert fallen_back["dir"] == {"ar": "rtl", "en": "ltr"}[other]


def test_what_visitors_cannot_read_is_never_linked(client, navigation, pages, language):
    hidden = ContentPageFactory(parent=pages["second"], slug="hidden")
    navigation.menu_links.set([MenuLink(page=page) for page in (*pages.values(), hidden)])
    navigation.save()
    BasePage.objects.filter(pk=pages["first"].pk).update(**{f"released_{language}": False})
    BasePage.objects.filter(pk=pages["deep"].pk).update(live=False)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    addresses = [link["href"] for link in menu(client, f"/{language}/")]
    assert addresses == [f"/{language}/second/"]
    other = {"ar": "en", "en": "ar"}[language]
    addresses = [link["href"] for link in menu(client, f"/{other}/")]
    assert addresses == [f"/{other}/first/", f"/{other}/second/"]


def test_a_list_of_which_nothing_can_be_read_stays_empty(client, navigation, pages, language):
    navigation.menu_links.set([MenuLink(page=pages["second"])])
    navigation.save()
    BasePage.objects.filter(pk=pages["second"].pk).update(live=False)
    assert menu(client, f"/{language}/") == []


def test_the_menu_marks_where_the_reader_is(client, home, navigation, pages, language):
    navigation.menu_links.set([MenuLink(page=home), MenuLink(page=pages["second"])])
    navigation.save()
    to_home, to_second = menu(client, f"/{language}/second/deep/")
    assert not to_home.has_attr("aria-current")
    assert to_second["aria-current"] == "true"
    assert menu(client, f"/{language}/second/")[1]["aria-current"] == "page"
    assert menu(client, f"/{language}/")[0]["aria-current"] == "page"


def test_the_links_to_other_networks_keep_their_order(client, home, language):
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.social_links.set(
        [
            SocialLink(url=f"https://example.org/{name}", label_ar=name, label_en=name)
            for name in ("b", "a")
        ]
    )
    identity.save()
    found = links(client, f"/{language}/", "footer")
    assert [link["href"][-1] for link in found if "me" in link.get("rel", ())] == ["b", "a"]


def test_the_number_of_queries_does_not_grow_with_the_lists(client, navigation, pages, language):
    counts = []
    for number in (1, 10):
        navigation.menu_links.set(
            [MenuLink(page=page) for page in pages.values() for _ in range(number)]
        )
        navigation.footer_links.set([FooterLink(page=pages["deep"]) for _ in range(number)])
        navigation.save()
        client.get(f"/{language}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{language}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def settings_url():
    """The address of the form."""
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["pages", "navigation", site.pk])


def form_data(menu_links):
    """The data of the form, with no link in the footer."""
    fields = {"page": "", "url": "", "label_ar": "", "label_en": ""}
    return nested_form_data(
        {
            "menu_links": inline_formset([fields | link for link in menu_links]),
            "footer_links": inline_formset([]),
        }
    )


def test_staff_make_a_list_in_the_admin(admin_client_in, navigation, pages, language):
    staff = admin_client_in(language)
    html = staff.get(settings_url()).content.decode()
    for name in ("label_ar", "label_en"):
        assert f"menu_links-__prefix__-{name}" in html
    data = form_data([{"url": ELSEWHERE, "label_en": "Library"}, {"page": pages["deep"].pk}])
    assert staff.post(settings_url(), data).status_code == 302
    first, second = navigation.menu_links.all()
    assert (first.url, first.label_en, first.label_ar or "") == (ELSEWHERE, "Library", "")
    assert second.page_id == pages["deep"].pk


@pytest.mark.parametrize(
    ("link", "field"),
    [
        ({"label_ar": "المكتبة"}, "page"),
        ({"url": ELSEWHERE, "page": "first", "label_ar": "المكتبة"}, "page"),
        ({"url": ELSEWHERE}, "label_ar"),
        ({"url": "javascript:alert(1)", "label_ar": "المكتبة"}, "url"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(
    admin_client_in, navigation, pages, language, link, field
):
    if "page" in link:
        link = link | {"page": pages[link["page"]].pk}
    response = admin_client_in(language).post(settings_url(), form_data([link]))
    assert response.status_code == 200
    [errors] = response.context["form"].formsets["menu_links"].errors
    assert field in errors
    assert not navigation.menu_links.exists()


def test_a_page_of_the_menu_is_known_to_be_used(navigation, pages):
    navigation.menu_links.set([MenuLink(page=pages["deep"])])
    navigation.save()
    [use] = uses_of(pages["deep"])
    assert use.source == navigation
    pages["deep"].delete()
    assert not MenuLink.objects.exists()


def rows(client, relation):
    """What the rows of a list in the form say: the values of its fields, to be sent back."""
    formset = client.get(settings_url()).context["form"].formsets[relation]
    return [{name: form[name].value() or "" for name in FIELDS} for form in formset.forms]


FIELDS = ("page", "url", "label_ar", "label_en", "ORDER")


@pytest.fixture
def switched_on(home, pages):
    """The pages of the menu as visitors see it: by their switches."""
    second = pages["second"]
    second.show_in_menus = True
    second.save()
    return [pages["first"].pk, second.pk]


def test_a_link_is_added_to_the_menu_that_visitors_see(
    admin_client_in, client, navigation, switched_on, language
):
    staff = admin_client_in(language)
    shown = rows(staff, "menu_links")
    assert [row["page"] for row in shown] == switched_on
    added = {"url": ELSEWHERE, "label_ar": "المكتبة", "label_en": "Library", "ORDER": "3"}
    assert staff.post(settings_url(), form_data([*shown, added])).status_code == 302
    addresses = [link["href"] for link in menu(client, f"/{language}/")]
    assert addresses == [f"/{language}/first/", f"/{language}/second/", ELSEWHERE]


def test_a_menu_that_nobody_changed_still_follows_the_switches(
    admin_client_in, navigation, pages, switched_on, language
):
    staff = admin_client_in(language)
    shown = staff.get(settings_url()).context["form"]["shown_values"].value()
    data = form_data(rows(staff, "menu_links")) | {"shown_values": shown}
    assert staff.post(settings_url(), data).status_code == 302
    assert not navigation.menu_links.exists()
    # Another one made a list meanwhile: that stays.
    navigation.menu_links.set([MenuLink(page=pages["deep"])])
    navigation.save()
    assert staff.post(settings_url(), data).status_code == 302
    assert [link.page_id for link in navigation.menu_links.all()] == [pages["deep"].pk]


def test_a_page_is_taken_out_of_the_menu_that_visitors_see(
    admin_client_in, client, navigation, switched_on, language
):
    staff = admin_client_in(language)
    shown = rows(staff, "menu_links")[1:]
    assert staff.post(settings_url(), form_data(shown)).status_code == 302
    assert [link["href"] for link in menu(client, f"/{language}/")] == [f"/{language}/second/"]
