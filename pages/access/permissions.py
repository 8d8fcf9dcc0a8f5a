"""Permissions by language, beyond Wagtail's permissions by page.

Wagtail decides per page who may add, change, publish or lock it. Here each language has a
permission for its texts, and one permission covers what languages share: slug, pictures, order,
place in the tree and items. These apply to the whole site.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import PAGE_PERMISSION_TYPES, AbstractPage
from wagtail.permissions import policy_registry

from languages import cldr
from languages.catalogues.files import SOURCE_LANGUAGE

APP, MODEL = "pages", "basepage"
EDIT_SHARED = "edit_shared"
# Wagtail passes all page actions at once to ask whether a user has any page permission.
MANAGING = frozenset(action for action, *_labels in PAGE_PERMISSION_TYPES)
VIEW = ("view", gettext_lazy("Read drafts"), gettext_lazy("Read drafts and history"))


def edit_texts(language):
    """The codename of the permission to edit the texts in a language (its code)."""
    return f"edit_texts_{language.replace('-', '_').lower()}"


def former_languages():
    """The permissions to edit texts in languages that are no longer in the settings: pairs of a
    language code and the ``Permission``."""
    prefix = edit_texts("")
    for permission in Permission.objects.filter(
        content_type__app_label=APP, content_type__model=MODEL, codename__startswith=prefix
    ).exclude(codename__in=codenames()):
        yield permission.codename.removeprefix(prefix).replace("_", "-"), permission


def codenames():
    """The codenames of this module's permissions, the default language first."""
    return [*map(edit_texts, cldr.language_codes()), EDIT_SHARED]


def label(codename):
    """The label of one of this module's permissions, in the active language."""
    for language in cldr.language_codes():
        if codename == edit_texts(language):
            return gettext("Edit texts: %(language)s") % {"language": cldr.own_name(language)}
    return gettext("Edit what all languages share")


def may_edit_language(user, language):
    """Whether a user may edit the texts in a language (its code)."""
    return user.has_perm(f"{APP}.{edit_texts(language)}")


def may_edit_shared(user):
    """Whether a user may change what the languages of a page share."""
    return user.has_perm(f"{APP}.{EDIT_SHARED}")


def editable_languages(user):
    """The codes of the languages whose texts a user may edit, the default language first."""
    return [language for language in cldr.language_codes() if may_edit_language(user, language)]


def lock_for(page, user):
    """The lock that prevents a user from changing a page, or None."""
    lock = page.get_lock()
    return lock if lock and lock.for_user(user) else None


def may_change(user, instance):
    """Whether a user may change a page, picture, document or setting; not which of its fields."""
    if isinstance(instance, AbstractPage):
        return instance.permissions_for_user(user).can_edit()
    policy = policy_registry.get_by_type(type(instance))
    return policy.user_has_permission_for_instance(user, "change", instance)


def may_change_any(user, model):
    """Whether a user may change some pictures, documents or settings of a model."""
    return policy_registry.get_by_type(model).user_has_permission(user, "change")


def may_translate(user, instance, language):
    """Whether a user may write the texts in a language (its code) of a page, picture, document or
    setting."""
    return may_edit_language(user, language) and may_change(user, instance)


def require_readable(user, page):
    """Raise ``PermissionDenied`` if a user may not see a page's drafts and history."""
    if not page.permissions_for_user(user).can_read():
        raise PermissionDenied


def require_accounts(user, accounts):
    """Raise ``PermissionDenied`` if a user may not change these accounts: only superusers may
    change a superuser's."""
    if not user.is_superuser and any(account.is_superuser for account in accounts):
        raise PermissionDenied


def require_shared(user):
    """Raise ``PermissionDenied`` if a user may not change what all languages share."""
    if not may_edit_shared(user):
        raise PermissionDenied


def registered():
    """This module's permissions as a queryset, for the form of a group."""
    return Permission.objects.filter(
        content_type__app_label=APP, content_type__model=MODEL, codename__in=codenames()
    )


def create(using="default", **kwargs):
    """Create missing permissions; run after ``migrate``, so that a new language gets its own."""
    content_type, _created = ContentType.objects.db_manager(using).get_or_create(
        app_label=APP, model=MODEL
    )
    for codename in codenames():
        # Stored in English, as Django's own are; translated where they are shown.
        with translation.override(SOURCE_LANGUAGE):
            defaults = {"name": label(codename)}
        Permission.objects.using(using).get_or_create(
            content_type=content_type, codename=codename, defaults=defaults
        )
