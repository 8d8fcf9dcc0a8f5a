"""Makes the demo site's pages where they are missing, and leaves alone what is there."""

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
from work_areas.demo import content
from work_areas.demo.documents import make_file
from work_areas.demo.pictures import draw_picture
from work_areas.models import PartnershipPage, PublicationKind, PublicationPage, RelatedArea

# What describes a page's place and kind, and is not one of its fields.
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
# What a page calls its picture, where it is not just that, and the picture's size.
PICTURES = {HomePage: ("hero_image", (1600, 900)), PublicationPage: ("cover", (900, 1200))}


def page_model(name):
    """The page type of a class's name, whichever app it is in."""
    return next(model for model in get_page_models() if model.__name__ == name)


class LoadError(Exception):
    """The database is not one that the demo site can be loaded into."""


def in_order(model, rows):
    """New items of a model, one for each dict of values, with their places where it has any."""
    field = getattr(model, "sort_order_field", None)
    return [
        model(**values, **({field: place} if field else {})) for place, values in enumerate(rows)
    ]


class DemoLoader:
    """Loads the demo site in one transaction; ``report`` is called with a line for each step."""

    def __init__(self, report):
        self.report = report
        self.files = []
        self.step = 0
        self.steps = 2 + len(content.ALL_PAGES)

    def load(self):
        """Make what is missing. Raises ``LoadError``, having changed nothing, when it cannot."""
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
        # Bodies and relations point at other pages: filled in when all of them exist.
        ids = dict(BasePage.objects.descendant_of(home).values_list("slug", "pk"))
        pages = [self._fill(page, data, ids) for page, data in made]
        self._identity(home)
        # No visitor should have to wait until the sizes of a page's picture are made.
        illustrated = [
            page for page, (_page, data) in zip(pages, made, strict=True) if "image" in data
        ]
        if any(isinstance(page, PublicationPage) for page in illustrated):
            # It shows the covers smaller.
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
        """Whether nobody has written on the home page since the migrations made it."""
        return home.latest_revision_id is None and not home.available_languages

    def _page(self, parent, slug):
        """A list of one new page and its data, or an empty one where the page is there."""
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
        """Write a new page's texts, publish them in every language; the page as it is now."""
        self._say(page.slug, "adding")
        # Pages were put below some of them since.
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
            # Published by now: its own page comes before.
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
        """The kind of publications whose title is ``name`` in some language."""
        titles = [kind["title"] for kind in content.read("publications")["kinds"]]
        [title] = [title for title in titles if name in title.values()]
        named = content.as_columns({"title": title})
        return PublicationKind.objects.get(Q(**named, _connector=Q.OR))

    @staticmethod
    def _place_in_time(page, data):
        """Give a partnership its period, so that whenever it is loaded, its status is the same."""
        year = timezone.localdate().year
        page.start = str(year + data["starts_in"])
        page.end = str(year + data["ends_in"]) if "ends_in" in data else ""

    def _document(self, name, data, language):
        """A publication's file in a language, made of its own words."""
        title, ending = data["document"]["title"], data["document"]["ending"]
        document = CustomDocument(
            title=f"{name}-{language}",
            language=language,
            **content.as_columns({"display_title": title}),
        )
        document.file = ContentFile(make_file(data, language), name=f"{name}-{language}.{ending}")
        document.save()
        self.files.append((document.file.storage, document.file.name))
        # Else the first visitor's page would read the file for it, and write it down.
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
        """The organisation's name and contacts, unless the site has some."""
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
