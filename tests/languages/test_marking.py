"""Words of another language are marked where a template shows them, if mark-up may stand there."""

import pytest
from django.template import Context, Engine, engines
from django.template.loader import get_template
from django.utils.translation import override

from languages.texts import TextInLanguage

TITLE = TextInLanguage('عنوان "و" <حيد>', "ar")
ESCAPED = "عنوان &quot;و&quot; &lt;حيد&gt;"
MARKED = f'<span lang="ar" dir="rtl">{ESCAPED}</span> <span class="language-label">Arabic</span>'


def shown(source, language="en", other="{{ title }}"):
    """What a template shows to a reader; it may name the template ``other.html``."""
    loader = ("django.template.loaders.locmem.Loader", {"it.html": source, "other.html": other})
    engine = Engine(
        loaders=[("languages.marking.Loader", [loader])],
        libraries={"languages": "languages.templatetags.languages"},
        builtins=["django.templatetags.i18n", "wagtail.admin.templatetags.wagtailadmin_tags"],
    )
    with override(language):
        context = Context({"title": TITLE, "page": {"title": TITLE}})
        return engine.get_template("it.html").render(context)


CONTENT = {
    "<p>{{ title }}</p>": f"<p>{MARKED}</p>",
    "{{ title }}": MARKED,
    "{{ title|default:'-' }}": MARKED,
    "<a title=\"a > b\" href='c'>{{ title }}</a>": f"<a title=\"a > b\" href='c'>{MARKED}</a>",
    "<title>x</title><p>{{ title }}": f"<title>x</title><p>{MARKED}",
    "<!-- <p title=' --> {{ title }}": f"<!-- <p title=' --> {MARKED}",
    "1 < 2 {{ title }}": f"1 < 2 {MARKED}",
    "{% firstof '' title %}": MARKED,
    "{% blocktranslate with t=page.title %}In “{{ t }}”{% endblocktranslate %}": f"In “{MARKED}”",
    "{% if title %}<b>{{ title }}</b>{% else %}<i></i>{% endif %}": f"<b>{MARKED}</b>",
    "{% fragment as f %}<b>{{ title }}</b>{% endfragment %}{{ f }}": f"<b>{MARKED}</b>",
    "{% with t=page.title %}{{ t }}{% endwith %}": MARKED,
    "{% include 'other.html' %}": MARKED,
}
PLAIN = {
    '<a title="{{ title }}">': f'<a title="{ESCAPED}">',
    "<a title={{ title }}>": f"<a title={ESCAPED}>",
    '<a {% if title %}title="{{ title }}"{% endif %}>': f'<a title="{ESCAPED}">',
    "<title>{{ title }}</title>": f"<title>{ESCAPED}</title>",
    "<title>{% block b %}{{ title }}{% endblock %}": f"<title>{ESCAPED}",
    "<option>{{ title }}</option>": f"<option>{ESCAPED}</option>",
    "<textarea>{{ title }}</textarea>": f"<textarea>{ESCAPED}</textarea>",
    "<script>{{ title }}</script>": f"<script>{ESCAPED}</script>",
    "<!-- {{ title }} -->": f"<!-- {ESCAPED} -->",
    "<p title='{% include 'other.html' %}'>": f"<p title='{ESCAPED}'>",
    "{% firstof title as t %}<p title='{{ t }}'>": f"<p title='{ESCAPED}'>",
    "{% blocktranslate asvar t with t=title %}{{ t }}{% endblocktranslate %}<p title='{{ t }}'>": (
        f"<p title='{ESCAPED}'>"
    ),
    "{% fragment as t %}{{ title }}{% endfragment %}<p title='{{ t }}'>": f"<p title='{ESCAPED}'>",
    "{% load languages %}<p>{{ title|unmarked }}</p>": f"<p>{ESCAPED}</p>",
}


@pytest.mark.parametrize("source", CONTENT)
def test_words_of_another_language_are_marked_as_an_elements_content(source):
    assert shown(source) == CONTENT[source]


@pytest.mark.parametrize("source", PLAIN)
def test_words_stay_plain_where_mark_up_would_be_wrong(source):
    assert shown(source) == PLAIN[source]


def test_a_block_in_a_title_stays_plain_in_templates_that_extend_it():
    base = "<title>{% block head %}{% endblock %}</title>{% block body %}{% endblock %}"
    source = (
        "{% extends 'other.html' %}{% block head %}{{ title }}{% endblock %}"
        "{% block body %}{{ title }}{% endblock %}"
    )
    assert shown(source, other=base) == f"<title>{ESCAPED}</title>{MARKED}"


@pytest.mark.parametrize("source", [*CONTENT, *PLAIN])
def test_words_of_the_readers_own_language_stay_plain(source):
    html = shown(source, "ar")
    assert "<span" not in html
    assert ESCAPED in html


def test_the_site_loads_its_templates_and_those_of_packages_so():
    template = get_template("wagtailadmin/pages/listing/_parent_page_cell.html")
    assert type(engines["django"].engine.template_loaders[0]).__module__ == "languages.marking"
    page = {"id": 1, "specific_deferred": {"get_admin_display_title": TITLE}}
    with override("en"):
        assert MARKED in template.render({"value": page})
