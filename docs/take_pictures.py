"""Takes the pictures of README and the handbooks, of a demo site that people work on:

    .venv/bin/python -m docs.take_pictures [NAME...]

Each picture is taken in every language of the demo site; with names, those pictures only. Needs
Chromium (Debian package chromium-headless-shell, or chromium).
"""

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.requirements_plugin import CHROMIUM
from tests.running_site import RunningSite, sign_in, started_site

FOLDER = Path(__file__).parent / "images"
PUBLIC, ADMIN = {"width": 1350, "height": 900}, {"width": 1280, "height": 900}
# As wide as the public site's pictures stand beside each other in README.
PUBLIC_SIZE = (900, 600)
NO_MAIL = {"EMAIL_URL": "dummymail://"}
PASSWORD = "for-pictures-only-7"  # of a site that ends with this program
# What an editor changes, and what two people write at the same time.
CHANGED = {
    "ar": "نرافق الأقاليم والبلديات وهي تخطط لتنمية أرضها: مع السكان، وعلى بيانات موثوقة.",
    "en": "We go along with regions and towns as they plan the growth of their land.",
}
WRITTEN = {
    "ar": (
        "محاور تتعلم فيها البلديات وشركاؤها بعضها من بعض.",
        "محاور تتعلم فيها البلديات بعضها من بعض، مثنى وفي شبكات.",
    ),
    "en": (
        "Themes in which municipalities and their partners learn from each other.",
        "Themes in which municipalities learn from each other, in pairs and in networks.",
    ),
}
# Into a language: from which one, and of which page a text changes after it was translated.
OUTDATED = {"ar": ("en", "decentralisation"), "en": ("ar", "symbiocity")}
REVIEWED = "We help municipalities take part in European integration from its first day."
MENU = ["about", "work-areas", "news", "publications", "partnerships"]
FOOTER = ["contact", "accessibility", "privacy"]
# Messages: reference, sender, how many days ago, whether they were mailed and handled.
MESSAGES = [
    ("CA82-90FD", "training@example.org", 0, "waiting", False),
    ("84F2-C597", "projects@example.org", 0, "sent", False),
    ("D0B1-6EF1", "reader@example.org", 1, "failed", False),
    ("2BA3-D9F3", "town-hall@example.org", 3, "sent", True),
    ("5429-53FE", "library@example.org", 7, "sent", True),
]


# The site


def people_at_work(data_dir, url):
    """Give the running site's data people, drafts, plans, messages and outdated translations; the
    numbers of its pages by slug, and of what else is shown."""
    os.environ |= {
        "DATA_DIR": str(data_dir),
        "SECRET_KEY": (data_dir / "secret_key").read_text().strip(),
        "SITE_URL": url,
        "DJANGO_SETTINGS_MODULE": "site_config.settings",
        **NO_MAIL,
    }
    import django

    django.setup()
    from django.utils import timezone
    from wagtail.models import Site, Workflow

    from pages.access import roles
    from pages.models import (
        BasePage,
        CustomImage,
        FooterLink,
        MenuLink,
        Navigation,
        ScheduledRelease,
    )
    from pages.versions import releasing
    from tests.conftest import LANGUAGES
    from tests.factories import make_member
    from work_areas.demo.loader import in_order

    def page(slug):
        return BasePage.objects.get(slug=slug).specific

    members = {}
    for language in LANGUAGES:
        for name, role in (
            ("editor", roles.EDITOR),
            ("publisher", roles.PUBLISHER),
            ("translator", roles.translator(language)),
        ):
            member = make_member(role, language, f"{name}-{language}")
            member.set_password(PASSWORD)
            member.save()
            members[name] = member
    user = members["editor"]
    for slug, language in (("territorial-development", "ar"), ("municipal-services", "en")):
        draft = page(slug)
        setattr(draft, f"summary_{language}", CHANGED[language])
        draft.save_revision(user=user)
    for source, slug in OUTDATED.values():
        changed = page(slug)
        changed.source_language = source
        setattr(changed, f"summary_{source}", CHANGED[source])
        changed.save_revision(user=user).publish()
    for slug in ("local-authority-associations", "eu-integration"):
        releasing.withdraw(page(slug), "en")
    releasing.schedule(
        page("local-authority-associations"),
        "en",
        ScheduledRelease.Action.RELEASE,
        timezone.now() + timedelta(days=9),
    )
    reviewed = page("eu-integration")
    reviewed.summary_en = REVIEWED
    reviewed.save_revision(user=user)
    Workflow.objects.get(name=roles.REVIEW).start(reviewed, user)
    navigation = Navigation.for_site(Site.objects.get())
    for links, model, slugs in (
        ("menu_links", MenuLink, MENU),
        ("footer_links", FooterLink, FOOTER),
    ):
        items = in_order(model, [{"page": page(slug)} for slug in slugs])
        setattr(navigation, links, items)
    navigation.save()
    write_messages(page("contact"), LANGUAGES)
    numbers = dict(BasePage.objects.values_list("slug", "pk"))
    return LANGUAGES, numbers | {
        "image": CustomImage.objects.order_by("pk").first().pk,
        "site": Site.objects.get().pk,
    }


def write_messages(contact, languages):
    """Messages from visitors, of all ages and states."""
    from django.utils import timezone

    from languages.texts import column
    from pages.contact.models import ContactMessage

    titles = {language: getattr(contact, column("title", language)) for language in languages}
    for number, (reference, sender, days, state, is_handled) in enumerate(MESSAGES):
        received = timezone.now() - timedelta(days=days, minutes=7 * number + 4)
        ContactMessage.objects.create(
            submission=reference,
            reference=reference,
            page=contact,
            form_titles=titles,
            language="en",
            sender=sender,
            received_at=received,
            delete_after=received + timedelta(days=90),
            unit_titles=titles,
            mail_language="en",
            state=state,
            attempts=int(state != "waiting"),
            sent_at=received if state == "sent" else None,
            handled_at=received + timedelta(hours=1) if is_handled else None,
        )


# The pictures


class Photographer:
    """Takes pictures in one language, signed in as whoever sees what is shown."""

    def __init__(self, browser, site, language, numbers, wanted):
        self.browser, self.site, self.language = browser, site, language
        self.numbers, self.wanted = numbers, wanted

    @contextmanager
    def window(self, viewport=ADMIN, person=None):
        """A window of somebody who is signed in, or of a visitor."""
        context = self.browser.new_context(
            base_url=self.site.url, viewport=viewport, locale=self.language, reduced_motion="reduce"
        )
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        if person:
            sign_in(page, replace(self.site, user=f"{person}-{self.language}"))
        yield page
        context.close()

    def open(self, page, path):
        """Go to an address, with the numbers of pages in the place of their slugs."""
        page.goto(path.format(language=self.language, **self.numbers))
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1_500)

    def keep(self, page, name, **options):
        """Keep what a window shows, in few colours."""
        picture = Image.open(BytesIO(page.screenshot(**options))).convert("RGB")
        if page.viewport_size == PUBLIC:
            picture = picture.resize(PUBLIC_SIZE, Image.Resampling.LANCZOS)
        picture = picture.quantize(256, dither=Image.Dither.NONE)
        picture.save(FOLDER / f"{name}-{self.language}.png", optimize=True)
        print(f"{name}-{self.language}", flush=True)

    def take(self, person, pictures):
        """Take those of the pictures that are wanted: their name, address, and what is done before,
        a function of the page."""
        pictures = [one for one in pictures if not self.wanted or one[0] in self.wanted]
        if not pictures:
            return
        with self.window(ADMIN if person else PUBLIC, person) as page:
            for name, path, prepare in pictures:
                self.open(page, path)
                options = prepare(page) if prepare else None
                self.keep(page, name, **(options or {}))

    def conflict(self):
        """Two people write one text; the second one chooses."""
        if self.wanted and "handbook-conflict" not in self.wanted:
            return
        field = f"#id_summary_{self.language}"
        with self.window(person="publisher") as first, self.window(person="editor") as second:
            for page in (first, second):
                self.open(page, "/admin/pages/{partnership-themes}/edit/")
            for page, text in zip((first, second), WRITTEN[self.language], strict=True):
                page.fill(field, text)
                page.wait_for_timeout(3_000)
            second.keyboard.press("Control+s")
            second.locator(".conflicts__choice").first.wait_for()
            second.wait_for_timeout(1_500)
            self.keep(second, "handbook-conflict")


def matrix(page):
    """The table of a work area, with its heading."""
    page.locator("main table").first.evaluate("table => table.scrollIntoView()")
    page.evaluate("scrollBy(0, -130)")
    page.wait_for_timeout(300)


def preview(page):
    """The preview beside the form."""
    page.locator("[data-side-panel-toggle=preview]").click()
    page.frame_locator("iframe[data-w-preview-target=iframe]").first.locator("h1").wait_for()
    page.wait_for_timeout(1_500)


def without_side_panel(page):
    """The form alone."""
    if (button := page.locator("[data-side-panel-toggle][aria-expanded=true]")).count():
        button.first.click()
        page.wait_for_timeout(500)


def buttons(page):
    """The list of the editor's buttons, cut out."""
    without_side_panel(page)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.wait_for_timeout(700)
    size = {"width": 520, "height": 282}
    button = page.locator("footer button.action-save").first.bounding_box()
    is_rtl = page.evaluate("document.documentElement.dir") == "rtl"
    start = button["x"] + button["width"] + 60 - size["width"] if is_rtl else button["x"] - 60
    return {"clip": size | {"x": start, "y": ADMIN["height"] - size["height"]}}


def take_all(photographer):
    """Every picture in one language."""
    p = photographer
    p.take(
        None,
        [
            ("home", "/{language}/", None),
            ("area", "/{language}/work-areas/municipal-services/", matrix),
        ],
    )
    p.take(
        "publisher",
        [
            ("handbook-dashboard", "/admin/", None),
            ("handbook-pages", "/admin/pages/{work-areas}/", None),
            ("handbook-languages", "/admin/pages/{municipal-services}/languages/", None),
            ("handbook-history", "/admin/pages/{eu-integration}/history/", None),
            ("handbook-delete", "/admin/pages/{decentralisation}/delete/", None),
            ("handbook-image", "/admin/images/{image}/", None),
            ("handbook-navigation", "/admin/settings/pages/navigation/{site}/", None),
            ("handbook-messages", "/admin/messages/", None),
            ("editor", "/admin/pages/{local-democracy}/edit/", without_side_panel),
            ("handbook-publish", "/admin/pages/{municipal-services}/edit/", buttons),
            ("handbook-preview", "/admin/pages/{municipal-services}/edit/", preview),
        ],
    )
    source, outdated = OUTDATED[p.language]
    view = f"/admin/translations/basepage-{{{outdated}}}/{source}/{{language}}/"
    p.take(
        "translator",
        [
            ("handbook-translator", "/admin/pages/{local-democracy}/edit/", without_side_panel),
            ("translation-board", "/admin/translations/", None),
            ("translation-view", view, None),
        ],
    )
    p.conflict()


def main(*wanted):
    """Start the site, have people work on it, and take the pictures."""
    with TemporaryDirectory() as folder:
        data_dir, log = Path(folder) / "data", Path(folder) / "log"
        with started_site(data_dir, log, **NO_MAIL) as url:
            languages, numbers = people_at_work(data_dir, url)
            site = RunningSite(url, "", PASSWORD, data_dir, log)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
                )
                for language in languages:
                    take_all(Photographer(browser, site, language, numbers, wanted))


if __name__ == "__main__":
    main(*sys.argv[1:])
