"""``manage.py translation_status``: the board in a terminal, and a threshold for a build."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pages.models import BasePage
from pages.translating import counting, status
from pages.translating.models import TranslationStatus
from site_config import start
from tests.factories import ContentPageFactory, ImageFactory
from tests.translating.conftest import save

pytestmark = pytest.mark.both_databases


def run(*arguments):
    """What the command prints, and what it says beside it."""
    out, err = StringIO(), StringIO()
    call_command("translation_status", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_prints_pages_pictures_catalogues_and_totals(area, arabic_only):
    status.refresh(ImageFactory(alt_ar="صورة", alt_en=""))
    save(area, title_ar="عنوان جديد")
    out, _err = run()
    [line] = [line for line in out.splitlines() if f"basepage-{area.pk} " in line]
    assert "ar > en" in line
    assert "2 words left, 1 outdated since 20" in line
    assert line.endswith("عنوان جديد")
    [line] = [line for line in out.splitlines() if f"basepage-{arabic_only.pk} " in line]
    assert "0%" in line
    assert "13 missing" in line
    assert "customimage-" in out
    assert "own words    django    ar" in out
    assert "total" in out


def test_as_json_it_says_the_same(area, arabic_only):
    out, _err = run("--json", "--language", "en")
    found = json.loads(out)
    assert list(found["languages"]) == ["en"]
    units = {unit["key"]: unit for unit in found["units"]}
    row = status.statuses_of(arabic_only).get(source="ar", target="en")
    counted = units[f"basepage-{arabic_only.pk}"]["languages"]["en"]
    assert (counted["missing"], counted["words_left"]) == (13, row.words_left)
    assert found["languages"]["en"]["words_left"] == row.words_left
    assert {one["language"] for one in found["catalogues"]} == {"en"}
    found = json.loads(run("--json", "--source", "en")[0])
    assert {unit["source"] for unit in found["units"]} == {"en"}


def test_below_the_threshold_it_fails_and_says_where(area, arabic_only):
    percent = json.loads(run("--json")[0])["languages"]["en"]["percent"]
    assert 0 < percent < 100
    run("--fail-under", str(percent), "--language", "en")
    with pytest.raises(CommandError, match=f"en {percent}%") as failed:
        run("--fail-under", "100")
    assert failed.value.returncode == 1
    # The other way round nothing is missing.
    run("--fail-under", "100", "--language", "ar")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--language", "xx"], "--language: there is no language 'xx'"),
        (["--source", "xx"], "--source: there is no language 'xx'"),
        (["--fail-under", "most"], "--fail-under must be a whole number"),
        (["--fail-under", "101"], "--fail-under must be a whole number"),
        (["--fail-under=-1"], "--fail-under must be a whole number"),
    ],
)
def test_a_wrong_argument_is_told_in_one_line(db, arguments, words):
    with pytest.raises(CommandError, match=words) as failed:
        run(*arguments)
    assert failed.value.returncode == 2
    assert "\n" not in str(failed.value)


def test_a_broken_catalogue_is_told_in_one_line(home, tmp_path, monkeypatch):
    path = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Page"\nmsgstr ""\nnonsense here\n')
    from languages.catalogues import states

    read = states.catalogue_states
    monkeypatch.setattr(states, "catalogue_states", lambda: read(tmp_path))
    with pytest.raises(CommandError) as failed:
        run()
    assert failed.value.returncode == 2
    assert "\n" not in str(failed.value)


def test_everything_is_counted_anew_with_progress(area):
    status.statuses_of(area).update(words_left=1, missing=1)
    out, err = run()
    assert "1 words left, 1 missing" in out
    out, err = run("--refresh")
    assert "1 missing" not in out
    assert err.splitlines()[-1] == "counted 4 of 4".replace("4", str(counted_units()))


def counted_units():
    return sum(counting.translated(model).count() for model in counting.MODELS)


def test_the_start_counts_what_was_never_counted_and_says_nothing_else(home, area, capsys):
    page = ContentPageFactory(parent=home)
    TranslationStatus.objects.filter(object_id=page.pk).delete()
    start.count_translations()
    assert status.statuses_of(BasePage.objects.get(pk=page.pk)).count() == 2
    assert capsys.readouterr().out == "Counting the translation status\n"
    start.count_translations()
    assert capsys.readouterr().out == ""


def test_aliases_and_the_root_are_no_work(home):
    page = ContentPageFactory(parent=home)
    alias = BasePage.objects.get(pk=page.pk).create_alias(update_slug="alias", parent=home)
    counting.count()
    assert not counting.is_wanting()
    assert not status.statuses_of(alias).exists()
