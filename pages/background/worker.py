"""The process that runs tasks, one after the other, until it is told to end.

Each DATA_DIR has one worker, with a name of its own: the file that holds the name is locked while
the worker lives. So a worker that starts knows that what it finds running under its name is not.
"""

import fcntl
import os
import signal
import threading
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import TaskContext
from django_tasks_db.management.commands import db_worker

from pages.background import retrying

# Seconds between looks at what is due, and whether the process that started this one lives.
INTERVAL = 1


class Worker(db_worker.Worker):
    """Tries again what failed; leaves what it did not finish to the next worker."""

    def __init__(self, name, batch=False):
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )

    def run(self):
        """Take up what a dead worker left, then run what is due."""
        retrying.take_up(self.worker_id)
        super().run()

    def run_task(self, db_task_result):
        """Run a task and note how it went. An exit leaves it unfinished: it is taken up again."""
        self.running_task = True
        try:
            task, result = db_task_result.task, db_task_result.task_result
            context = [TaskContext(task_result=result)] if task.takes_context else []
            db_task_result.set_successful(task.call(*context, *result.args, **result.kwargs))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and tried again
            close_old_connections()
            retrying.failed(db_task_result, error)
        finally:
            self.running_task = False
            self._run_tasks += 1


@contextmanager
def own_name():
    """The name of this DATA_DIR's worker, once no other process works under it."""
    with (settings.DATA_DIR / "worker").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        name = file.read()
        if not name:
            name = get_random_string(32)
            file.write(name)
            file.flush()
        yield name


def is_running():
    """Whether a worker of this DATA_DIR runs now."""
    with (settings.DATA_DIR / "worker").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def end_with(parent):
    """End this process, after its task, when the process with this id is no longer its parent."""

    def watch():
        while os.getppid() == parent:
            time.sleep(INTERVAL)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
