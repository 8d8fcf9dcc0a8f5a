"""Which fields of contact have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from languages.texts import REQUIRED_LANGUAGES
from pages.contact.models import ContactField, ContactPage, ContactUnit


@register(ContactPage)
class ContactPageOptions(TranslationOptions):
    fields = ("body", "privacy_note", "thanks")


@register(ContactUnit)
class ContactUnitOptions(TranslationOptions):
    fields = ("title",)
    required_languages = REQUIRED_LANGUAGES


@register(ContactField)
class ContactFieldOptions(TranslationOptions):
    fields = ("label", "help_text", "choices", "default_value")
    required_languages = REQUIRED_LANGUAGES
