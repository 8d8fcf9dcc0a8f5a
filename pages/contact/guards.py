"""Whether a form was sent from this site by somebody who has read it: told without cookies.

A form carries a signed token with its page, its time and a number used once; browsers say from
where a form was sent. Both hold for visitors who have no session that could be misused.
"""

import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

SALT = "pages.contact.form"
SENT_SALT = "pages.contact.sent"
# Nobody reads and fills in a form in less.
MIN_SECONDS = 3
# A form that was open for longer must be sent again.
MAX_SECONDS = 24 * 3600
# More than any form holds.
MAX_VALUES = 200


@dataclass(frozen=True)
class Token:
    """What a form remembers of itself: the page's key, its time in seconds, its own number."""

    page: int
    at: int
    nonce: str

    def age(self, now):
        """How many seconds ago the form was made."""
        return int(now) - self.at


def issue(page_pk, now=None):
    """A signed token for a form that is made now."""
    at = int(time.time() if now is None else now)
    data = {"page": page_pk or 0, "at": at, "nonce": secrets.token_urlsafe(12)}
    return signing.Signer(salt=SALT).sign_object(data)


def read(text, page_pk):
    """The ``Token`` in a signed text; ``None`` when it is not ours, or of another page."""
    try:
        token = Token(**signing.Signer(salt=SALT).unsign_object(text))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return token if token.page == page_pk else None


def is_from_this_site(request):
    """Whether the browser says that this form was sent from a page of this site.

    ``Sec-Fetch-Site`` cannot be forged by a page elsewhere. Where a browser does not know it, the
    ``Origin`` tells; where there is neither, it is no browser that was led to send something.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return host in (request.get_host(), urlsplit(settings.SITE_URL).netloc)


def sent_token(page_pk, reference):
    """A signed text that says that a message was accepted."""
    return signing.dumps([page_pk, reference], salt=SENT_SALT)


def read_sent(text, page_pk):
    """The reference in such a text; empty when it is not ours, of another page, or a day old."""
    try:
        page, reference = signing.loads(text, salt=SENT_SALT, max_age=24 * 3600)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return reference if page == page_pk else ""
