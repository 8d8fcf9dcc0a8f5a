"""Where tasks go: into the database, in the transaction of whatever asks for them.

So a task exists exactly if what it belongs to was saved, and no worker sees it before.
"""

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend


class Backend(DatabaseBackend):
    """Keeps tasks for the worker, but for those in the option ``AT_ONCE`` (dotted paths): these are
    quick and local, and others rely on what they do."""

    def __init__(self, alias, params):
        super().__init__(alias, params)
        self._at_once = frozenset(self.options.get("AT_ONCE", ()))
        self._immediate = ImmediateBackend(alias, params)

    def enqueue(self, task, args, kwargs):
        """Keep a task, or run it now; its result."""
        if task.module_path in self._at_once:
            return self._immediate.enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)
