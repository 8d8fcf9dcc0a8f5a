"""Portraits of staff: what cameras note in them is not kept."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.users.models import UserProfile

from pages.renditions import notes_in
from tests.factories import make_administrator


def photo(kind, size):
    """A photo on its side, with its place, its author and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Author"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, exif=exif, comment=b"noted")
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(300, 200), (900, 600)])
def test_a_portrait_carries_no_notes(db, kind, size):
    profile = UserProfile.get_for_user(make_administrator("en"))
    portrait = SimpleUploadedFile(f"me.{kind.lower()}", photo(kind, size), f"image/{kind.lower()}")
    form = AvatarPreferencesForm({}, {"avatar": portrait}, instance=profile)
    assert form.is_valid()
    form.save()

    profile.refresh_from_db()
    with profile.avatar.open("rb") as file, Image.open(file) as stored:
        assert notes_in(stored) == set()
        assert stored.format == kind
        # A larger one was turned to its side by Wagtail's form, which makes it smaller.
        assert (stored.width < stored.height) == (size == (300, 200))
