"""The demo site as files: translators' tools can read them, and nothing is lost on the way back."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core import serializers
from translate.storage.xliff2 import Xliff2File
from wagtail.models import PageLogEntry, Revision

from pages.models import BasePage
from pages.translating import units
from pages.translating.exchange import files
from pages.translating.exchange.exporting import others_to_export, pages_to_export, parts
from pages.translating.exchange.importing import run
from pages.translating.models import TranslationStatus

PAIRS = [("ar", "en"), ("en", "ar")]
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
# Checks that need no taste: tags, escapes, line ends, placeholders, plurals.
PLAIN_CHECKS = (
    "xmltags",
    "escapes",
    "newlines",
    "tabs",
    "variables",
    "printf",
    "nplurals",
    "blank",
)


@pytest.fixture(scope="module")
def exported(loaded_demo):
    """A function that gives the whole demo site as a file, made once."""
    made = {}

    def export(pair, file_format):
        if (pair, file_format) not in made:
            found = [*parts([*pages_to_export(), *others_to_export()], *pair)]
            for kind in files.FORMATS:
                made[pair, kind] = files.dump(found, *pair, kind)
        return made[pair, file_format]

    return export


def tool(name, *args):
    """Run one of the translate-toolkit's programs; what it said."""
    program = Path(sys.executable).parent / name
    done = subprocess.run(
        [program, "--progress=none", *args], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def everything():
    """All that the site says, drafts and history as well, as text."""
    items = [
        *BasePage.objects.order_by("pk").specific(),
        *(item for model in units.OTHER_MODELS for item in model.objects.order_by("pk")),
        *Revision.objects.order_by("pk"),
        *PageLogEntry.objects.order_by("pk"),
        *TranslationStatus.objects.order_by("pk"),
    ]
    return serializers.serialize("json", items)


def test_going_out_and_coming_back_changes_not_a_byte(demo, exported):
    files_by_name = {
        f"{pair[1]}{files.FORMATS[kind].SUFFIX}": exported(pair, kind)
        for pair in PAIRS
        for kind in files.FORMATS
    }
    before = everything()
    for name, data in files_by_name.items():
        report = run(files.read(name, data), "en", with_others=True)
        assert set(report.counts) <= {"same", "empty"}, report.counts
        assert report.counts["same"] > 500
    assert everything() == before


@pytest.mark.gettext
@pytest.mark.parametrize("pair", PAIRS)
def test_translators_tools_read_the_po_file(pair, demo, exported, tmp_path):
    path = tmp_path / "site.po"
    path.write_bytes(exported(pair, "po"))
    done = subprocess.run(
        [shutil.which("msgfmt"), "-c", "--statistics", "-o", tmp_path / "site.mo", path],
        capture_output=True, text=True, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # Neither a warning nor a complaint, only the count.
    assert re.fullmatch(r"\d+ translated messages?(, \d+ \w+ messages?)*\.\n", done.stderr)
    tests = [arg for name in PLAIN_CHECKS for arg in ("-t", name)]
    tool("pofilter", *tests, f"--language={pair[1]}", str(path), str(tmp_path / "problems.po"))
    problems = tmp_path / "problems.po"
    assert not problems.exists() or "(pofilter)" not in problems.read_text()
    # What tools make of it is still taken for what it was.
    again = tmp_path / "again.po"
    tool("po2xliff", str(path), str(tmp_path / "site.xlf"))
    tool("xliff2po", str(tmp_path / "site.xlf"), str(again))
    narrow = tmp_path / "narrow.po"
    subprocess.run([shutil.which("msgcat"), "--width=40", "-o", narrow, path], check=True)
    windows = b"\xef\xbb\xbf" + exported(pair, "po").replace(b"\n", b"\r\n")
    for data in (again.read_bytes(), narrow.read_bytes(), windows):
        report = run(files.read("site.po", data), "en", with_others=True, is_trial=True)
        assert set(report.counts) <= {"same", "empty"}, report.counts
        assert report.counts["same"] > 500


@pytest.mark.parametrize("pair", PAIRS)
def test_translators_tools_read_the_xliff_file(pair, demo, exported):
    data = exported(pair, "xliff")
    store = Xliff2File.parsestring(data)
    assert (store.sourcelanguage, store.targetlanguage) == pair
    assert len(store.units) > 500
    assert sum(unit.istranslated() for unit in store.units) == len(store.units) - (
        pair == ("en", "ar")
    )
    root = store.document.getroot()
    for file in root.iter(f"{XLIFF}file"):
        ids = Counter(unit.get("id") for unit in file.iter(f"{XLIFF}unit"))
        assert max(ids.values()) == 1
    # What the specification asks for: the order of what is in a unit, and that codes have data.
    for unit in root.iter(f"{XLIFF}unit"):
        names = [child.tag.removeprefix(XLIFF) for child in unit if child.tag.startswith(XLIFF)]
        order = ["notes", "originalData", "segment"]
        assert names == [name for name in order if name in names]
        data_ids = {item.get("id") for item in unit.iter(f"{XLIFF}data")}
        for code in [*unit.iter(f"{XLIFF}pc"), *unit.iter(f"{XLIFF}ph")]:
            wanted = {"dataRef", "dataRefStart", "dataRefEnd"} & {*code.keys()}
            assert {code.get(name) for name in wanted} <= data_ids
        for part in unit.find(f"{XLIFF}segment"):
            codes = [code.get("id") for code in part if code.tag in (f"{XLIFF}pc", f"{XLIFF}ph")]
            assert len(codes) == len(set(codes))
            assert all(re.fullmatch(r"[\w.:-]+", code) for code in codes)
