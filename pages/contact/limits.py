"""How many messages are taken in an hour."""

from django.conf import settings

from pages.limits.counting import DAY, HOUR, Limit, network


def per_message(page, address):
    """The limits of a message that is sent by a form from a network address (may be empty)."""
    limits = [Limit("form", str(page.pk), settings.CONTACT_PER_FORM, HOUR)]
    if address:
        limits.insert(0, Limit("address", network(address), settings.CONTACT_PER_ADDRESS, HOUR))
    return limits


def per_confirmation(email):
    """The limits of the confirmations that one e-mail address is sent: they are no way to pester
    somebody."""
    return [Limit("confirmation", email.lower(), 2, DAY)]
