"""A unit's texts are read once, under its lock: what is decided about them still holds when they
are written, and is told of the same texts."""

import json
import subprocess
import sys
from contextlib import nullcontext

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.running_site import BASE_DIR, clean_environment, copy_of
from tests.translating.test_translation_view import Screen

READING = 'FROM "translating_translationstatus"'


def test_a_text_that_comes_while_the_import_waits_is_written_and_reported(first_start, tmp_path):
    data_dir = copy_of(first_start, tmp_path / "data")
    result = subprocess.run(
        [sys.executable, "-m", "tests.translating.import_while_writing"],
        cwd=BASE_DIR,
        env=clean_environment(
            DATA_DIR=str(data_dir), DJANGO_SETTINGS_MODULE="site_config.settings"
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["ملخص يكتبه شخص آخر في هذه اللحظة"] == "written"


@pytest.mark.parametrize(("do", "text"), [("save", "Summary of the area"), ("check", "Summary")])
def test_saving_while_typing_reads_the_texts_once(admin_client_in, area, do, text):
    # What follows once the save is certain to stay is another matter.
    screen = Screen(admin_client_in("en"), area, run=lambda **options: nullcontext())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = screen.ask("ملخص", text, do=do)

    assert answer["isSaved"] is (do == "save")
    assert len([query for query in queries if READING in query["sql"]]) == 1
