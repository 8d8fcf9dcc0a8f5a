"""What a copied page is called in each language."""

from languages import cldr
from languages.texts import column
from pages.forms.copying import title_name


def title_in_every_language(new_page, sent):
    """Put a copy's titles into their languages: Wagtail writes one, to the active language.

    ``sent`` is the data of the form (see ``PageCopyForm``).
    """
    if new_page.alias_of_id:
        return
    titles = {code: sent.get(title_name(code), "").strip() for code in cldr.language_codes()}
    if not any(titles.values()):
        return
    copy = new_page.get_latest_revision_as_object()
    for version in (new_page.specific, copy):
        for language, title in titles.items():
            setattr(version, column("title", language), title)
    columns = [column("title", language) for language in titles]
    new_page.specific.save(update_fields=[*columns, "draft_title"], clean=False)
    # The copy's first revision, which nobody has seen yet, even if it is live.
    revision = new_page.latest_revision
    revision.content, revision.object_str = copy.serializable_data(), str(copy)
    revision.save(update_fields=["content", "object_str"])
