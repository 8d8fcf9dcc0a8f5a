"""Who last changed a value in a draft, as opposed to who last saved or published the page."""

from wagtail.models import PageLogEntry

from pages.merging.revision_data import value_at


def last_changes(page, revision, places):
    """The log entry of the last change of each place in a page's revision, where there is one.

    ``places`` are as for ``value_at``. Only saves by people count: revisions made by a release
    repeat earlier content.
    """
    if not revision or not places:
        return {}
    model = page.specific_class
    wanted = {place: value_at(model, revision.content, place) for place in places}
    found = {}
    entries = (
        PageLogEntry.objects.for_instance(page)
        .filter(content_changed=True, revision__lte=revision.pk)
        .select_related("revision", "user__wagtail_userprofile")
        .order_by("-timestamp", "-pk")
    )
    for entry in entries.iterator(chunk_size=20):
        # The entry of a deleted revision has none.
        said = entry.revision and entry.revision.content
        for place in list(wanted) if said else ():
            if value_at(model, said, place) == wanted[place]:
                found[place] = entry
            else:
                del wanted[place]
        if not wanted:
            break
    return found
