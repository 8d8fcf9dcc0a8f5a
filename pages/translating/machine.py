"""Translation by a machine: an interface to a service of the site's own choice, off by default.

``MACHINE_TRANSLATION`` names a provider's class as a dotted path. It is asked only when a
translator asks for a text, and what it answers is a proposal: nobody's until a translator saves it.
"""

import logging
import re
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from languages.characters import says_nothing
from pages.translating import markup

logger = logging.getLogger(__name__)

_TAG = re.compile(r"</?\w[^<>]*>")
# What stands for a tag while a machine has the text: no language has such a word.
_STAND_IN = re.compile(r"\[\[\s*(\d+)\s*\]\]")
_WORKERS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="machine-translation")


class MachineTranslationError(Exception):
    """No translation came; the message says why in the reader's language."""


class Provider(ABC):
    """What translates; a subclass is named in the settings."""

    # What translators are told that the text comes from.
    name = ""

    @abstractmethod
    def translate(self, text, source, target, *, timeout):
        """Translate a plain text from one language (its code) into another.

        In the text, ``[[1]]`` and the like stand for tags: they are to come back as they are.
        ``timeout`` says after how many seconds nobody waits any more. Any exception is taken for
        a failure.
        """


def provider():
    """The provider that the site has, or None."""
    if not settings.MACHINE_TRANSLATION:
        return None
    return import_string(settings.MACHINE_TRANSLATION)()


def translate(segment, source, target):
    """What the machine calls the text of a segment, with its tags, as a translator gets it.

    Raises MachineTranslationError where there is no machine, where it fails or takes too long, and
    where it loses a tag.
    """
    machine = provider()
    if machine is None:
        raise MachineTranslationError(_("Machine translation is not set up."))
    tags = []
    text = _with_stand_ins(segment.source, tags) if segment.is_rich else segment.source
    answer = _answer(machine, text, source, target)
    if not isinstance(answer, str) or says_nothing(answer):
        raise MachineTranslationError(_("The machine translation returned no text."))
    if not segment.is_rich:
        return answer.strip()
    return _with_tags(answer.strip(), tags)


def _answer(machine, text, source, target):
    timeout = settings.MACHINE_TRANSLATION_TIMEOUT
    waiting = _WORKERS.submit(machine.translate, text, source, target, timeout=timeout)
    try:
        return waiting.result(timeout=timeout)
    except TookTooLong as error:
        waiting.cancel()
        raise MachineTranslationError(_("The machine translation took too long.")) from error
    except Exception as error:
        # Whatever a provider may raise: it is told beside the text, and to the log.
        logger.exception("Machine translation failed.")
        raise MachineTranslationError(_("The machine translation failed.")) from error


def _with_stand_ins(text, tags):
    """A rich text as plain words with numbers for its tags, which are added to ``tags``."""

    def stand_in(match):
        tags.append(match[0])
        return f"[[{len(tags)}]]"

    return markup.plain(_TAG.sub(stand_in, text))


def _with_tags(answer, tags):
    found = [int(number) for number in _STAND_IN.findall(answer)]
    if sorted(found) != [*range(1, len(tags) + 1)]:
        raise MachineTranslationError(_("The machine translation lost a tag."))
    pieces = _STAND_IN.split(answer)
    words = [markup.escaped(piece) for piece in pieces[::2]]
    tagged = [tags[int(number) - 1] for number in pieces[1::2]]
    return "".join(piece for pair in zip(words, [*tagged, ""], strict=True) for piece in pair)
