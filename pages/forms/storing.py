"""Forms whose file cannot be stored, as on a full disk: staff are told beside the field."""

import logging
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)

NOT_STORED = gettext_lazy(
    "The file could not be stored: the place for uploads takes nothing at the moment. Tell an"
    " administrator, then choose the file again."
)


@cache
def storage_errors():
    """What a storage raises that cannot be reached or written."""
    if not settings.MEDIA_BUCKET:
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, Boto3Error, BotoCoreError, ClientError)


def not_stored(error):
    """The message for staff; the log gets the reason."""
    logger.error("An upload could not be stored: %s: %s", type(error).__name__, error)
    return ValidationError(NOT_STORED, code="not_stored")


class StoresFileMixin:
    """A form that stores its file as the last step of validation, before anything is saved.

    A file that cannot be stored is an error beside its field, and nothing else has happened: the
    file that it was to replace is still there.
    """

    def is_valid(self):
        """Also stores the file, once everything else that was sent is right."""
        if not super().is_valid():
            return False
        if "file" in self.changed_data and not self.instance.file._committed:
            file = self.instance.file
            try:
                file.save(file.name, file.file, save=False)
            except storage_errors() as error:
                self.add_error("file", not_stored(error))
        return not self.errors
