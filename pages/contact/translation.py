"""Which fields of contact have a column per language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from pages.contact.models import ContactField, ContactPage, ContactUnit

DEFAULT_LANGUAGE_FIRST = (settings.LANGUAGE_CODE,)


@register(ContactPage)
class ContactPageOptions(TranslationOptions):
    fields = ("body", "privacy_note", "thanks")


@register(ContactUnit)
class ContactUnitOptions(TranslationOptions):
    fields = ("title",)
    required_languages = DEFAULT_LANGUAGE_FIRST


@register(ContactField)
class ContactFieldOptions(TranslationOptions):
    fields = ("label", "help_text", "choices", "default_value")
    required_languages = DEFAULT_LANGUAGE_FIRST
