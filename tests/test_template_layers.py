"""Templates, stylesheets and scripts lie in the rooms of the house, and point downwards only."""

import ast
import re
from collections import defaultdict

import pytest
from django.template import engines

from tests.running_site import BASE_DIR

# The rooms, from the ground up; those of one height know nothing of each other. A folder of
# ``templates``, ``static/css`` and ``static/js`` has the name of its room; what lies elsewhere
# there is the core's, but for Wagtail's admin, whose templates staff's room may override.
HEIGHT = {
    "languages": 0,
    "pages": 1,
    "pages/search": 2,
    "pages/contact": 2,
    "pages/translating": 3,
    "pages/staff": 4,
    "work_areas": 4,
}
ROOM_OF_ADMIN = "pages/staff"
WAGTAILS = ("wagtailadmin/", "wagtailcore/", "wagtaildocs/", "wagtailusers/")
TEMPLATES = BASE_DIR / "templates"

LOADED = re.compile(r"{%\s*load\s+(?:[\w ]+\s+from\s+)?([\w ]+?)\s*%}")
NAMED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
STATIC = re.compile(r"""{%\s*static\s+["'](?:css|js)/([^"']+)["']""")
ASSET = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
# A whole name, or the folder that stands before the rest of a name put together.
FILE = re.compile(
    r"\w+/[\w/-]+\.(?:html|txt|xml)|(?:pages|work_areas)/[\w/]+/|(?:css|js)/[\w/-]+\.(?:css|js)"
)


def room_of(path):
    """The room of a file by its path below ``templates``, ``static/css`` or ``static/js``."""
    if path.startswith(("wagtailadmin/", "wagtailusers/")):
        return ROOM_OF_ADMIN
    above = [room for room in HEIGHT if path.startswith(f"{room}/")]
    return max(above, key=len, default="pages")


def room_of_library(name):
    """The room of a tag library, or ``None`` for one of Django's or Wagtail's."""
    module = engines["django"].engine.libraries[name]
    path = f"{module.replace('.', '/')}/"
    above = [room for room in HEIGHT if path.startswith(f"{room}/")]
    return max(above, key=len, default=None)


def targets(text):
    """What a template loads, includes, extends and links to, each with its room."""
    for names in LOADED.findall(text):
        for name in names.split():
            if room := room_of_library(name):
                yield name, room
    for name in NAMED.findall(text):
        # Wagtail's own, whether overridden or not.
        if not name.startswith(WAGTAILS):
            yield name, room_of(name)
    for name in STATIC.findall(text):
        yield name, room_of(name)


def is_downward(room, target):
    """Whether a room may point to another: to itself and to what is below it."""
    return target == room or HEIGHT[target] < HEIGHT[room]


def templates():
    """Every template: its path below ``templates``, and its text."""
    for path in sorted(TEMPLATES.rglob("*.*")):
        yield str(path.relative_to(TEMPLATES)), path.read_text()


def files_named_in(folder):
    """The templates, stylesheets and scripts that a package names: pairs of a module and a file."""
    for path in sorted(BASE_DIR.joinpath(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "value", None)
            if isinstance(name, str) and FILE.fullmatch(name) and not name.startswith(WAGTAILS):
                yield str(path.relative_to(BASE_DIR)), name


def test_no_template_points_to_a_room_above_its_own():
    upward = [
        (path, name)
        for path, text in templates()
        for name, room in targets(text)
        if not is_downward(room_of(path), room)
    ]

    assert upward == []


@pytest.mark.parametrize("package", ["languages", "pages", "work_areas"])
def test_no_module_serves_a_template_stylesheet_or_script_of_a_room_above_its_own(package):
    upward = [
        (module, name)
        for module, name in files_named_in(package)
        if not is_downward(room_of(module), room_of(re.sub("^(css|js)/", "", name)))
    ]

    assert upward == []


def test_every_template_stylesheet_and_script_that_is_named_is_there():
    named = {("templates", name) for _, text in templates() for name in NAMED.findall(text)}
    named |= {("static", name) for _, text in templates() for name in ASSET.findall(text)}
    for package in ("languages", "pages", "site_config", "work_areas"):
        for _module, name in files_named_in(package):
            named.add(("static" if name.endswith((".css", ".js")) else "templates", name))

    missing = [
        name
        for folder, name in sorted(named)
        if not name.startswith(WAGTAILS) and not BASE_DIR.joinpath(folder, name).exists()
    ]
    assert missing == []


def test_what_one_room_alone_includes_lies_beside_its_templates():
    users = defaultdict(set)
    for path, text in templates():
        for name in NAMED.findall(text):
            users[name].add(room_of(path))
    components = [path for path, _text in templates() if path.startswith("components/")]

    assert components
    alone = [path for path in components if "pages" not in users[path] and len(users[path]) < 2]
    assert alone == []


def test_the_rules_see_what_they_are_for():
    text = """{% load i18n languages work_areas %}{% include 'pages/staff/a.html' with a=b only %}
        {% extends "wagtailadmin/base.html" %}<link href="{% static "css/work_areas/areas.css" %}">
        {% load around from work_areas %}{% static "css/tokens.css" %}{% include byline %}"""

    assert sorted(targets(text)) == [
        ("languages", "languages"),
        ("pages/staff/a.html", "pages/staff"),
        ("tokens.css", "pages"),
        ("work_areas", "work_areas"),
        ("work_areas", "work_areas"),
        ("work_areas/areas.css", "work_areas"),
    ]
    assert room_of("wagtailadmin/base.html") == "pages/staff"
    assert room_of("pages/archive/note.html") == room_of("404.html") == "pages"
    assert is_downward("work_areas", "pages")
    assert not is_downward("pages", "work_areas")
    assert not is_downward("pages/search", "pages/contact")
