"""Tasks are run until they succeed, or are given up after about a day; no death loses one."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from pages.background import retrying
from pages.background.worker import is_running, own_name

pytestmark = pytest.mark.both_databases

done = []


@task()
def note(what):
    """Notes what was done."""
    done.append(what)


@task()
def stumble(what):
    """Fails."""
    raise ConnectionError(f"{what} is away")


@task()
def die(what):
    """Ends its process, as the second of two signals to end does."""
    raise SystemExit


@pytest.fixture(autouse=True)
def _nothing_done(db):
    done.clear()


def later(monkeypatch, **time):
    """Let it be later."""
    now = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_task_waits_for_the_worker_and_is_run_once(work_off):
    note.enqueue("purge")
    assert done == []
    work_off()
    work_off()
    assert done == ["purge"]


def test_what_was_not_saved_has_no_task(work_off):
    with transaction.atomic():
        note.enqueue("purge")
        transaction.set_rollback(True)
    work_off()
    assert done == []


def test_a_task_that_fails_is_tried_again_later_and_later_and_then_given_up(
    work_off, monkeypatch, caplog
):
    stumble.enqueue("the cache")
    pauses = []
    for attempt in range(1, 9):
        work_off()
        [row] = DBTaskResult.objects.all()
        assert len(row.worker_ids) == attempt
        assert retrying.reason_of(row) == "ConnectionError: the cache is away"
        assert list(retrying.in_trouble()) == [row]
        if row.status == "READY":
            pause = row.run_after - timezone.now()
            pauses.append(round(pause.total_seconds() / 60))
            work_off()
            assert len(DBTaskResult.objects.get().worker_ids) == attempt, "it waits for its time"
            later(monkeypatch, seconds=pause.total_seconds() + 1)
    assert pauses == [1, 5, 15, 60, 180, 360, 720]
    assert row.status == "FAILED"
    assert "given up: ConnectionError: the cache is away" in caplog.messages[-1]


def test_what_was_given_up_can_be_tried_again(work_off):
    stumble.enqueue("the cache")
    DBTaskResult.objects.update(worker_ids=["x"] * 7)
    work_off()
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    retrying.from_the_start(row)
    work_off()
    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("READY", 1)


def test_one_that_fails_does_not_hold_up_others(work_off):
    stumble.enqueue("the cache")
    note.enqueue("text")
    work_off()
    assert done == ["text"]


def test_what_a_dead_worker_left_is_done_by_the_next_one(work_off):
    note.enqueue("text")
    DBTaskResult.objects.get().claim("worker of the tests")
    work_off()
    assert done == ["text"]


def test_what_another_machine_runs_is_left_to_it_while_it_may_live(work_off, monkeypatch):
    note.enqueue("text")
    DBTaskResult.objects.get().claim("worker of another machine")
    work_off()
    assert done == []
    later(monkeypatch, hours=1, seconds=1)
    work_off()
    assert done == ["text"]


def test_a_task_that_kills_each_worker_is_given_up(work_off):
    die.enqueue("of memory")
    for _attempt in range(8):
        with pytest.raises(SystemExit):
            work_off()
    note.enqueue("text")
    work_off()
    assert done == ["text"]
    [row] = DBTaskResult.objects.failed()
    assert "WorkerDiedError" in retrying.reason_of(row)


def test_a_task_that_an_older_version_left_is_told_and_stops_nobody(work_off):
    note.enqueue("old")
    DBTaskResult.objects.update(task_path="pages.search.tasks.no_longer_there")
    note.enqueue("new")
    work_off()
    assert done == ["new"]
    assert "no_longer_there" in retrying.reason_of(retrying.in_trouble()[0])


def test_quick_work_that_others_rely_on_is_done_at_once(work_off, home):
    """Such as the index of where a picture is used, and staff's search."""
    home.save()
    assert not DBTaskResult.objects.exists()


def test_a_data_folder_has_one_worker_under_one_name(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert not is_running()
    with own_name() as name:
        assert is_running()
        assert name
    assert not is_running()
    with own_name() as again:
        assert again == name


def test_the_command_works_off_what_is_due(settings, tmp_path, work_off):
    settings.DATA_DIR = tmp_path
    note.enqueue("text")
    call_command("run_worker", "--batch")
    assert done == ["text"]


def test_a_database_that_fails_ends_the_worker_with_one_line(
    settings, tmp_path, work_off, monkeypatch
):
    """And what keeps it running starts it again."""

    def fail(worker_id):
        raise OperationalError("disk I/O error\nhere")

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(retrying, "take_up", fail)
    with pytest.raises(CommandError, match=r"^the database cannot be used: disk I/O error here$"):
        call_command("run_worker", "--batch")
