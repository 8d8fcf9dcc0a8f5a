"""A machine proposes a translation when asked, tags and all, and its failures are told."""

import re
import time

import pytest
from django.urls import reverse
from django.utils import translation

from pages.translating import machine, units
from pages.translating.machine import MachineTranslationError, Provider
from tests.translating.conftest import latest, segments

pytestmark = pytest.mark.both_databases

RICH = 'فقرة أولى عن <a id="1">البلديات</a>.'


class Dictionary(Provider):
    """A provider without a network: words by a list, everything else as it is."""

    name = "Dictionary"
    words = {"فقرة": "Paragraph", "أولى": "one", "عن": "on", "البلديات": "municipalities"}
    asked = 0

    def translate(self, text, source, target, *, timeout):
        type(self).asked += 1
        assert (source, target) == ("ar", "en")
        assert "<" not in text
        return re.sub(r"\w+", lambda match: self.words.get(match[0], match[0]), text)


class Careless(Provider):
    def translate(self, text, source, target, *, timeout):
        return "Everything without a tag"


class Slow(Provider):
    def translate(self, text, source, target, *, timeout):
        time.sleep(3)


class Broken(Provider):
    def translate(self, text, source, target, *, timeout):
        raise ConnectionError("no network")


@pytest.fixture(autouse=True)
def _in_english():
    """Whatever language other tests have left active."""
    with translation.override("en"):
        yield


@pytest.fixture
def use(settings):
    """A function that sets up a provider of this module."""

    def set_up(provider):
        settings.MACHINE_TRANSLATION = f"{__name__}.{provider.__name__}"

    return set_up


def test_there_is_none_unless_it_is_set_up(area):
    assert machine.provider() is None
    with pytest.raises(MachineTranslationError, match="set up"):
        machine.translate(segments(area)[RICH], "ar", "en")


def test_tags_come_back_where_they_were(area, use):
    use(Dictionary)
    text = machine.translate(segments(area)[RICH], "ar", "en")
    assert text == 'Paragraph one on <a id="1">municipalities</a>.'


@pytest.mark.parametrize(
    ("provider", "reason"), [(Careless, "lost a tag"), (Slow, "too long"), (Broken, "failed")]
)
def test_what_goes_wrong_is_told(area, use, settings, provider, reason):
    settings.MACHINE_TRANSLATION_TIMEOUT = 1
    use(provider)
    with pytest.raises(MachineTranslationError, match=reason):
        machine.translate(segments(area)[RICH], "ar", "en")


def test_it_is_asked_only_when_a_translator_asks_and_nothing_is_saved(
    arabic_only, use, admin_client_in
):
    use(Dictionary)
    Dictionary.asked = 0
    client = admin_client_in("en")
    url = reverse("translation_view", args=[units.unit_key(arabic_only), "ar", "en"])
    assert "Ask Dictionary" in client.get(url).content.decode()
    assert Dictionary.asked == 0
    segment = segments(arabic_only)[RICH]
    sent = {"segment-0": segment.id, "source-0": RICH, "seen-0": "", "text-0": "", "do": "machine"}
    answer = client.post(url, sent, headers={"Accept": "application/json"}).json()
    assert answer["text"] == 'Paragraph one on <a id="1">municipalities</a>.'
    assert not answer["isSaved"]
    form = {key.replace("-0", "-4"): value for key, value in sent.items() if key != "do"}
    page = client.post(url, {**form, "machine": segment.id}).content.decode()
    assert "Paragraph one on &lt;a id=&quot;1&quot;&gt;municipalities&lt;/a&gt;." in page
    assert latest(arabic_only).body_en.get_prep_value() == []
