"""Classifies errors as outages of the database or a disk, as opposed to bugs."""

import errno
import sqlite3
import sys

from django.db import DatabaseError, InterfaceError, OperationalError

from pages.public.views import server_error as fault
from site_config.unavailable import unavailable

RETRY_AFTER = 60

CANNOT_BE_REACHED = "cannot be reached"
DAMAGED = "is damaged"
FULL = "has no space left"
READ_ONLY = "is read-only"
TOO_SLOW = "does not answer in time"

# SQLite's primary result codes. Code 1 is a fault of the SQL, although Django raises
# OperationalError for it.
OF_SQLITE = {
    sqlite3.SQLITE_BUSY: TOO_SLOW,
    sqlite3.SQLITE_LOCKED: TOO_SLOW,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_IOERR: CANNOT_BE_REACHED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CANTOPEN: CANNOT_BE_REACHED,
    sqlite3.SQLITE_PROTOCOL: TOO_SLOW,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# SQLSTATE codes and their class prefixes (PostgreSQL, appendix A).
OF_POSTGRESQL = {
    "25006": READ_ONLY,
    "53100": FULL,
    "57014": TOO_SLOW,
    "55P03": TOO_SLOW,
    "40": TOO_SLOW,
    "08": CANNOT_BE_REACHED,
    "53": CANNOT_BE_REACHED,
    "57": CANNOT_BE_REACHED,
    "58": CANNOT_BE_REACHED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
OF_DISK = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EIO: CANNOT_BE_REACHED,
}


def of_database(error):
    """The database's problem, as one of the phrases above; ``None`` if the error is a bug or bad
    input, such as an IntegrityError."""
    if not isinstance(error, (DatabaseError, InterfaceError)):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        # The low byte of an extended code is the primary code.
        return OF_SQLITE.get(getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF)
    code = getattr(cause, "pgcode", None)
    if code:
        return OF_POSTGRESQL.get(code) or OF_POSTGRESQL.get(code[:2])
    # A connection that failed or broke has no code.
    return CANNOT_BE_REACHED if isinstance(error, (InterfaceError, OperationalError)) else None


def of_disk(error):
    """The problem of a disk that cannot be written, or ``None``."""
    return OF_DISK.get(error.errno) if isinstance(error, OSError) else None


def server_error(request):
    """The page for an uncaught exception, called while it is being handled: 503 for an outage, else
    500."""
    error = sys.exc_info()[1]
    if of_database(error) or of_disk(error):
        return unavailable(request, "outage", RETRY_AFTER)
    return fault(request)
