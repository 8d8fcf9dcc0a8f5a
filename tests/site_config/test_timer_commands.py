"""What the timer beside the server does each minute and each hour."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pages.background.models import OutgoingMail
from site_config import timer

MINUTELY = ["publish_scheduled", "send_messages", "delete_messages"]
HOURLY = ["clearsessions", "prune_tasks"]


@pytest.fixture
def connections_stay(monkeypatch):
    """Keep the test's connection to the database."""
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)


def test_each_command_is_run_whatever_becomes_of_the_others(monkeypatch, capsys, connections_stay):
    called = []

    def call(name):
        called.append(name)
        raise CommandError("no")

    monkeypatch.setattr("django.core.management.call_command", call)
    now = [0]
    look = timer.Rounds(now=lambda: now[0])
    look()
    assert called == [*MINUTELY, *HOURLY]
    assert capsys.readouterr().err.splitlines() == [f"{name}: no" for name in called]

    called.clear()
    now[0] = 60
    look()
    assert called == MINUTELY

    called.clear()
    now[0] = 3600
    look()
    assert called == [*MINUTELY, *HOURLY]


def test_sessions_that_are_over_are_deleted(db, connections_stay):
    now = timezone.now()
    Session.objects.create(session_key="over", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="used", expire_date=now + timedelta(hours=1))
    timer.Rounds()()
    assert [session.session_key for session in Session.objects.all()] == ["used"]


def test_tasks_that_are_done_are_deleted_and_failures_are_kept_for_a_month(
    db, connections_stay, work_off
):
    now = timezone.now()
    for status, days in (
        ("SUCCESSFUL", 0),
        ("SUCCESSFUL", 2),
        ("FAILED", 2),
        ("FAILED", 31),
        ("READY", 40),
    ):
        finished = None if status == "READY" else now - timedelta(days=days)
        DBTaskResult.objects.create(
            status=status,
            finished_at=finished,
            args_kwargs={},
            backend_name="default",
            task_path=f"{status} {days}",
        )
    timer.Rounds()()
    kept = {row.task_path for row in DBTaskResult.objects.all()}
    assert kept == {"SUCCESSFUL 0", "FAILED 2", "READY 40"}


def test_mails_that_nobody_could_send_are_deleted_after_a_month(db, connections_stay, work_off):
    new, old = (OutgoingMail.objects.create(recipients=[], content={}) for _ in range(2))
    OutgoingMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=32))
    timer.Rounds()()
    assert list(OutgoingMail.objects.all()) == [new]


def test_what_another_machine_took_with_it_is_done_after_an_hour(db, connections_stay, work_off):
    now = timezone.now()
    for minutes in (5, 65):
        DBTaskResult.objects.create(
            status="RUNNING",
            started_at=now - timedelta(minutes=minutes),
            worker_ids=["another"],
            args_kwargs={},
            backend_name="default",
            task_path=f"since {minutes} minutes",
        )
    timer.Rounds()()
    [row] = DBTaskResult.objects.ready()
    assert row.task_path == "since 65 minutes"
