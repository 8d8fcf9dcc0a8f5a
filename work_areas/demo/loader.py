"""Creates the demo site's missing pages; existing ones are not changed."""

import json
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site, get_page_models

from languages import cldr
from languages.texts import column
from pages.models import (
    BasePage,
    CustomDocument,
    CustomImage,
    HasBody,
    HomePage,
    SiteIdentity,
    SocialLink,
)
from work_areas.demo import content, leftovers
from work_areas.demo.documents import make_file
from work_areas.demo.pictures import draw_picture
from work_areas.models import PartnershipPage, PublicationKind, PublicationPage, RelatedArea

# Keys of a page's data that are not model fields.
NOT_FIELDS = {
    "body",
    "document",
    "ends_in",
    "image",
    "kind",
    "model",
    "related",
    "slug",
    "starts_in",
    "theme",
}
# The field of a page type's picture (if not the usual one), and its size in pixels.
PICTURES = {HomePage: ("hero_image", (1600, 900)), PublicationPage: ("cover", (900, 1200))}


def page_model(name):
    """The page type with a class name, in any app."""
    return next(model for model in get_page_models() if model.__name__ == name)


class LoadError(Exception):
    """The demo site cannot be loaded into this database."""


def in_order(model, rows):
    """New items of a model from dicts of values, numbered if the model is ordered."""
    field = getattr(model, "sort_order_field", None)
    return [
        model(**values, **({field: place} if field else {})) for place, values in enumerate(rows)
    ]


class DemoLoader:
    """Loads the demo site in one transaction; ``report`` is called with a line per step."""

    def __init__(self, report):
        self.report = report
        self.files = []
        self.step = 0
        self.steps = 2 + len(content.ALL_PAGES)

    def load(self):
        """Create what is missing. Raises ``LoadError``, with nothing changed, if it cannot."""
        try:
            with transaction.atomic():
                made = self._load()
        except BaseException:
            for storage, name in self.files:
                storage.delete(name)
            raise
        for page in made:
            self._say(page.slug, "making the sizes of its pictures")
            page.make_preview_request()

    def _load(self):
        # One load at a time, which knows that files without rows are of none that goes on.
        list(Site.objects.select_for_update())
        leftovers.remove()
        home = self._home()
        made = []
        if self._is_untouched(home):
            made.append((home, content.read("home")))
        else:
            self._say("home", "already there, left alone")
        for slug in content.TOP_PAGES:
            made += self._page(home, slug)
        for top, slugs in content.PAGES_BELOW.items():
            model = page_model(content.read(top)["model"])
            index = model.objects.child_of(home).first()
            for slug in slugs:
                made += self._page(index, slug)
        # Bodies and relations refer to other pages, so they are filled in when all pages exist.
        ids = dict(BasePage.objects.descendant_of(home).values_list("slug", "pk"))
        pages = [self._fill(page, data, ids) for page, data in made]
        self._identity(home)
        # Generate renditions now, so that no visitor waits for them.
        illustrated = [
            page for page, (_page, data) in zip(pages, made, strict=True) if "image" in data
        ]
        if any(isinstance(page, PublicationPage) for page in illustrated):
            # The list of publications shows smaller covers.
            illustrated.append(illustrated[-1].get_parent().specific)
        self.steps += len(illustrated)
        return illustrated

    def _home(self):
        site = Site.objects.filter(is_default_site=True).first()
        home = site and HomePage.objects.filter(pk=site.root_page_id).first()
        if not home:
            raise LoadError("the default site's root is not a home page of this project")
        return home

    def _is_untouched(self, home):
        """Whether the home page is as the migrations created it."""
        return home.latest_revision_id is None and not home.available_languages

    def _page(self, parent, slug):
        """A new page and its data as a list of one pair; empty if the page exists."""
        data = content.read(slug)
        model = page_model(data["model"])
        exists = BasePage.objects.child_of(parent).filter(slug=data["slug"]).exists()
        exists = exists or (model.max_count and model.objects.exists())
        if exists:
            self._say(slug, "already there, left alone")
            return []
        page = model(slug=data["slug"], live=False, **content.as_columns({"title": data["title"]}))
        parent.add_child(instance=page)
        parent.refresh_from_db()
        return [(page, data)]

    def _fill(self, page, data, ids):
        """Fill a new page's texts and publish it in every language; returns the page."""
        self._say(page.slug, "adding")
        # Reload: pages may have been added below it.
        page = type(page).objects.get(pk=page.pk)
        fields = {name: value for name, value in data.items() if name not in NOT_FIELDS}
        items = {name: fields.pop(name) for name in list(fields) if isinstance(fields[name], list)}
        for name, value in content.as_columns(fields).items():
            setattr(page, name, value)
        for language in content.languages_of(data["title"], data["summary"]):
            setattr(page, column("released", language), True)
            if isinstance(page, HasBody):
                body = content.raw_body(data.get("body", []), language, ids)
                setattr(page, column("body", language), json.dumps(body))
        for name, values in items.items():
            model = page._meta.get_field(name).related_model
            getattr(page, name).set(in_order(model, map(content.as_columns, values)))
        if isinstance(page, PartnershipPage):
            self._place_in_time(page, data)
            # Already published, since its index comes first.
            page.theme = page.get_parent().specific.themes.all()[data["theme"] - 1]
        if "related" in data:
            areas = [{"area_id": ids[slug]} for slug in data["related"]]
            page.related_areas.set(in_order(RelatedArea, areas))
        if "kind" in data:
            page.kind = self._kind(data["kind"])
        if "document" in data:
            for language in content.languages_of(data["document"]["title"]):
                document = self._document(page.slug, data, language)
                setattr(page, column("document", language), document)
        if "image" in data:
            name, size = PICTURES.get(type(page), ("image", (1600, 900)))
            setattr(page, name, self._image(data["image"], size))
        page.save_revision().publish()
        return page

    @staticmethod
    def _kind(name):
        """The publication kind whose title in some language is ``name``."""
        titles = [kind["title"] for kind in content.read("publications")["kinds"]]
        [title] = [title for title in titles if name in title.values()]
        named = content.as_columns({"title": title})
        return PublicationKind.objects.get(Q(**named, _connector=Q.OR))

    @staticmethod
    def _place_in_time(page, data):
        """Shift a partnership's period relative to today, so that its status does not depend on the
        date."""
        year = timezone.localdate().year
        page.start = str(year + data["starts_in"])
        page.end = str(year + data["ends_in"]) if "ends_in" in data else ""

    def _document(self, name, data, language):
        """A publication's file in a language, generated from its texts."""
        title, ending = data["document"]["title"], data["document"]["ending"]
        document = CustomDocument(
            title=f"{name}-{language}",
            language=language,
            **content.as_columns({"display_title": title}),
        )
        document.file = ContentFile(make_file(data, language), name=f"{name}-{language}.{ending}")
        document.save()
        self.files.append((document.file.storage, document.file.name))
        # Otherwise the first visitor's page would have to read and store the file's size.
        document.get_file_size()
        document.file.close()
        return document

    def _image(self, data, size):
        """A picture drawn by ``work_areas.demo.pictures``, with its text alternatives."""
        buffer = BytesIO()
        draw_picture(data["key"], size).save(buffer, "PNG")
        buffer.seek(0)
        image = CustomImage(title=data["title"], **content.as_columns({"alt": data["alt"]}))
        image.file = ImageFile(buffer, name=f"{data['key']}.png")
        image.save()
        self.files.append((image.file.storage, image.file.name))
        return image

    def _identity(self, home):
        """The organisation's name and contact details, unless they exist."""
        site = Site.objects.get(root_page=home)
        identity = SiteIdentity.for_site(site)
        is_new = not any(
            getattr(identity, column("organisation_name", language))
            for language in cldr.language_codes()
        )
        self._say("identity", "adding" if is_new else "already there, left alone")
        if is_new:
            data = content.read("identity")
            links = data.pop("social_links", [])
            for name, value in content.as_columns(data).items():
                setattr(identity, name, value)
            identity.social_links.set(in_order(SocialLink, map(content.as_columns, links)))
            identity.save()

    def _say(self, name, state):
        self.step += 1
        self.report(f"[{self.step:2}/{self.steps}] {name}: {state}")
