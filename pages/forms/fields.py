"""Form fields beyond Django's."""

from django.core.exceptions import ValidationError
from django_filters.fields import ModelChoiceField


class PageChoiceField(ModelChoiceField):
    """A page choice that rejects integers too large for the database as invalid."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_choice"]) from error
