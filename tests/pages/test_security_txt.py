"""To whom weaknesses are reported: the file, and what reminds of its end."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from pages.public.security_txt import check_expiry
from tests.site_config.test_start import setting

ADDRESS = "/.well-known/security.txt"
CONTACT = "mailto:security@example.org"


@pytest.fixture
def named(settings):
    """A site that names a contact for another year."""
    settings.SECURITY_CONTACT = CONTACT
    settings.SECURITY_EXPIRES = localdate() + timedelta(days=300)
    return settings


def test_the_file_names_the_contact_and_its_end(named, client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert lines == {
        "Contact": CONTACT,
        "Expires": f"{named.SECURITY_EXPIRES}T00:00:00Z",
        "Preferred-Languages": "ar, en",
        "Canonical": f"{named.SITE_URL}{ADDRESS}",
    }


def test_a_site_that_names_nobody_has_no_file(home, client):
    assert client.get(ADDRESS).status_code == 404


def test_a_file_that_has_expired_is_not_served(home, named, client):
    named.SECURITY_EXPIRES = localdate()
    assert client.get(ADDRESS).status_code == 404


def test_a_check_reminds_of_the_end(named):
    assert check_expiry(None) == []
    [warning] = check_expiry(None, today=named.SECURITY_EXPIRES - timedelta(days=30))
    assert str(named.SECURITY_EXPIRES) in warning.msg


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("SECURITY_CONTACT", {"SECURITY_CONTACT": "security@example.org"}),
        ("SECURITY_EXPIRES", {"SECURITY_CONTACT": CONTACT}),
        ("SECURITY_EXPIRES", {"SECURITY_CONTACT": CONTACT, "SECURITY_EXPIRES": "tomorrow"}),
    ],
)
def test_what_cannot_be_read_ends_the_start_in_one_line(name, values):
    result = setting("SITE_URL", **values)
    assert result.returncode == 1
    assert result.stderr.startswith(f"Configuration error: {name} ")
