"""The app that knows what it means for content to exist in several languages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def no_references(value):
    """What a bare field refers to, whatever its value."""
    return ()


class LanguagesConfig(AppConfig):
    """Registers the house rules, and keeps bare columns out of the reference index."""

    name = "languages"
    verbose_name = _("languages")

    def ready(self):
        from modeltranslation.translator import translator

        from languages import checks  # noqa: F401  registers the house rules

        # A translated stream or choice is stored bare and once per language: were the bare column
        # read as well, each use of an image or a page would count twice.
        for model in translator.get_registered_models(abstract=False):
            for name in translator.get_options_for_model(model).all_fields:
                field = model._meta.get_field(name)
                field.extract_references = no_references
                field.wagtail_reference_index_ignore = True
