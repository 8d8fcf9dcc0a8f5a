"""The app for content in several languages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def no_references(value):
    """A stand-in for ``Field.extract_references``: a bare field refers to nothing."""
    return ()


def no_value(instance, add):
    """A stand-in for ``Field.pre_save``: a bare relation stores NULL."""


class LanguagesConfig(AppConfig):
    """Registers the house rules, cleans every text that is saved, and keeps bare columns out of the
    reference index."""

    name = "languages"
    verbose_name = _("languages")

    def ready(self):
        from django.db.models.signals import pre_save
        from modeltranslation.translator import translator

        from languages import checks  # noqa: F401  registers the house rules
        from languages.cleaning import clean_before_saving

        pre_save.connect(clean_before_saving, dispatch_uid="languages.clean_before_saving")

        # A translated stream or relation is stored in its bare column and once per language. If the
        # bare column were indexed too, each use of an image or a page would count twice.
        for model in translator.get_registered_models(abstract=False):
            for name in translator.get_options_for_model(model).all_fields:
                field = model._meta.get_field(name)
                field.extract_references = no_references
                field.wagtail_reference_index_ignore = True
                # A bare relation must stay empty: modeltranslation turns updates of it into updates
                # of a language's column, so deleting the target would not clear it.
                if field.is_relation:
                    field.pre_save = no_value
