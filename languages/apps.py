"""The app that knows what it means for content to exist in several languages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def no_references(value):
    """What a bare field refers to, whatever its value."""
    return ()


def no_value(instance, add):
    """What is stored in a bare relation, whatever its value: nothing."""


class LanguagesConfig(AppConfig):
    """Registers the house rules, and keeps bare columns from referring to anything."""

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
                # Nor would a bare relation be emptied when what it leads to is deleted: updates of
                # it are turned into those of a language's column.
                if field.is_relation:
                    field.pre_save = no_value
