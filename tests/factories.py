"""Pages, pictures and people for tests: bilingual and released unless a test says otherwise."""

from io import BytesIO

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.users.models import UserProfile

from pages.models import ContentPage, CustomImage
from work_areas import models


class PageFactory(DjangoModelFactory):
    """A live page below ``parent``, with both languages' texts, released in both."""

    class Meta:
        abstract = True

    title_ar = factory.Sequence(lambda n: f"صفحة رقم {n}")
    title_en = factory.Sequence(lambda n: f"Page number {n}")
    summary_ar = factory.Sequence(lambda n: f"ملخص الصفحة {n}")
    summary_en = factory.Sequence(lambda n: f"Summary of page {n}")
    released_ar = True
    released_en = True

    @classmethod
    def _create(cls, model_class, *args, parent, **kwargs):
        page = model_class(**kwargs)
        parent.add_child(instance=page)
        parent.refresh_from_db()
        return page


class ContentPageFactory(PageFactory):
    class Meta:
        model = ContentPage


class WorkAreaIndexPageFactory(PageFactory):
    class Meta:
        model = models.WorkAreaIndexPage

    slug = "work-areas"
    show_in_menus = True


class GeneralWorkAreaPageFactory(PageFactory):
    class Meta:
        model = models.GeneralWorkAreaPage


class DecentralisationPageFactory(PageFactory):
    class Meta:
        model = models.DecentralisationPage

    emblem = "decentralisation"


class ImageFactory(DjangoModelFactory):
    """A picture of plain colour, with a text alternative in both languages."""

    class Meta:
        model = CustomImage

    title = factory.Sequence(lambda n: f"Picture {n}")
    alt_ar = "مبنى البلدية"
    alt_en = "A town hall"

    @factory.lazy_attribute
    def file(self):
        buffer = BytesIO()
        Image.new("RGB", (64, 36), "teal").save(buffer, "PNG")
        return ImageFile(BytesIO(buffer.getvalue()), name="picture.png")


def make_administrator(language, name=None):
    """A superuser who works in the admin in a language (its code)."""
    user = get_user_model().objects.create_superuser(
        name or f"admin-{language}", password="a good secret"
    )
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


def make_member(role, language, name=None):
    """Somebody with a role (the name of its group), who works in the admin in a language."""
    number = get_user_model().objects.count() + 1
    user = get_user_model().objects.create_user(
        name or f"member-{number}", email=f"member-{number}@example.org", password="a good secret"
    )
    user.groups.add(Group.objects.get(name=role))
    UserProfile.objects.create(user=user, preferred_language=language)
    return user
