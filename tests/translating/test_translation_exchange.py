"""In the admin: texts are downloaded as files; files are looked at before they are taken over."""

import csv
from io import StringIO

import polib
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from pages.access import roles
from pages.access.roles import READER, translator
from pages.models import CustomImage
from pages.translating import status
from pages.translating.exchange import files
from pages.translating.models import TranslationImport
from pages.translating.views import exchange as translation_exchange
from tests.factories import (
    ContentPageFactory,
    ImageFactory,
    make_administrator,
    make_member,
)

pytestmark = pytest.mark.both_databases

EXPORT, IMPORT = "/admin/translations/export/", "/admin/translations/import/"


@pytest.fixture
def page(home):
    page = ContentPageFactory(
        parent=home,
        slug="about",
        title_ar="عنوان",
        title_en="Title",
        summary_ar="ملخص",
        summary_en="",
    )
    status.refresh(page)
    return page


def download(client, **data):
    data = {"source": "ar", "target": "en", "states": ["missing"], "file_format": "po"} | data
    return client.post(EXPORT, data)


def upload(client, data, name="a.po"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def with_translations(data, translations):
    file = polib.pofile(data.decode() + "\n")
    for entry in file:
        entry.msgstr = translations.get(entry.msgid, entry.msgstr)
    return f"{file}".encode()


def test_a_page_goes_out_and_comes_back(client, page, language):
    client.force_login(make_administrator(language))
    form = client.get(EXPORT, {"page": page.pk})
    assert f'value="{page.pk}"' in form.content.decode()
    response = download(client, page=page.pk)
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="basepage-{page.pk}-about.ar-en.po"'
    )
    assert [entry.msgid for entry in polib.pofile(response.content.decode() + "\n")] == ["ملخص"]
    data = with_translations(response.content, {"ملخص": "Summary"})

    response = upload(client, data)
    report = client.get(response.url)
    assert report.status_code == 200
    # Nothing is written before it is said so.
    page.refresh_from_db()
    assert (page.latest_revision, TranslationImport.objects.get().done_at) == (None, None)

    client.post(response.url)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary_en == "Summary"
    assert (page.summary_en, page.revisions.count()) == ("", 1)
    # Once more does nothing.
    client.post(response.url)
    assert page.revisions.count() == 1
    done = TranslationImport.objects.get()
    assert (bytes(done.content), done.report[0]["result"]) == (b"", "written")
    table = client.get(reverse("translation_import_table", args=[done.pk])).content.decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(StringIO(table)))
    assert rows[1][0] == "a.po"
    assert client.get(IMPORT).content.decode().count("a.po") == 1


def test_the_whole_site_goes_out_in_files_of_its_own(client, page, home):
    client.force_login(make_administrator("en"))
    ImageFactory(alt_ar="صورة", alt_en="")
    response = download(client, one_each="on", with_others="on", file_format="xliff")
    documents = files.read("a.zip", response.content)
    assert [document.entries[0].unit for document in documents] == [
        f"basepage-{page.pk}",
        f"customimage-{CustomImage.objects.get().pk}",
    ]


def test_what_cannot_be_used_is_said_beside_the_field(client, page, language):
    client.force_login(make_administrator(language))
    response = upload(client, b'msgid "a"\nmsgstr "b', "broken.po")
    assert response.status_code == 200
    assert "broken.po:2" in response.content.decode()
    assert TranslationImport.objects.count() == 0
    for data in (
        {"page": "9" * 40},
        {"source": "en"},
        {"states": ["\0"]},
        {"file_format": "exe"},
        {"page": page.pk, "states": ["outdated"]},
    ):
        response = download(client, **data)
        assert (response.status_code, "Content-Disposition" in response.headers) == (200, False)
    for query in ("page=x", "page=" + "9" * 40, "source=xx&target=%00"):
        assert client.get(f"{EXPORT}?{query}").status_code == 200


def test_a_refused_text_is_named_with_its_line_and_reason(client, page, language):
    client.force_login(make_administrator(language))
    data = with_translations(download(client, page=page.pk).content, {"ملخص": "هذا نص عربي كامل"})
    response = client.get(upload(client, data).url)
    content = response.content.decode()
    assert "a.po:" in content
    with translation.override(language):
        reason = gettext("The translation is not in the language %(language)s.") % {
            "language": "English"
        }
    assert reason in content
    # There is nothing to be written.
    assert not BeautifulSoup(content, "html.parser").select(".exchange button")


def test_pictures_need_a_tick(client, db):
    client.force_login(make_administrator("en"))
    image = ImageFactory(alt_ar="صورة", alt_en="")
    status.refresh(image)
    data = download(client, with_others="on").content
    data = with_translations(data, {"صورة": "Picture"})
    for consent, alt in (({}, ""), ({"with_others": "on"}, "Picture")):
        url = upload(client, data).url
        assert 'name="with_others"' in client.get(url).content.decode()
        client.post(url, consent)
        image.refresh_from_db()
        assert image.alt_en == alt


def test_each_sees_their_own_and_does_what_they_may(client, page):
    roles.set_up(lambda line: None)
    client.force_login(make_member(translator("en"), "en"))
    data = with_translations(download(client, page=page.pk).content, {"ملخص": "Summary"})
    url = upload(client, data).url
    reader = make_member(READER, "en")
    client.force_login(reader)
    assert download(client, page=page.pk).content.startswith(b"#")
    assert client.get(IMPORT).status_code == 302
    assert client.get(url).status_code == 302
    client.force_login(make_member(translator("ar"), "en"))
    assert client.get(url, follow=True).status_code == 404
    # Into a language that is not theirs nothing goes.
    client.post(upload(client, data).url)
    page.refresh_from_db()
    assert page.latest_revision is None


def test_what_fails_midway_can_be_taken_over_again(client, page, monkeypatch):
    client.force_login(make_administrator("en"))
    data = with_translations(download(client, page=page.pk).content, {"ملخص": "Summary"})
    url = upload(client, data).url

    def fail(*args, **kwargs):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(translation_exchange, "run", fail)
        with pytest.raises(OSError):  # noqa: PT011 - raised above
            client.post(url)
    assert TranslationImport.objects.get().done_at is None
    client.post(url)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary_en == "Summary"


def test_the_screens_ask_few_queries(client, page, django_assert_max_num_queries):
    client.force_login(make_administrator("en"))
    data = with_translations(download(client, page=page.pk).content, {"ملخص": "Summary"})
    url = upload(client, data).url
    # From the page's editor and from lists.
    for address in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.get_parent().pk}/"):
        assert f"{EXPORT}?page={page.pk}" in client.get(address).content.decode()
    for address in (f"{EXPORT}?page={page.pk}", IMPORT, url):
        client.get(address)
        with django_assert_max_num_queries(25):
            client.get(address)
