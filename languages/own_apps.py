"""Which installed apps belong to the project."""

from pathlib import Path

from django.apps import apps
from django.conf import settings


def is_own(app_config):
    """Whether an app's code lies in the project's folder, outside a virtual environment in it."""
    path = Path(app_config.path)
    return settings.BASE_DIR in path.parents and "site-packages" not in path.parts


def unknown_migrations(loader):
    """The migrations ("app.name") applied to a database but unknown to our apps' code, from its
    ``MigrationLoader``: the database belongs to another version of the code."""
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
