"""Fields of forms beyond Django's."""

from django.core.exceptions import ValidationError
from django_filters.fields import ModelChoiceField


class PageChoiceField(ModelChoiceField):
    """A choice of a page that takes a number larger than any for a wrong one."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_choice"]) from error
