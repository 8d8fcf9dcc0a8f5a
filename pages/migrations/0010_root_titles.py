from django.conf import settings
from django.db import migrations
from django.utils import translation


def title_root(apps, schema_editor):
    """Call the root of all pages, which only staff see, in each language what it is."""
    BasePage = apps.get_model("pages", "BasePage")
    root = BasePage.objects.filter(depth=1, title="Root").first()
    if root is None:
        return
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            title = translation.gettext("Root")
        for field in ("title", "draft_title"):
            setattr(root, f"{field}_{language.replace('-', '_')}", title)
            if language == settings.LANGUAGE_CODE:
                setattr(root, field, title)
    root.save()


class Migration(migrations.Migration):
    dependencies = [("pages", "0009_navigation")]

    operations = [migrations.RunPython(title_root, migrations.RunPython.noop)]
