"""Who wrote what a draft says in one place: not who saved the page last, nor who published it."""

from wagtail.models import PageLogEntry

from pages.merging.revision_data import value_at


def last_changes(page, revision, places):
    """What made a revision of a page say what it says: a log entry for each place that one tells.

    ``places`` are as ``value_at`` takes them. Only saves by people count: the revisions that a
    release makes repeat what was there before.
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
        # A revision that was deleted since tells nothing.
        said = entry.revision and entry.revision.content
        for place in list(wanted) if said else ():
            if value_at(model, said, place) == wanted[place]:
                found[place] = entry
            else:
                del wanted[place]
        if not wanted:
            break
    return found
