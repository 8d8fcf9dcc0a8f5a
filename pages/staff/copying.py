"""What a copied page is called in each language."""

from django.utils import translation
from django.utils.translation import gettext

from languages import cldr
from languages.texts import column, preference


def title_in_every_language(page, new_page):
    """Put a copy's new title into the language it was asked for in, and mark its other titles.

    Wagtail asks for one title, proposing the source's as the active language shows it, and writes
    it to the active language; the rest would be called as in the source.
    """
    if new_page.alias_of_id:
        return
    source = page.get_latest_revision_as_object()
    copy = new_page.get_latest_revision_as_object()
    active = translation.get_language()
    with_title = [code for code in preference(active) if getattr(source, column("title", code))]
    if not with_title:
        return
    titles = {with_title[0]: getattr(copy, column("title", active))}
    for language in set(cldr.language_codes()) - {with_title[0]}:
        title = getattr(source, column("title", language)) or ""
        with translation.override(language):
            # Translators: The title of a copied page.
            titles[language] = title and gettext("%(title)s (copy)") % {"title": title}
    for version in (new_page.specific, copy):
        for language, title in titles.items():
            setattr(version, column("title", language), title)
    columns = [column("title", language) for language in titles]
    new_page.specific.save(update_fields=[*columns, "draft_title"], clean=False)
    # The copy's first revision, which nobody has seen yet, even if it is live.
    revision = new_page.latest_revision
    revision.content, revision.object_str = copy.serializable_data(), str(copy)
    revision.save(update_fields=["content", "object_str"])
