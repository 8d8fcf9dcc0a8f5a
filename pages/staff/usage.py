"""Where a page, a picture or a document is used: live, in drafts, and in which language."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Revision

from pages.models import BasePage, ScheduledRelease

# With more targets than this, every draft is read rather than those that mention one of them.
MENTIONS_LIMIT = 50


@dataclass
class Use:
    """One page or setting that uses something.

    ``places`` are the names of its fields, each column's with its language, and whether only a
    draft uses it there.
    """

    source: Model
    places: dict[str, bool] = field(default_factory=dict)

    @property
    def is_draft(self):
        """Whether nothing live is concerned."""
        return all(self.places.values())


def uses_of(target):
    """Everything that uses ``target``, or, where it is a page, a page below it, as ``Use`` objects:
    first what is live, then what is in drafts only.

    What stands inside the branch that goes with a page is left out. The number of queries grows
    with the number of kinds of sources, and of drafts that may be meant, not with that of uses.
    """
    branch = set()
    if isinstance(target, BasePage):
        branch = set(
            BasePage.objects.descendant_of(target, inclusive=True).values_list("pk", flat=True)
        )
    targets = {str(pk) for pk in branch or [target.pk]}
    uses = _live_uses(target, targets)
    _add_drafts(uses, target, targets)
    found = [
        use
        for use in uses.values()
        if not (isinstance(use.source, BasePage) and use.source.pk in branch)
    ]
    return sorted(found, key=lambda use: use.is_draft)


def _live_uses(target, targets):
    """The uses that the reference index knows of, by the source's content type and key."""
    references = ReferenceIndex.objects.filter(
        to_content_type=_base_type(target), to_object_id__in=targets
    ).order_by("model_path", "pk")
    keys_by_type = {}
    for reference in references:
        keys_by_type.setdefault(reference.base_content_type_id, set()).add(reference.object_id)
    sources = {}
    for type_id, keys in keys_by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        for source in model._default_manager.filter(pk__in=keys).order_by("pk"):
            sources[type_id, str(source.pk)] = Use(source)
    for reference in references:
        # The index may be behind: what it names may be gone.
        if use := sources.get((reference.base_content_type_id, reference.object_id)):
            # What a withdrawn page says, nobody reads.
            is_draft = not getattr(use.source, "live", True)
            use.places[reference.describe_source_field()] = is_draft
    return sources


def _add_drafts(uses, target, targets):
    """Add the pages whose latest draft, or a version that is planned to be released, uses it."""
    to_type = _base_type(target).pk
    page_type = ContentType.objects.get_for_model(BasePage)
    waiting = BasePage.objects.filter(has_unpublished_changes=True).values("latest_revision")
    planned = ScheduledRelease.objects.values("revision")
    mentions = Q()
    for key in targets if len(targets) <= MENTIONS_LIMIT else ():
        # As a whole number or text, in JSON or in the HTML inside of it: 1 is no part of 12.
        mentions |= Q(text__regex=rf"(^|[^0-9]){key}([^0-9]|$)")
    revisions = (
        Revision.objects.filter(Q(pk__in=waiting) | Q(pk__in=planned))
        .alias(text=Cast("content", TextField()))
        .filter(mentions, base_content_type=page_type)
        .order_by("pk")
    )
    for revision in revisions:
        page = revision.as_object()
        for type_id, key, model_path, _path in ReferenceIndex._extract_references_from_object(page):
            if type_id != to_type or key not in targets:
                continue
            use = uses.setdefault((page_type.pk, str(page.pk)), Use(page))
            reference = ReferenceIndex(
                content_type=ContentType.objects.get_for_model(page), model_path=model_path
            )
            use.places.setdefault(reference.describe_source_field(), True)


def _base_type(target):
    """The content type under which something is known to the reference index."""
    return ReferenceIndex._get_base_content_type(target)
