"""The timer beside the server works every minute."""

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from site_config import timer


def test_it_works_at_once_and_after_each_interval():
    seconds, worked_at = [], []
    timer.run_until(
        lambda: len(seconds) >= 150,
        lambda: worked_at.append(len(seconds)),
        sleep=seconds.append,
        interval=60,
    )
    assert worked_at == [0, 60, 120]


@pytest.mark.parametrize("error", [CommandError("1 failed"), OperationalError("locked\nhere")])
def test_what_goes_wrong_is_one_line_and_no_end(monkeypatch, capsys, error):
    def fail(name):
        raise error

    monkeypatch.setattr("django.core.management.call_command", fail)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    timer.run("publish_scheduled")
    assert capsys.readouterr().err.splitlines() == [
        f"publish_scheduled: {' '.join(str(error).split())}"
    ]
