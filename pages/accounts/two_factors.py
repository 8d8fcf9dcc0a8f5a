"""The second factor: one-time codes of an app on a telephone (TOTP), and recovery codes on paper.

A sign-in that waits for its code is no session of the account yet: it stands in the visitor's
session for ten minutes.
"""

import secrets
import time
from base64 import b32encode

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.access import roles

PENDING = "pending_sign_in"
# Seconds between the password and the code.
LONGEST = 600
RECOVERY_CODES = 10
# Without letters and digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12


def is_required(user):
    """Whether an account has to have a second factor."""
    names = (roles.ADMINISTRATOR, roles.PUBLISHER)
    return settings.REQUIRE_TWO_FACTORS and (
        user.is_superuser or user.groups.filter(name__in=names).exists()
    )


def has_device(user):
    """Whether an account has a second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def set_pending(request, user, remember, target):
    """Keep in the session that somebody gave the right password."""
    request.session.cycle_key()
    request.session.set_expiry(0)
    request.session[PENDING] = {
        "user": user.pk,
        "backend": user.backend,
        "hash": user.get_session_auth_hash(),
        "at": int(time.time()),
        "remember": bool(remember),
        "next": target,
    }


def pending(request):
    """The account whose password was given, and what was kept with it; (None, {}) if there is none,
    it took too long, or the password was changed."""
    kept = request.session.get(PENDING) or {}
    if not kept or not 0 <= time.time() - kept["at"] <= LONGEST:
        return None, {}
    user = get_user_model().objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), kept["hash"]):
        return None, {}
    user.backend = kept["backend"]
    return user, kept


def new_device(user):
    """The device that an account is to confirm: the same until it is."""
    device, _new = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "app"}
    )
    return device


def key_of(device):
    """A device's key, as apps take it when it is typed: groups of four."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def picture_of(device):
    """A device's key as the SVG element of a QR code."""
    code = segno.make(device.config_url, micro=False)
    return code.svg_inline(scale=5, light="#fff", svgclass=None, lineclass=None)


def confirm(user, code):
    """Make the device the account's second factor if this is its code; the new recovery codes, or
    ``None``."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token("".join(code.split())):
            return None
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        return new_recovery_codes(user)


def new_recovery_codes(user):
    """Make recovery codes in place of an account's former ones; each can be used once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="paper")
    codes = [
        "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        for _code in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=digest(user, code)) for code in codes
    )
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def digest(user, code):
    """What stands in the database for a recovery code."""
    name = f"{user.pk}\0{code}"
    return salted_hmac("pages.accounts.recovery", name, algorithm="sha256").hexdigest()[:16]


def is_right(user, code):
    """Whether this is a code of the account's app or one of its recovery codes, which is used by
    it."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    with transaction.atomic():
        for device in TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True):
            if device.verify_token(plain):
                return True
        used, _by_model = StaticToken.objects.filter(
            device__user=user, token=digest(user, plain)
        ).delete()
        return bool(used)


def remove(user):
    """Take an account's second factor away."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
