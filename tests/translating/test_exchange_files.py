"""Whatever comes back in place of a file that went out: one clear message, and nothing changes."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from languages.characters import says_nothing
from pages.translating.exchange import files, inline
from pages.translating.exchange.entries import ExchangeError, Part, Text
from pages.translating.exchange.po import tidy
from pages.translating.exchange.xliff import segment_id, unit_id
from pages.translating.segments import Segment, State

pytestmark = pytest.mark.both_databases


def segment(
    source, target="", *, name="body/a.b:c/é", is_rich=False, state=State.COMPLETE, **values
):
    return Segment(
        id=name,
        label="Text",
        source=source,
        target=target,
        is_rich=is_rich,
        limit=values.pop("limit", None),
        source_codes=values.pop("source_codes", {}),
        target_codes=values.pop("target_codes", {}),
        state=state,
        **values,
    )


def file_of(*segments, file_format="po", source="ar", target="en"):
    texts = [Text(one, "Text", ("A note",)) for one in segments]
    part = Part("basepage-1", "Title", "https://example.org/en/a/", "/admin/", None, texts)
    return files.dump([part], source, target, file_format)


PO = file_of(segment("عنوان", "Title", name="title"), segment("نص", "Text", name="text"))
XLIFF = file_of(segment("عنوان", "Title", name="title"), file_format="xliff")


def zip_of(*members, **info):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            for key, value in info.items():
                setattr(member, key, value)
            archive.writestr(member, data)
    return held.getvalue()


def encrypted():
    data = bytearray(zip_of(("a.po", PO)))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]>'
)
HOSTILE = {
    "nothing.po": b"",
    "no-header.po": b'msgid "a"\nmsgstr "b"\n',
    "not-a-file.po": b"/etc/passwd",
    "binary.po": b"\x00\x01\x02" * 100,
    "picture.po": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "latin.po": PO.replace(b"Title", b"Caf\xe9"),
    "arabic.po": PO.decode().encode("utf-16"),
    "charset.po": PO.replace(b"UTF-8", b"CP1256"),
    "cut-in-a-string.po": PO[:-3],
    "cut-between-lines.po": PO[: PO.rindex(b"msgstr")],
    "cut-between-texts.po": PO[: PO.rindex(b"\n\n") + 1],
    "unquoted.po": PO + b"msgid hello\n",
    "quotes.po": PO.replace(b"Title", b'Ti"tle'),
    "twice.po": PO + PO[PO.index(b"\n\n") :],
    "same-language.po": PO.replace(b"Language: en", b"Language: ar"),
    "other-language.po": PO.replace(b"Language: en", b"Language: tlh"),
    "no-language.po": PO.replace(b"X-Source-Language: ar", b"X-Nothing: 1"),
    "plural.po": PO + b'msgstr[x] "a"\n',
    "nothing.xlf": b"",
    "cut.xlf": XLIFF[: len(XLIFF) // 2],
    "other.xlf": b"<html/>",
    "old.xlf": XLIFF.replace(b'version="2.0"', b'version="1.2"'),
    "wrong-encoding.xlf": XLIFF.replace("عنوان".encode(), "عنوان".encode("cp1256")),
    "no-encoding.xlf": XLIFF.replace(b"UTF-8", b"klingon"),
    "bomb.xlf": BOMB.encode() + XLIFF.partition(b"\n")[2].replace(b"Title", b"&c;"),
    "outside.xlf": b'<!DOCTYPE xliff SYSTEM "file:///etc/passwd">' + XLIFF.partition(b"\n")[2],
    "entity.xlf": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    + XLIFF.partition(b"\n")[2].replace(b"Title", b"&e;"),
    "deep.xlf": XLIFF.replace(b"Title", b'<pc id="b_1">' * 5000 + b"</pc>" * 5000),
    "twice.xlf": XLIFF.replace(
        b"</file>", XLIFF[XLIFF.index(b"<unit") : XLIFF.index(b"</unit>")] + b"</unit></file>"
    ),
    "same-language.xlf": XLIFF.replace(b'trgLang="en"', b'trgLang="ar"'),
    "no-language.xlf": XLIFF.replace(b' trgLang="en"', b""),
    "unknown.txt": PO,
    "nothing.zip": zip_of(),
    "not-a.zip": PO,
    "cut.zip": zip_of(("a.po", PO))[:-30],
    "damaged.zip": zip_of(("a.po", PO)).replace(PO[:0] + b"PK\1\2", b"PK\1\3"),
    "encrypted.zip": encrypted(),
    "other.zip": zip_of(("a.po", PO), ("run.sh", b"rm -rf /")),
    "nested.zip": zip_of(("a.zip", zip_of(("a.po", PO)))),
    "above.zip": zip_of(("../../a.po", PO)),
    "root.zip": zip_of(("/etc/a.po", PO)),
    "drive.zip": zip_of(("C:a.po", PO)),
    "back.zip": zip_of(("..\\a.po", PO)),
    "link.zip": zip_of(("a.po", PO), external_attr=0o120777 << 16),
    "bomb.zip": zip_of(("a.po", PO + b"\n" * 5_000_000)),
    "one-is-bad.zip": zip_of(("a.po", PO), ("b.po", PO[:-3])),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_whole_is_refused_in_one_line(name, language):
    with translation.override(language), pytest.raises(ExchangeError) as refused:
        files.read(name, HOSTILE[name])
    message = str(refused.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert len(message) < 300
    assert "passwd" not in message


def test_a_refusal_is_in_the_language_of_its_reader_and_names_the_line():
    with translation.override("en"), pytest.raises(ExchangeError) as refused:
        files.read("cut-in-a-string.po", HOSTILE["cut-in-a-string.po"])
    line = PO.count(b"\n")
    assert str(refused.value) == (
        f"cut-in-a-string.po:{line}: The PO file is incomplete or damaged here."
    )
    with translation.override("ar"), pytest.raises(ExchangeError, match="ناقص أو تالف"):
        files.read("cut.xlf", HOSTILE["cut.xlf"])


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_TEXTS", 1)
    with pytest.raises(ExchangeError):
        files.read("a.po", PO)
    monkeypatch.setattr(files, "MOST_MEMBERS", 1)
    with pytest.raises(ExchangeError):
        files.read("a.zip", zip_of(("a.po", PO), ("b.po", PO)))
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    for name, data in (("a.po", PO), ("a.xlf", XLIFF), ("a.zip", zip_of(("a.po", PO)))):
        with pytest.raises(ExchangeError):
            files.read(name, data)


def test_what_computers_leave_in_a_zip_does_no_harm():
    data = zip_of(("x/", b""), ("x/a.po", PO), ("__MACOSX/x/._a.po", b"\0"), ("x/.DS_Store", b"\0"))
    assert [document.name for document in files.read("a.zip", data)] == ["a.zip/x/a.po"]


def test_languages_may_be_named_as_tools_name_them():
    (document,) = files.read("a.po", PO.replace(b"Language: en", b"Language: EN_gb"))
    assert (document.source, document.target) == ("ar", "en")


# Anything that people write goes out and comes back as it was.

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0\r"), min_size=1
).filter(lambda text: not says_nothing(text))
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@QUICK
@given(WORDS, WORDS)
@example("a\u2028b\x85c", 'back\\slash "quoted" \t tab\\')
@example("<b>&amp;</b>", "\x0b\x1c\ufffe]]>")
@example('msgid "x"\n\nmsgstr', "#~ msgid")
def test_every_text_survives_the_way(source, target):
    one = segment(source, target)
    for name, file_format in (("a.po", "po"), ("a.xlf", "xliff")):
        (document,) = files.read(name, file_of(one, file_format=file_format))
        (entry,) = document.entries
        said = [entry.source, entry.target]
        if entry.is_escaped:
            said = [
                text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                for text in said
            ]
        assert said == [tidy(source), tidy(target)]
        assert (entry.unit, entry.segment, entry.state) == ("basepage-1", one.id, "translated")


RICH = st.recursive(
    st.one_of(
        st.text(st.sampled_from("ab ف&lt;"), max_size=5).map(
            lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
        ),
        st.just("<br/>"),
        st.just('<img id="3"/>'),
    ),
    lambda inner: st.tuples(
        st.sampled_from(
            [("<b>", "</b>"), ("<i>", "</i>"), ('<a id="1">', "</a>"), ('<a id="t1">', "</a>")]
        ),
        st.lists(inner, max_size=3),
    ).map(lambda parts: parts[0][0] + "".join(parts[1]) + parts[0][1]),
    max_leaves=8,
)


@QUICK
@given(RICH)
def test_every_tag_survives_as_an_inline_element(text):
    element = etree.Element(inline.qualified("source"))
    codes = {"1": '<a href="x">', "3": "<img>", "t1": '<a href="y">'}
    inline.fill(element, text, codes, {}, is_rich=True)
    parsed = etree.fromstring(etree.tostring(element))
    assert inline.text_of(parsed) == text


@QUICK
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_name_survives_as_an_id(name):
    made = unit_id(name)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:")
    assert segment_id(made) == name


@settings(QUICK, max_examples=150)
@given(st.data())
def test_damage_never_does_more_than_be_refused(data):
    name, whole = data.draw(
        st.sampled_from([("a.po", PO), ("a.xlf", XLIFF), ("a.zip", zip_of(("a.po", PO)))])
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    with suppress(ExchangeError):
        documents = files.read(name, damaged)
        assert documents[0].entries
