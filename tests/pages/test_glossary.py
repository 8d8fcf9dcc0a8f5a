"""The glossary: its page, and its terms explained where texts first use them."""

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from pages.models import ContentPage, GlossaryPage, HomePage
from pages.versions.releasing import release, release_all, withdraw
from tests.factories import ContentPageFactory, GlossaryPageFactory, NewsIndexPageFactory
from tests.page_forms import PUBLISH, add_url, errors_of
from tests.pages.test_frontend_cache import purged  # noqa: F401 - a fixture

pytestmark = pytest.mark.both_databases

DECENTRALISATION = {
    "term_ar": "اللامركزية",
    "term_en": "decentralisation",
    "definition_ar": "نقل صلاحيات <إلى> السلطات المحلية",
    "definition_en": "Moving powers <to> local authorities & others",
    "other_forms_en": "decentralization; devolution",
}
AUTHORITY = {
    "term_ar": "السلطة المحلية",
    "term_en": "local authority",
    "definition_ar": "هيئة عامة",
    "definition_en": "A public body",
    "other_forms_ar": "السلطات المحلية، الجماعات المحلية",
    "other_forms_en": "local authorities",
}
TEXTS = {
    "ar": "<p>تتقوى السلطات المحلية باللامركزية، واللامركزية طريق.</p>",
    "en": "<p>Local authorities grow by devolution; decentralisation is a way.</p>",
}
USED = {"ar": ["السلطات المحلية", "باللامركزية"], "en": ["Local authorities", "devolution"]}


@pytest.fixture
def glossary(home):
    """A glossary of two terms, released in both languages."""
    return GlossaryPageFactory(parent=home, terms=[DECENTRALISATION, AUTHORITY])


@pytest.fixture
def text(home):
    """A page that uses both terms, in both languages."""
    bodies = {f"body_{code}": [("rich_text", words)] for code, words in TEXTS.items()}
    return ContentPageFactory(parent=home, slug="text", **bodies)


def document(client, url):
    """The page at an address."""
    return BeautifulSoup(client.get(url).content, "html.parser")


def explained(client, language):
    """The words of the text that are controls."""
    return [tag.get_text() for tag in document(client, f"/{language}/text/").select("button.term")]


def test_a_term_is_explained_at_its_first_use_in_the_texts_language(
    client, glossary, text, language
):
    page = document(client, f"/{language}/text/")
    buttons = page.select(".prose button.term")
    assert [button.get_text() for button in buttons] == USED[language]
    terms = {term.anchor: term for term in glossary.terms.all()}
    for button in buttons:
        note = page.find(id=button["popovertarget"])
        term = terms[button["popovertarget"]]
        assert note.has_attr("popover")
        assert button.find_next_sibling() is note
        assert getattr(term, f"definition_{language}") in note.get_text()
        assert note.a["href"] == f"/{language}/glossary/#{term.anchor}"
        assert note.a.get_text() == getattr(term, f"term_{language}")
        assert document(client, f"/{language}/glossary/").find(id=term.anchor)


def test_the_explained_text_is_sound_html(client, glossary, text, language):
    parser = html5lib.HTMLParser()
    parser.parse(client.get(f"/{language}/text/").content)
    # One that older readers of HTML do not know.
    assert [error[1] for error in parser.errors if error[1] != "unknown"] == []


def test_a_text_that_fell_back_is_explained_in_its_own_language(client, glossary, text, language):
    other = "en" if language == "ar" else "ar"
    setattr(text, f"released_{language}", False)
    text.save()
    page = document(client, f"/{language}/text/")
    assert [tag.get_text() for tag in page.select("button.term")] == USED[other]
    assert page.select_one("button.term").find_parent(lang=other)
    assert page.select_one(".term-note a")["href"].startswith(f"/{language}/glossary/#")


def test_the_glossary_explains_nothing_on_its_own_page(client, glossary, language):
    assert not document(client, f"/{language}/glossary/").select("button.term")


def test_terms_cost_one_query_and_then_none(client, glossary, text, language):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{language}/text/")
        return [query["sql"] for query in queries if "glossary" in query["sql"]]

    assert len(asked()) == 1
    assert asked() == []


@pytest.mark.parametrize("count", [0, 1, 50])
def test_queries_do_not_grow_with_the_terms(client, home, text, count, language):
    terms = [{"term_ar": f"مصطلح {n}", "term_en": f"term {n}"} for n in range(count)]
    GlossaryPageFactory(parent=home, terms=terms)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/{language}/glossary/")
    assert len([query for query in queries if "pages_glossaryterm" in query["sql"]]) == 1


CHANGES = {
    "withdrawn": lambda page, language: withdraw(page, language),
    "unpublished": lambda page, language: page.unpublish(),
    "unpublished as any page": lambda page, language: page.basepage_ptr.unpublish(),
    "deleted": lambda page, language: page.delete(),
    "deleted as any page": lambda page, language: page.basepage_ptr.delete(),
    "restricted": lambda page, language: PageViewRestriction.objects.create(
        page=page.basepage_ptr, restriction_type=PageViewRestriction.LOGIN
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_visitors_may_not_read_any_more_is_forgotten_at_once(
    client, glossary, text, language, change, django_capture_on_commit_callbacks
):
    assert explained(client, language) == USED[language]
    page = GlossaryPage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](page, language)
    assert explained(client, language) == []


def test_an_explanation_in_a_part_that_opens_has_a_name_of_its_own(
    client, glossary, home, language
):
    word = {"ar": "اللامركزية", "en": "Decentralisation"}[language]
    part = {"title": "؟", "text": f"<p>{word}</p>"}
    body = [("accordion", {"items": [part]}), ("rich_text", f"<p>{word}</p>")]
    ContentPageFactory(parent=home, slug="text", **{f"body_{language}": body})

    page = document(client, f"/{language}/text/")

    inside, outside = page.select("button.term")
    assert inside.find_parent("details")
    assert not outside.find_parent("details")
    notes = [page.find(id=button["popovertarget"]) for button in (inside, outside)]
    assert [note.find_parent("details") is None for note in notes] == [False, True]
    assert notes[0].a["href"] == notes[1].a["href"]


@pytest.mark.parametrize("change", ["published", *CHANGES])
def test_the_cache_in_front_forgets_the_texts_when_the_glossary_changes(
    purged,  # noqa: F811
    glossary,
    text,
    home,
    language,
    change,
    django_capture_on_commit_callbacks,
):
    NewsIndexPageFactory(parent=home)
    page = GlossaryPage.objects.get()
    purged.clear()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert purged == set()
    with django_capture_on_commit_callbacks(execute=True):
        if change == "published":
            release_all(page)
        else:
            CHANGES[change](page, language)
    site = "https://site.example"
    assert purged >= {f"{site}/ar/text/", f"{site}/en/text/"}
    # A list without a text of its own explains nothing.
    assert f"{site}/{language}/news/" not in purged


def test_a_language_is_explained_from_its_release_on_and_a_draft_never(
    client, glossary, text, language, django_capture_on_commit_callbacks
):
    page = GlossaryPage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(page, language)
    assert explained(client, language) == []
    page = GlossaryPage.objects.get()
    terms = list(page.terms.all())
    for term in terms:
        setattr(term, f"definition_{language}", "new words")
    page.terms.set(terms)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert explained(client, language) == []
    with django_capture_on_commit_callbacks(execute=True):
        release(page, language)
    assert "new words" in document(client, f"/{language}/text/").select_one(".term-note").text


def test_a_new_address_is_linked_to_at_once(
    client, glossary, text, django_capture_on_commit_callbacks
):
    explained(client, "en")
    page = GlossaryPage.objects.get()
    page.slug = "terms"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    note = document(client, "/en/text/").select_one(".term-note a")
    assert note["href"].startswith("/en/terms/#")


def test_a_term_keeps_its_address_whatever_it_is_called(
    glossary, django_capture_on_commit_callbacks
):
    anchors = {term.anchor for term in glossary.terms.all()}
    page = GlossaryPage.objects.get()
    for term in page.terms.all():
        term.term_ar, term.term_en = f"{term.term_ar} جديد", f"new {term.term_en}"
    page.save_revision()
    release_all(page)
    assert {term.anchor for term in GlossaryPage.objects.get().terms.all()} == anchors


def test_terms_stand_in_the_order_of_the_readers_language(client, home, language):
    names = {
        "ar": ["الأداء", "البلدية", "عدم التركيز", "اللامركزية"],
        "en": ["accountability", "EU", "local authority", "local self-government"],
    }
    terms = [
        {"term_ar": ar, "term_en": en, "definition_ar": "تعريف", "definition_en": "Definition"}
        for ar, en in zip(reversed(names["ar"]), names["en"][2:] + names["en"][:2], strict=True)
    ]
    GlossaryPageFactory(parent=home, terms=terms)
    page = document(client, f"/{language}/glossary/")
    assert [tag.get_text() for tag in page.select("dt dfn")] == names[language]
    letters = {"ar": ["ا", "ب", "ع", "ل"], "en": ["A", "E", "L"]}[language]
    assert [tag.get_text() for tag in page.select("main h2")] == letters
    links = page.select(".letters a")
    assert [link.get_text() for link in links] == letters
    assert all(page.find(id=link["href"][1:]) for link in links)


def test_each_term_is_named_in_the_other_languages_that_visitors_may_read(client, glossary):
    assert [tag["lang"] for tag in document(client, "/en/glossary/").select("dt [lang]")] == [
        "ar",
        "ar",
    ]
    glossary.released_ar = False
    glossary.save()
    assert document(client, "/en/glossary/").select("dt [lang]") == []
    # Readers of Arabic are shown the English terms, marked as such.
    shown = document(client, "/ar/glossary/")
    assert [tag["lang"] for tag in shown.select("dt dfn")] == ["en", "en"]
    assert {tag["lang"] for tag in shown.select(".letters a, main h2")} == {"en"}


def test_a_term_without_a_text_in_the_readers_language_stands_after_the_others(client, home):
    only_arabic = {"term_ar": "الحوكمة", "definition_ar": "طريقة"}
    GlossaryPageFactory(parent=home, terms=[only_arabic, DECENTRALISATION])
    page = document(client, "/en/glossary/")
    assert [tag.get_text() for tag in page.select("dt dfn")] == ["decentralisation", "الحوكمة"]
    assert page.select("dt dfn")[1]["lang"] == page.select("dd")[1]["lang"] == "ar"


def test_an_empty_glossary_says_so(client, home, language):
    GlossaryPageFactory(parent=home)
    message = {"ar": "لا مصطلحات هنا بعد", "en": "There are no terms to show yet"}[language]
    assert message in document(client, f"/{language}/glossary/").main.get_text()


def test_there_is_one_glossary_right_below_the_home_page(home, text):
    assert GlossaryPage.can_create_at(home)
    assert not GlossaryPage.can_create_at(text)
    glossary = GlossaryPageFactory(parent=home)
    assert not GlossaryPage.can_create_at(HomePage.objects.get())
    assert not ContentPage.can_create_at(glossary)


def form(*terms):
    """The data of a glossary's form with these terms."""
    empty = dict.fromkeys(
        f"{name}_{code}" for name in ("term", "definition", "other_forms") for code in ("ar", "en")
    )
    rows = [dict.fromkeys(empty, "") | term for term in terms]
    texts = {"title_ar": "مسرد", "title_en": "Glossary", "slug": "glossary"}
    texts |= {"summary_ar": "ملخص", "summary_en": "Summary"}
    return nested_form_data(texts | {"terms": inline_formset(rows), "comments": inline_formset([])})


def test_staff_write_it_in_the_page_editor(admin_client_in, home, language):
    client = admin_client_in(language)
    url = add_url(home, GlossaryPage)
    response = client.post(url, form({"term_en": "governance"}) | PUBLISH)
    [errors] = response.context["form"].formsets["terms"].errors
    assert list(errors) == ["term_ar"]
    assert errors_of(client.post(url, form(DECENTRALISATION, AUTHORITY) | PUBLISH)) == {}
    with translation.override(language):
        names = [str(term) for term in GlossaryPage.objects.get().terms.order_by("pk")]
    assert names == [DECENTRALISATION[f"term_{language}"], AUTHORITY[f"term_{language}"]]
