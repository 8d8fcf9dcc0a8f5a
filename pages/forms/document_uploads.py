"""Checks the files of documents by what they hold, before they are stored."""

import posixpath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField

from pages.forms import file_contents

REASONS = {
    "kind": _(
        "The file is not what its name says: “%(extension)s”. Open it in the program that it"
        " comes from, save it anew as such a file, and upload that."
    ),
    "paths": _(
        "The archive holds names of files that lead out of it, or links. Pack it anew from one"
        " folder."
    ),
    "macros": _("The file holds macros. Save it without them, and upload that."),
    "too_much": _("The file holds too much when it is unpacked. Leave something out of it."),
}


class DocumentUploadField(WagtailDocumentField):
    """Wagtail's field, which believes a file's name."""

    @classmethod
    def in_place_of(cls, field):
        """This field with the options and widget of a Wagtail ``WagtailDocumentField``."""
        return cls(required=field.required, label=field.label, widget=field.widget)

    def to_python(self, data):
        """The file; raises a ValidationError if its content is not what its name says."""
        file = super().to_python(data)
        if file is None:
            return None
        extension = posixpath.splitext(file.name)[1].removeprefix(".")
        try:
            file_contents.check(file, extension)
        except file_contents.ContentError as error:
            reason = str(error)
            raise ValidationError(
                REASONS[reason], code=f"wrong_{reason}", params={"extension": extension}
            ) from error
        return file
