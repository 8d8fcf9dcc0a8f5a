"""Which pages a visitor may see, and in which language: the one rule of availability."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from languages import cldr
from languages.texts import column

# The texts without which a page does not exist in a language.
REQUIRED_TEXTS = ("title", "summary")


def filled(field_name, language):
    """The condition that a translated field has a text in a language."""
    name = column(field_name, language)
    return Q(**{f"{name}__gt": ""})


def is_filled(page, field_name, language):
    """Whether a page meets the condition ``filled``; saving leaves no white space alone."""
    return bool(getattr(page, column(field_name, language)))


def readable_in(language):
    """The condition that a live page may be read in a language by those who may open it."""
    released = Q(**{column("released", language): True})
    return Q(*(filled(name, language) for name in REQUIRED_TEXTS)) & released


class BasePageQuerySet(PageQuerySet):
    """Pages by what a visitor may see; every condition names its columns."""

    def select_for_update(self, *args, **kwargs):
        """Lock the pages alone: PostgreSQL locks nothing that a page may lack, like a picture."""
        return super(BasePageQuerySet, self.select_related(None)).select_for_update(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Delete the pages and those below; looking for those reads no picture along."""
        return super(BasePageQuerySet, self.select_related(None)).delete(*args, **kwargs)

    delete.alters_data = True
    delete.queryset_only = True

    def published(self):
        """Live pages that everyone may read."""
        own_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        restricted = PageViewRestriction.objects.alias(own_path=own_path).filter(
            own_path__startswith=F("page__path")
        )
        return self.live().filter(~Exists(restricted))

    def available_in(self, language):
        """Published pages released in a language (BCP 47) whose required texts in it are filled."""
        return self.published().live_in(language)

    def complete_in(self, language):
        """Pages whose required texts in a language are filled, whether published or not."""
        return self.filter(*(filled(name, language) for name in REQUIRED_TEXTS))

    def live_in(self, language):
        """Live pages that those who may open them read in a language."""
        return self.live().filter(readable_in(language))

    def available_somehow(self):
        """Published pages that are available in one language at least."""
        conditions = Q()
        for language in cldr.language_codes():
            conditions |= readable_in(language)
        return self.published().filter(conditions)

    def held_in(self, language):
        """Pages that are live in another language, and could be in this one, but are held back."""
        return self.live().complete_in(language).filter(**{column("released", language): False})

    def untitled_in(self, language):
        """Pages without a title in a language, in what is live and in the latest draft."""
        return self.exclude(filled("title", language) | filled("draft_title", language))

    def planned_in(self, language):
        """Pages of which a language is to be released or withdrawn at a set time."""
        return self.filter(scheduled_releases__language=language).distinct()

    def missing(self, language):
        """Pages that lack a required text in a language, whether published or not."""
        lacks = Q()
        for name in REQUIRED_TEXTS:
            lacks |= ~filled(name, language)
        return self.filter(lacks)

    def listed(self, language):
        """Available pages in tree order, for lists that visitors see; bodies stay unread."""
        return self.available_in(language).order_by("path")


BasePageManager = PageManager.from_queryset(BasePageQuerySet, "BasePageManager")
