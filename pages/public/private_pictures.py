"""Pictures in collections that are not everybody's: what pages show of them lies in a folder that
is served to those who may open the collection.

Their files lie apart, not among the public ones with a question asked of each: public pictures are
served without the database, by a proxy or a cache in front as well, and stay so. When a collection
opens or closes, files in the wrong folder are deleted, and generated when they are next shown.
"""

import os

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permissions import policy_registry

from pages.models import CustomImage, CustomRendition
from pages.public import social_images
from pages.renditions import folder_of

# What makes somebody see a picture in the admin.
SEEING = frozenset({"choose", "change", "delete"})


def may_see(request, image):
    """Whether the user may see a picture: visitors to whom its collection is open, and staff
    who choose from it or keep it."""
    restrictions = image.collection.get_view_restrictions()
    return may_manage(request.user, image) or all(
        restriction.accept_request(request) for restriction in restrictions
    )


def may_manage(user, image):
    """Whether somebody of staff chooses from a picture's collection or keeps it."""
    policy = policy_registry.get_by_type(CustomImage)
    return user.has_perm("wagtailadmin.access_admin") and (
        policy.user_has_any_permission_for_instance(user, SEEING, image)
    )


def put_right(images):
    """Delete the renditions of pictures (a query set) that lie in the wrong folder, and the
    pictures for other networks, which may show them; how many there were."""
    number = 0
    for collection in Collection.objects.filter(pk__in=images.values("collection")):
        wanted = folder_of(collection)
        of_these = images.filter(collection=collection)
        for rendition in CustomRendition.objects.filter(image__in=of_these):
            if os.path.dirname(rendition.file.name) != wanted:
                rendition.delete()
                number += 1
    if number:
        social_images.forget_all()
    return number


def _put_right_below(collection_id):
    def now():
        collection = Collection.objects.filter(pk=collection_id).first()
        if collection:
            below = collection.get_descendants(inclusive=True)
            put_right(CustomImage.objects.filter(collection__in=below))

    # A collection is moved after it was saved.
    transaction.on_commit(now)


def privacy_changed(instance, **kwargs):
    """Whoever may open a collection may open those below it."""
    _put_right_below(instance.collection_id)


def collection_saved(instance, raw=False, created=False, **kwargs):
    """A collection may have been moved to where others may open it."""
    if not raw and not created:
        _put_right_below(instance.pk)


def image_saved(instance, raw=False, created=False, **kwargs):
    """A picture may have been put into another collection."""
    if not raw and not created:
        transaction.on_commit(lambda: put_right(CustomImage.objects.filter(pk=instance.pk)))


def connect():
    """Follow which pictures are whose."""
    for signal in (post_save, post_delete):
        signal.connect(privacy_changed, sender=CollectionViewRestriction)
    post_save.connect(collection_saved, sender=Collection)
    post_save.connect(image_saved, sender=CustomImage)
