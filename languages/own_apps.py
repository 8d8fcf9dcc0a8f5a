"""Which of the installed apps are the project's own."""

from pathlib import Path

from django.apps import apps
from django.conf import settings


def is_own(app_config):
    """Whether an app's code stands in the project's folder, and not in an environment inside it."""
    path = Path(app_config.path)
    return settings.BASE_DIR in path.parents and "site-packages" not in path.parts


def unknown_migrations(loader):
    """The names ("app.name") of the migrations that a database has had, by its ``MigrationLoader``,
    and that the own apps' code does not have: another version of the code made it."""
    own = {config.label for config in apps.get_app_configs() if is_own(config)}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    return sorted(f"{app}.{name}" for app, name in unknown if app in own)


def own_models():
    """The concrete models of the project's own apps."""
    return [
        model
        for config in apps.get_app_configs()
        if is_own(config)
        for model in config.get_models()
    ]
