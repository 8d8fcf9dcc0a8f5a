"""The rule of availability: which pages visitors may see, in which language."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from languages import cldr
from languages.texts import column

# The fields that must be filled for a page to be available in a language.
REQUIRED_TEXTS = ("title", "summary")


def filled(field_name, language):
    """A Q: a translated field is not empty in a language."""
    name = column(field_name, language)
    return Q(**{f"{name}__gt": ""})


def is_filled(page, field_name, language):
    """The condition ``filled`` for one page; saving strips white space."""
    return bool(getattr(page, column(field_name, language)))


def readable_in(language):
    """A Q: a live page can be read in a language by those who may open it."""
    released = Q(**{column("released", language): True})
    return Q(*(filled(name, language) for name in REQUIRED_TEXTS)) & released


class BasePageQuerySet(PageQuerySet):
    """Pages by availability; conditions name language columns, never bare ones."""

    def select_for_update(self, *args, **kwargs):
        """Locks only the pages' own rows: PostgreSQL cannot lock nullable joins, such as
        pictures."""
        return super(BasePageQuerySet, self.select_related(None)).select_for_update(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Deletes the pages and their descendants, without joining pictures."""
        return super(BasePageQuerySet, self.select_related(None)).delete(*args, **kwargs)

    delete.alters_data = True
    delete.queryset_only = True

    def published(self):
        """Live pages without view restrictions."""
        own_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restricted = PageViewRestriction.objects.alias(own_path=own_path).filter(
            own_path__startswith=F("page__path")
        )
        return self.live().filter(~Exists(restricted))

    def available_in(self, language):
        """Published pages released in a language (BCP 47) with its required texts filled."""
        return self.published().live_in(language)

    def complete_in(self, language):
        """Pages with all required texts in a language, published or not."""
        return self.filter(*(filled(name, language) for name in REQUIRED_TEXTS))

    def live_in(self, language):
        """Live pages that can be read in a language by those who may open them."""
        return self.live().filter(readable_in(language))

    def available_somehow(self):
        """Published pages available in at least one language."""
        conditions = Q()
        for language in cldr.language_codes():
            conditions |= readable_in(language)
        return self.published().filter(conditions)

    def held_in(self, language):
        """Pages live in another language and complete in this one, but not released in it."""
        return self.live().complete_in(language).filter(**{column("released", language): False})

    def untitled_in(self, language):
        """Pages without a title in a language, live or in the latest draft."""
        return self.exclude(filled("title", language) | filled("draft_title", language))

    def planned_in(self, language):
        """Pages with a scheduled release or withdrawal of a language."""
        return self.filter(scheduled_releases__language=language).distinct()

    def missing(self, language):
        """Pages without a required text in a language, published or not."""
        lacks = Q()
        for name in REQUIRED_TEXTS:
            lacks |= ~filled(name, language)
        return self.filter(lacks)

    def listed(self, language):
        """Available pages in tree order, for public lists; bodies are deferred."""
        return self.available_in(language).order_by("path")


BasePageManager = PageManager.from_queryset(BasePageQuerySet, "BasePageManager")
