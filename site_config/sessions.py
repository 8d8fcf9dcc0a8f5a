"""Sessions of staff in the database, as Django keeps them."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Looks up only keys of the kind that it gives out: a cookie may hold anything, even the null
    byte that PostgreSQL refuses to look for."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
