"""From where a request comes, and how many messages an hour: proxies and settings."""

import subprocess
import sys

import pytest
from django.test import RequestFactory

from site_config.middleware import TrustedProxyMiddleware
from tests.running_site import BASE_DIR, clean_environment

PROXIES = ["10.0.0.0/8", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        # A stranger can write what it likes.
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.2.2.2", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("10.0.0.1", "[2001:db9::7]:4711", "2001:db9::7"),
        ("2001:db8::1", "2001:db9::7", "2001:db9::7"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        # What is no address ends the way back.
        ("10.0.0.1", "198.51.100.7, unknown", "10.0.0.1"),
        ("10.0.0.1", "\x00<script>", "10.0.0.1"),
        ("10.0.0.1", ", ,", "10.0.0.1"),
        ("", "198.51.100.7", ""),
    ],
)
def test_only_named_proxies_tell_where_a_request_comes_from(settings, peer, forwarded, client):
    settings.TRUSTED_PROXIES = PROXIES
    seen = []
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"x-forwarded-for": forwarded})
    TrustedProxyMiddleware(seen.append)(request)
    assert seen[0].client_address == client


@pytest.mark.parametrize("name", ["CONTACT_PER_ADDRESS", "CONTACT_PER_NETWORK", "CONTACT_PER_FORM"])
@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_limit_that_is_none_ends_the_start_with_one_line(tmp_path, name, value):
    result = subprocess.run(
        [sys.executable, "-c", "import site_config.settings"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(DATA_DIR=str(tmp_path), SECRET_KEY="abcdefghij" * 6) | {name: value},
    )
    assert result.returncode == 1
    assert result.stderr.startswith(f"Configuration error: {name} ")
    assert result.stderr.count("\n") == 1
