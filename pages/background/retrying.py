"""What becomes of a task that failed, or whose worker died: it is tried again, a few times.

django-tasks-db runs a task once. Here it goes back among those that are due, later each time; what
went wrong last stays on its row meanwhile.
"""

import logging
from datetime import timedelta
from traceback import format_exception

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# The minutes until each further attempt, about a day in all.
PAUSES = (1, 5, 15, 60, 180, 360, 720)
# A worker that has had a task for longer than this has died with its machine.
LONGEST = timedelta(hours=1)


class WorkerDiedError(Exception):
    """The process ended while it ran the task."""


def failed(row, error):
    """Note that a task's attempt failed: it is tried again, or given up."""
    attempts = len(row.worker_ids)
    if attempts > len(PAUSES):
        row.set_failed(error)
        logger.error("%s was given up: %s", row.task_path, reason_of(row))
        return
    pause = PAUSES[attempts - 1]
    row.status = TaskResultStatus.READY
    row.run_after = timezone.now() + timedelta(minutes=pause)
    row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    row.traceback = "".join(format_exception(error))
    row.save(update_fields=["status", "run_after", "exception_class_path", "traceback"])
    logger.warning(
        "%s failed, and is tried again in %d minutes: %s", row.task_path, pause, reason_of(row)
    )


def take_up(worker_id):
    """Have tasks run again whose worker died: those of ``worker_id``, which is not running any, and
    those that run for too long. Out: their number."""
    number = 0
    for row in DBTaskResult.objects.running():
        mine = row.worker_ids and row.worker_ids[-1] == worker_id
        if mine or row.started_at < timezone.now() - LONGEST:
            if len(row.worker_ids) > len(PAUSES):
                row.set_failed(WorkerDiedError("The worker died while it ran this task."))
            else:
                again(row)
            number += 1
    return number


def again(row):
    """Have a task run as soon as possible."""
    row.status = TaskResultStatus.READY
    row.run_after = timezone.now()
    row.finished_at = None
    row.save(update_fields=["status", "run_after", "finished_at"])


def from_the_start(row):
    """Have a task run as soon as possible, and as often as a new one."""
    row.worker_ids = []
    row.save(update_fields=["worker_ids"])
    again(row)


def reason_of(row):
    """Why a task's last attempt failed, on one line; empty if none did."""
    lines = row.traceback.strip().splitlines()
    return lines[-1].strip() if lines else ""


def in_trouble():
    """The tasks whose last attempt failed, those given up first."""
    return (
        (DBTaskResult.objects.failed() | DBTaskResult.objects.exclude(traceback=""))
        .exclude(status=TaskResultStatus.SUCCESSFUL)
        .order_by("status", "-enqueued_at")
    )
