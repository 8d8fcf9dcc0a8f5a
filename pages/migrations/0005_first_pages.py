from django.conf import settings
from django.db import migrations
from django.utils import translation

SLUG = "home"


def in_every_language(word):
    """A word of the interface by language."""
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = translation.gettext(word)
    return words


def fill_titles(page, titles):
    """Set a page's title and draft title, bare and in each language."""
    for field in ("title", "draft_title"):
        setattr(page, field, titles[settings.LANGUAGE_CODE])
        for language, title in titles.items():
            setattr(page, f"{field}_{language.replace('-', '_')}", title)


def create_home_page(apps, schema_editor):
    """Replace the page that Wagtail's migrations put below the root with a home page.

    Those pages know nothing of languages: the root's titles are filled as well.
    """
    BasePage = apps.get_model("pages", "BasePage")
    HomePage = apps.get_model("pages", "HomePage")
    Site = apps.get_model("wagtailcore", "Site")
    ContentType = apps.get_model("contenttypes", "ContentType")

    root = BasePage.objects.get(depth=1)
    fill_titles(root, in_every_language(translation.gettext_noop("Root")))
    root.numchild = 1
    root.save()

    BasePage.objects.filter(depth__gt=1).delete()
    content_type, _created = ContentType.objects.get_or_create(app_label="pages", model="homepage")
    home = HomePage(
        slug=SLUG,
        url_path=f"/{SLUG}/",
        path=f"{root.path}0001",
        depth=2,
        numchild=0,
        live=True,
        content_type=content_type,
        locale_id=root.locale_id,
    )
    fill_titles(home, in_every_language(translation.gettext_noop("Home")))
    home.save()
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_page_types")]

    operations = [migrations.RunPython(create_home_page, migrations.RunPython.noop)]
