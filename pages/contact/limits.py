"""How many messages are taken in an hour."""

from django.conf import settings

from pages.limits.counting import DAY, HOUR, WIDE, Limit, is_new, network

# How many times as many first messages of networks a form takes as others.
FIRST_ONES = 5


def per_message(page, address, now):
    """The limits of a message that is sent by a form from a network address (may be empty).

    The first message from a network in an hour is counted apart from the others: few senders cannot
    use up what a form takes from everybody.
    """
    form = Limit("form", str(page.pk), settings.CONTACT_PER_FORM, HOUR)
    if not address:
        return [form]
    surroundings = Limit("network", network(address, WIDE), settings.CONTACT_PER_NETWORK, HOUR)
    if is_new(surroundings, now):
        form = Limit("first", str(page.pk), settings.CONTACT_PER_FORM * FIRST_ONES, HOUR)
    own = Limit("address", network(address), settings.CONTACT_PER_ADDRESS, HOUR)
    return [own, surroundings, form]


def per_confirmation(email):
    """The limits of the confirmations that one e-mail address is sent: they are no way to pester
    somebody."""
    return [Limit("confirmation", email.lower(), 2, DAY)]
