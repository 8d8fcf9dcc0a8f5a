"""Texts go out as PO and XLIFF 2 files and come back into drafts, each text where it belongs."""

import re
from io import StringIO

import polib
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from pages.access import permissions, roles
from pages.access.roles import translator
from pages.models import BasePage, CustomImage
from pages.translating import status, units
from pages.translating.exchange import files
from pages.translating.exchange.exporting import find_page, pages_to_export, parts, with_texts
from pages.translating.exchange.importing import run
from tests.factories import ContentPageFactory, ImageFactory, make_member
from tests.translating.conftest import ARABIC, latest, save, segments, states

pytestmark = pytest.mark.both_databases

ARABIC_WORD = re.compile("[\u0600-\u06ff]+")
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
FORMATS = ["po", "xliff"]
LINK = 'فقرة أولى عن <a id="1">البلديات</a>.'


def exported(pages, file_format="po", source="ar", target="en"):
    """The bytes of a file with these pages, as they are by now."""
    return files.dump([*parts(pages, source, target)], source, target, file_format)


def entries(data):
    """A PO file's entries by their sources."""
    return {entry.msgid: entry for entry in po_file(data)}


def po_file(data):
    return polib.pofile(data.decode() + "\n")


def units_of(data):
    """An XLIFF file's units by what their sources say."""
    root = etree.fromstring(data)
    return {"".join(u.find(f".//{XLIFF}source").itertext()): u for u in root.iter(f"{XLIFF}unit")}


def imported(name, data, language="en", **options):
    return run(files.read(name, data), language, **options)


def results(report):
    """What became of each text, by its source."""
    return {row.source: row.result for row in report.rows}


def translated(data, translations):
    """A PO file with other translations, by the sources of their texts; none of it fuzzy."""
    file = po_file(data)
    for entry in file:
        if entry.msgid in translations:
            entry.msgstr = translations[entry.msgid]
            entry.flags = []
    return f"{file}".encode()


def translated_xliff(data, source, words, state="translated"):
    """An XLIFF file in which one text has another translation, words in place of words."""
    unit = units_of(data)[source]
    segment = unit.find(f"{XLIFF}segment")
    target = segment.find(f"{XLIFF}target")
    if target is None:
        target = etree.SubElement(segment, f"{XLIFF}target")
    target.clear()
    target.text = words
    segment.set("state", state)
    return etree.tostring(unit.getroottree())


def test_a_file_says_how_far_each_translation_is(area):
    save(area, title_ar="عنوان جديد", summary_en="")
    found = entries(exported([area]))
    assert (found["عنوان جديد"].msgstr, found["عنوان جديد"].flags) == ("Title", ["fuzzy"])
    assert found["عنوان جديد"].previous_msgid == "عنوان"
    assert found["ملخص"].msgstr == ""
    assert (found["بند"].msgstr, found["بند"].flags) == ("Point", [])
    xliff = units_of(exported([area], "xliff"))
    said = {
        text: (unit.find(f"{XLIFF}segment").get("state"), unit.find(f".//{XLIFF}target") is None)
        for text, unit in xliff.items()
    }
    assert said["عنوان جديد"] == ("initial", False)
    assert said["ملخص"] == ("initial", True)
    assert said["بند"] == ("translated", False)
    assert "عنوان" in [note.text for note in xliff["عنوان جديد"].iter(f"{XLIFF}note")]


def test_a_file_says_what_a_translator_needs_to_know(area, settings):
    entry = entries(exported([area]))[LINK]
    assert entry.msgctxt.startswith(f"basepage-{area.pk}/body/b2/")
    assert entry.occurrences == [(entry.msgctxt, "")]
    assert f"{settings.SITE_URL}/admin/pages/{area.pk}/edit/" in entry.comment
    assert f"{settings.SITE_URL}/en/work-areas/area/" in entry.comment
    assert entry.comment.splitlines()[0].startswith("Title – ")
    assert '<a id="1">: link to “' in entry.comment
    assert "At most 200 characters." in entries(exported([area]))["بند"].comment
    # In the language of whoever translates.
    assert "200 حرف" in entries(exported([area], "po", "en", "ar"))["Point"].comment
    unit = units_of(exported([area], "xliff"))["فقرة أولى عن البلديات."]
    code = unit.find(f".//{XLIFF}source/{XLIFF}pc")
    assert (code.get("type"), code.get("canDelete"), "".join(code.itertext())) == (
        "link",
        "no",
        "البلديات",
    )
    data = {item.get("id"): item.text for item in unit.iter(f"{XLIFF}data")}
    assert data[code.get("dataRefStart")] == '<a linktype="page" id="3">'


def test_the_same_texts_make_the_same_file(area, arabic_only):
    for file_format in FORMATS:
        assert exported(pages_to_export(), file_format) == exported(pages_to_export(), file_format)
    each = files.dump_each([*parts([area], "ar", "en")], "ar", "en", "po")
    each = [*each]
    assert files.zipped(each) == files.zipped(each)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_page_is_translated_by_a_file(arabic_only, file_format):
    data = exported([arabic_only], file_format)
    if file_format == "po":
        file = po_file(data)
        for entry in file:
            entry.msgstr = ARABIC_WORD.sub("word", entry.msgid)
        data = f"{file}".encode()
    else:
        root = etree.fromstring(data)
        for segment in root.iter(f"{XLIFF}segment"):
            source = segment.find(f"{XLIFF}source")
            copy = etree.tostring(source, with_tail=False, encoding="unicode")
            target = etree.fromstring(ARABIC_WORD.sub("word", copy))
            target.tag = f"{XLIFF}target"
            segment.append(target)
            segment.set("state", "translated")
        data = etree.tostring(root)
    report = imported(f"new.{files.FORMATS[file_format].SUFFIX}", data)
    assert set(results(report).values()) == {"written"}
    status.refresh(arabic_only)
    assert set(states(arabic_only).values()) == {"complete"}
    draft = latest(arabic_only)
    assert draft.title_en == "word"
    link = draft.body_en.get_prep_value()[1]["value"]
    assert '<a linktype="page" id="3">word</a>' in link
    assert arabic_only.revisions.count() == 2
    assert BasePage.objects.get(pk=arabic_only.pk).title_en == ""


def test_arabic_comes_back_as_well(area):
    save(area, title_en="New title")
    data = translated(exported([area], "po", "en", "ar"), {"New title": "عنوان جديد"})
    assert results(imported("a.po", data))["New title"] == "written"
    assert (latest(area).title_ar, latest(area).title_en) == ("عنوان جديد", "New title")


def test_what_is_marked_as_unsure_stays_out(area):
    save(area, title_ar="عنوان جديد")
    po = exported([area])
    assert results(imported("a.po", po))["عنوان جديد"] == "unsure"
    xliff = translated_xliff(exported([area], "xliff"), "عنوان جديد", "New", state="initial")
    assert results(imported("a.xlf", xliff))["عنوان جديد"] == "unsure"
    assert latest(area).title_en == "Title"
    # Whoever takes the mark away says that it is still right.
    assert results(imported("a.po", translated(po, {"عنوان جديد": "Title"})))["عنوان جديد"] == (
        "confirmed"
    )
    assert states(area)["عنوان جديد"] == "complete"


def test_each_refusal_has_its_line_and_its_reason_and_the_rest_goes_in(area):
    data = exported([area])
    save(area, title_ar="عنوان جديد", summary_en="Somebody’s")
    data = translated(
        data,
        {
            "عنوان": "Too late",
            "ملخص": "My summary",
            LINK: "No link",
            "فقرة <b>ثانية</b>.": "<script>alert(1)</script>",
            "بند": "x" * 201,
            "جواب": "هذه ترجمة لم تترجم إلى شيء",
            "سؤال": "Why?",
        },
    )
    report = imported("folder/a.po", data)
    refused = {row.source: row for row in report.rows if row.result == "refused"}
    assert set(refused) == {"عنوان", "ملخص", LINK, "فقرة <b>ثانية</b>.", "بند", "جواب"}
    lines = data.decode().splitlines()
    for text, row in refused.items():
        assert (row.file, row.title) == ("folder/a.po", "Title")
        # The entry begins there, with its first comment.
        assert lines[row.line - 1].startswith("#. Title – ")
        assert row.reasons, text
    assert refused["ملخص"].reasons == ["Somebody else has changed the translation."]
    assert latest(area).points.first().title_en == "Point"
    assert [row.source for row in report.rows if row.result == "written"] == ["سؤال"]
    assert segments(area)["سؤال"].target == "Why?"


def test_links_that_lead_elsewhere_now_make_a_translation_stale(area):
    data = translated(exported([area]), {LINK: 'A first one on <a id="1">municipalities</a>.'})
    stream = [ARABIC[0], {**ARABIC[1], "value": ARABIC[1]["value"].replace('id="3"', 'id="4"')}]
    save(area, body_ar=[*stream, *ARABIC[2:]])
    row = next(row for row in imported("a.po", data).rows if row.source == LINK)
    assert (row.result, row.reasons) == ("refused", ["The source text has changed."])


def test_a_file_may_come_twice_but_not_without_what_it_replaces(area):
    first = translated(exported([area]), {"سؤال": "Why?"})
    revisions = area.revisions.count()
    assert results(imported("a.po", first))["سؤال"] == "written"
    assert results(imported("a.po", first))["سؤال"] == "same"
    assert area.revisions.count() == revisions + 1
    file = po_file(translated(exported([area]), {"سؤال": "What for?", "جواب": "So."}))
    for entry in file:
        entry.comment = ""
    assert results(imported("a.po", f"{file}".encode()))["سؤال"] == "refused"


def test_tools_may_take_inline_codes_apart(area):
    data = exported([area], "xliff")
    code = (
        '<target>On <sc id="a-1"/>municipalities<ec startRef="a-1"/> '
        '<mrk id="m1" type="term">first</mrk>.</target>'
    )
    unit = units_of(data)["فقرة أولى عن البلديات."]
    segment = unit.find(f"{XLIFF}segment")
    segment.remove(segment.find(f"{XLIFF}target"))
    segment.append(etree.fromstring(code.replace("<target>", f'<target xmlns="{XLIFF[1:-1]}">')))
    assert results(imported("a.xlf", etree.tostring(unit.getroottree())))[LINK] == "written"
    assert segments(area)[LINK].target == 'On <a id="1">municipalities</a> first.'


def test_signs_of_markup_in_plain_texts_stay_words(area):
    data = translated_xliff(exported([area], "xliff"), "ملخص", "1 < 2 & <b>")
    assert results(imported("a.xlf", data))["ملخص"] == "written"
    assert latest(area).summary_en == "1 < 2 & <b>"
    # But a plain text has no tags.
    data = translated_xliff(exported([area], "xliff"), "عنوان", "New")
    data = data.replace(b">New<", b'><pc id="b_1">New</pc><')
    assert results(imported("a.xlf", data))["عنوان"] == "refused"


def test_people_write_only_what_they_may(area, arabic_only):
    data = translated(exported([area]), {"سؤال": "Why?"})
    roles.set_up(lambda line: None)
    arabic = make_member(translator("ar"), "ar")
    english = make_member(translator("en"), "en")
    assert [row.reasons for row in imported("a.po", data, user=arabic).rows if row.reasons] == [
        ["You may not edit texts in this language."]
    ]
    stranger = make_member(roles.READER, "en")
    stranger.groups.clear()
    stranger.user_permissions.add(permissions.registered().get(codename="edit_texts_en"))
    for row in imported("a.po", data, user=stranger).rows:
        assert (row.title, row.reasons) == (f"basepage-{area.pk}", ["You may not edit this."])
    page = BasePage.objects.get(pk=area.pk)
    page.locked, page.locked_by = True, arabic
    page.save()
    for user in (english, None):
        report = imported("a.po", data, user=user)
        assert report.counts == {"refused": 1, "same": 12}
    page.locked = False
    page.save()
    assert imported("a.po", data, user=english).counts["written"] == 1
    assert latest(area).latest_revision.user == english


def test_pictures_change_only_with_consent(db):
    image = ImageFactory(alt_ar="صورة", alt_en="")
    data = translated(exported([image]), {"صورة": "Picture"})
    report = imported("a.po", data)
    assert (report.rows[0].result, CustomImage.objects.get().alt_en) == ("refused", "")
    assert imported("a.po", data, with_others=True).rows[0].result == "written"
    assert CustomImage.objects.get().alt_en == "Picture"


def test_a_trial_writes_nothing(area):
    data = translated(exported([area]), {"سؤال": "Why?"})
    assert results(imported("a.po", data, is_trial=True))["سؤال"] == "written"
    assert segments(area)["سؤال"].target == "Question"


def test_a_translation_that_needs_another_look_is_written_and_named(area):
    save(area, summary_ar="في عام 2024")
    data = translated(exported([area]), {"في عام 2024": "In that year"})
    row = next(row for row in imported("a.po", data).rows if row.result == "written")
    assert row.reasons == ["A number is missing: 2024."]


def test_texts_that_no_page_can_hold_are_refused(area):
    data = exported([area])
    odd = translated(data, {"سؤال": "Why\x07?", "جواب": "x" * 30_000}).decode()
    odd = odd.replace(f"basepage-{area.pk}/title", "basepage-999999/title")
    odd = odd.replace(f"basepage-{area.pk}/summary", "customimage-x/summary")
    report = imported("a.po", odd.encode())
    nowhere = "The site has no content for this text."
    refused = [row for row in report.rows if row.result == "refused"]
    assert {row.source: row.reasons[0] for row in refused} == {
        "سؤال": "The translation has control characters.",
        "جواب": "The translation is too long.",
        "عنوان": nowhere,
        "ملخص": nowhere,
    }


def test_what_is_complete_is_not_even_read(area, arabic_only):
    pages = [*pages_to_export()]
    missing = with_texts(pages, "ar", "en", {"missing"})
    assert (area in missing, arabic_only.pk in [page.pk for page in missing]) == (False, True)
    save(area, title_ar="عنوان جديد")
    for wanted, is_in in (({"missing"}, False), ({"missing", "outdated"}, True)):
        assert (area.pk in [page.pk for page in with_texts(pages, "ar", "en", wanted)]) == is_in
    assert with_texts(pages, "ar", "en", {"complete"}) == pages


def test_exporting_costs_the_same_for_each_page(area, arabic_only):
    def count(pages):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            exported(pages)
        return len(queries)

    exported(pages_to_export())
    one, three = (
        count(pages_to_export(area)),
        count(pages_to_export(area.get_parent(), with_descendants=True)),
    )
    assert three - one <= 2 * one


# The commands


def command(name, *args, **options):
    """A command's output, what it complained about, and its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command(name, *args, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}", error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_commands_take_out_and_bring_back(area, arabic_only, tmp_path):
    pair = {"source": "ar", "target": "en"}
    child = ContentPageFactory(parent=area, slug="child", title_ar="ابن", summary_ar="ملخص الابن")
    for address in (str(area.pk), "work-areas/area", "/en/work-areas/area/?x=1"):
        assert find_page(address).pk == area.pk
    assert [find_page(nothing) for nothing in ("nowhere", "9" * 30, "\0", "")][:3] == [None] * 3
    out, _err, code = command(
        "export_translations", page="work-areas/area", output=str(tmp_path / "a.po"), **pair
    )
    assert (code, "13" in out) == (0, True)
    command(
        "export_translations", page=str(area.pk), branch=True, output=str(tmp_path / "b.zip"),
        format="xliff", **pair,
    )  # fmt: skip
    assert {d.entries[0].unit for d in files.read("b.zip", (tmp_path / "b.zip").read_bytes())} == {
        units.unit_key(area),
        units.unit_key(child),
    }
    (tmp_path / "folder").mkdir()
    command("export_translations", only="missing", output=str(tmp_path / "folder"), **pair)
    folder = tmp_path / "folder"
    assert [file.name for file in folder.iterdir()] == [f"basepage-{arabic_only.pk}-new.ar-en.po"]
    data = translated((tmp_path / "a.po").read_bytes(), {"سؤال": "Why?", LINK: "No link"})
    (tmp_path / "a.po").write_bytes(data)
    options = {"language": "en"}
    out, err, code = command("import_translations", str(tmp_path / "a.po"), dry_run=True, **options)
    assert (code, segments(area)["سؤال"].target) == (2, "Question")
    assert "nothing was written" in out
    out, _err, _code = command(
        "import_translations", str(tmp_path / "a.po"), dry_run=True, language="ar"
    )
    assert "لم يُكتب شيء" in out
    assert "nothing" not in out
    out, err, code = command("import_translations", str(tmp_path / "a.po"), **options)
    assert (code, segments(area)["سؤال"].target) == (2, "Why?")
    assert f"{tmp_path}/a.po:" in err
    assert 'The tags must match the source text: <a id="1">.' in err
    _out, err, _code = command("import_translations", str(tmp_path / "a.po"), language="ar")
    assert "يجب أن" in err
    out, err, code = command("import_translations", str(folder), source="en", **options)
    assert (code, err.count("\n")) == (1, 0)


def test_commands_refuse_in_one_line(area, tmp_path):
    pair = {"source": "ar", "target": "en"}
    (tmp_path / "a.po").write_text('msgid "x"\nmsgstr "y')
    for name, args, options in (
        ("export_translations", [], {"source": "ar", "target": "ar"}),
        ("export_translations", [], {**pair, "page": "nowhere"}),
        ("export_translations", [], {**pair, "only": "good"}),
        ("export_translations", [], {**pair, "branch": True}),
        ("export_translations", [], {**pair, "output": "/nowhere/a.po"}),
        ("import_translations", [str(tmp_path / "a.po")], {}),
        ("import_translations", [str(tmp_path / "none.po")], {}),
        ("import_translations", [str(tmp_path / "a.po")], {"user": "nobody"}),
    ):
        _out, err, code = command(name, *args, **options)
        assert (code, bool(err), err.strip().count("\n")) == (1, True, 0), (name, options, err)
