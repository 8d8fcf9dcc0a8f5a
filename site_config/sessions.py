"""Database sessions for staff."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Looks up only keys of the format that it generates: a cookie may contain anything, including
    null bytes, which PostgreSQL rejects."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
