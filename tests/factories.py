"""Factories of pages, pictures and users: bilingual and released by default."""

from datetime import date
from io import BytesIO

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.users.models import UserProfile

from pages.contact.models import ContactField, ContactPage, ContactUnit
from pages.models import (
    ContentPage,
    CustomDocument,
    CustomImage,
    GlossaryPage,
    GlossaryTerm,
)
from work_areas import models


class PageFactory(DjangoModelFactory):
    """A live page below ``parent``, with texts in both languages and released in both."""

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


class ContactPageFactory(PageFactory):
    """A contact page with two units; ``fields`` are dicts of its form fields' values."""

    class Meta:
        model = ContactPage

    slug = "contact"
    recipients = "office@example.org"
    mail_language = "en"

    @classmethod
    def _create(cls, model_class, *args, fields=None, **kwargs):
        page = super()._create(model_class, *args, **kwargs)
        page.units = [
            ContactUnit(
                title_ar="الشراكات",
                title_en="Partnerships",
                recipients="partners@example.org",
                mail_language="ar",
            ),
            ContactUnit(
                title_ar="التدريب",
                title_en="Training",
                recipients="training@example.org\ncopy@example.org",
                mail_language="en",
            ),
        ]
        page.form_fields = [
            ContactField(**values) for values in (CONTACT_FIELDS if fields is None else fields)
        ]
        page.save()
        return page


CONTACT_FIELDS = (
    {"label_ar": "الاسم", "label_en": "Name", "purpose": "name"},
    {"label_ar": "البريد", "label_en": "E-mail", "kind": "email"},
    {"label_ar": "الهاتف", "label_en": "Telephone", "kind": "phone", "required": False},
    {"label_ar": "الوحدة", "label_en": "Unit", "kind": "unit"},
    {"label_ar": "الرسالة", "label_en": "Message", "kind": "long_text"},
)


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


class NewsIndexPageFactory(PageFactory):
    class Meta:
        model = models.NewsIndexPage

    slug = "news"


class NewsPageFactory(PageFactory):
    class Meta:
        model = models.NewsPage

    date = date(2026, 3, 1)


class PublicationIndexPageFactory(PageFactory):
    class Meta:
        model = models.PublicationIndexPage

    slug = "publications"


class PublicationPageFactory(PageFactory):
    class Meta:
        model = models.PublicationPage

    year = 2026


class DocumentFactory(DjangoModelFactory):
    """A text file with a title for visitors in both languages."""

    class Meta:
        model = CustomDocument

    title = factory.Sequence(lambda n: f"document-{n}")
    display_title_ar = factory.Sequence(lambda n: f"مستند رقم {n}")
    display_title_en = factory.Sequence(lambda n: f"Document number {n}")

    @factory.lazy_attribute
    def file(self):
        return ContentFile(b"Twelve words of text.", name=f"{self.title}.txt")


class GlossaryPageFactory(PageFactory):
    """A glossary page; ``terms`` are dicts of the terms' values."""

    class Meta:
        model = GlossaryPage

    slug = "glossary"

    @classmethod
    def _create(cls, model_class, *args, terms=(), **kwargs):
        terms = [GlossaryTerm(**fields) for fields in terms]
        return super()._create(model_class, *args, terms=terms, **kwargs)


class PartnershipIndexPageFactory(PageFactory):
    """An index of partnerships with one theme."""

    class Meta:
        model = models.PartnershipIndexPage

    slug = "partnerships"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        theme = models.CooperationTheme(title_ar="محور", title_en="Theme", sort_order=0)
        return super()._create(model_class, *args, themes=[theme], **kwargs)


class PartnershipPageFactory(PageFactory):
    """A partnership with partners in ``countries`` (the first on one side), on the index page's
    first theme; ``areas`` are its related work areas."""

    class Meta:
        model = models.PartnershipPage

    start = "2020"

    @classmethod
    def _create(cls, model_class, *args, parent, countries=("SE", "JO"), areas=(), **kwargs):
        sides = ["first", *["second"] * (len(countries) - 1)]
        partners = [
            models.PartnershipPartner(
                side=side, country=country, title_ar=f"بلدية {number}", title_en=f"Town {number}"
            )
            for number, (side, country) in enumerate(zip(sides, countries, strict=True), start=1)
        ]
        related = [models.RelatedArea(area=area) for area in areas]
        theme = kwargs.pop("theme", parent.themes.first())
        items = {"partners": partners, "related_areas": related, "theme": theme}
        return super()._create(model_class, *args, parent=parent, **items, **kwargs)


class ImageFactory(DjangoModelFactory):
    """A plain-coloured picture with a text alternative in both languages."""

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
    """A superuser with an admin language (its code)."""
    user = get_user_model().objects.create_superuser(
        name or f"admin-{language}", password="a good secret"
    )
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


def make_member(role, language, name=None):
    """A user with a role (its group's name) and an admin language."""
    number = get_user_model().objects.count() + 1
    user = get_user_model().objects.create_user(
        name or f"member-{number}", email=f"member-{number}@example.org", password="a good secret"
    )
    user.groups.add(Group.objects.get(name=role))
    UserProfile.objects.create(user=user, preferred_language=language)
    return user
