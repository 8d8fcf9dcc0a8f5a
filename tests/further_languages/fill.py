"""What staff of a site do once a language has been added: run in the copy of the project, after its
settings and migrations have French and Persian, with the data of a site that had neither."""

import shutil
import sys
from pathlib import Path

import django
from django.core.management import call_command

TEXTS = {
    "home": {
        "title": {
            "fr": "Une administration locale forte et proche des gens",
            "fa": "اداره‌ی محلی نیرومند و نزدیک به مردم",
        },
        "summary": {
            "fr": "Nous travaillons avec les autorités locales et leurs associations.",
            "fa": "ما با نهادهای محلی و انجمن‌های آنها همکاری می‌کنیم.",
        },
    },
    "work-areas": {
        "title": {"fr": "Domaines d’action", "fa": "زمینه‌های کار"},
        "summary": {
            "fr": "Huit domaines qui se complètent.",
            "fa": "هشت زمینه که یکدیگر را کامل می‌کنند.",
        },
    },
}
NAME = {
    "fr": "Centre d’appui à l’autonomie locale",
    "fa": "مرکز پشتیبانی از خودگردانی محلی",
}
PAGE = Path(__file__).parent / "training-of-councillors.toml"


def main():
    """Migrate, make the roles, add a page, translate two that were there, release them."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("set_up_roles")
    call_command("translation_status", refresh=True)

    from languages.texts import column
    from pages.models import BasePage, SiteIdentity
    from work_areas.demo import content

    shutil.copy(PAGE, content.FOLDER)
    content.PAGES_BELOW["work-areas"] = (*content.AREA_PAGES, PAGE.stem)
    call_command("load_demo")
    for slug, texts in TEXTS.items():
        page = BasePage.objects.get(slug=slug, depth__gt=1).specific
        for name, value in content.as_columns(texts).items():
            setattr(page, name, value)
        for language in NAME:
            setattr(page, column("released", language), True)
        page.save_revision().publish()
    identity = SiteIdentity.objects.get()
    for language, name in NAME.items():
        setattr(identity, column("organisation_name", language), name)
    identity.save()


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
