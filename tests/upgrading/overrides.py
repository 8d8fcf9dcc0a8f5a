"""Finds what the project overrides of Wagtail and its libraries: templates and methods.

A template is overridden by one of the same name; a method by one of ours that stands before it in
the order in which Python looks for it, be it in a subclass or in a mixin.
"""

import importlib
import inspect
import pkgutil
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.template.loader import engines

PACKAGES = ("languages", "pages", "site_config", "work_areas")
# The libraries whose methods we override, by the package that they are imported from.
LIBRARIES = {
    "django_tasks_db": "django-tasks-db",
    "modelcluster": "django-modelcluster",
    "modelsearch": "modelsearch",
    "modeltranslation": "django-modeltranslation",
    "wagtail": "wagtail",
}
# Not to be imported: they do something when they are.
COMMANDS = ("__main__", "beside", "management", "migrations", "start", "timer", "wsgi")


def digest(text):
    """A short name of a text."""
    return sha256(text.encode()).hexdigest()[:16]


def versions():
    """The installed versions of the libraries, by the names of their distributions."""
    return {name: version(name) for name in LIBRARIES.values()}


def templates():
    """The digests of the originals of the templates that we override, by the template's name."""
    folder = settings.BASE_DIR / "templates"
    loaders = engines["django"].engine.template_loaders
    found = {}
    for path in sorted(folder.glob("wagtail*/**/*.*")):
        name = str(path.relative_to(folder))
        sources = [source for loader in loaders for source in loader.get_template_sources(name)]
        originals = [Path(s.name) for s in sources if Path(s.name) != path]
        original = next((file for file in originals if file.exists()), None)
        found[name] = digest(original.read_text()) if original else "no original"
    return found


def methods():
    """The digests of the originals of the methods that we override, by the dotted names of ours
    and of the original with an arrow between them."""
    found = {}
    for model in classes():
        order = model.__mro__
        for place, ours in enumerate(order):
            if ours.__module__.partition(".")[0] not in PACKAGES:
                continue
            for name, value in vars(ours).items():
                own = _function(value)
                # What a library puts around a method of its own is no override of ours.
                if not own or own.__module__.partition(".")[0] not in PACKAGES:
                    continue
                original = _original(name, order[place + 1 :])
                if original:
                    theirs, function = original
                    key = f"{_dotted(ours)}.{name} <- {_dotted(theirs)}.{name}"
                    found[key] = digest(inspect.getsource(function))
    return dict(sorted(found.items()))


def classes():
    """All classes of the project's own."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for info in pkgutil.walk_packages(root.__path__, f"{package}."):
            if set(info.name.split(".")).isdisjoint(COMMANDS):
                module = importlib.import_module(info.name)
                for value in vars(module).values():
                    if inspect.isclass(value) and value.__module__ == info.name:
                        yield value


def _dotted(a_class):
    return f"{a_class.__module__}.{a_class.__qualname__}"


def _function(value):
    """The function behind a method, a property or the like, or None."""
    value = getattr(value, "__func__", None) or getattr(value, "fget", None) or value
    value = inspect.unwrap(getattr(value, "func", value)) if callable(value) else value
    value = getattr(value, "func", value)
    return value if inspect.isfunction(value) else None


def _original(name, bases):
    """The first class of a library among these that has a method of its own by a name, with it."""
    for base in bases:
        if name in vars(base):
            function = _function(vars(base)[name])
            if function and base.__module__.partition(".")[0] in LIBRARIES:
                return base, function
    return None
