"""The documents of the project: whatever they name is there, and whatever has to be named is."""

import re
import shlex
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError

import site_config.settings

ROOT = settings.BASE_DIR
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")])
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# What Git does not keep, and what belongs to one machine.
PRIVATE = {"__pycache__", "var"}
ROOMS = {
    path.name + "/" * path.is_dir()
    for path in ROOT.iterdir()
    if path.name not in PRIVATE and (path.name == ".ci" or not path.name.startswith("."))
}
in_each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def prose(document):
    """A document without its blocks of code."""
    return FENCED.sub("", document.read_text())


def code(document):
    """The pieces of code in a document: whole lines of its blocks, and what stands within lines."""
    text = document.read_text()
    blocks = [line for block in FENCED.findall(text) for line in block.splitlines()[1:-1]]
    return blocks + re.findall(r"`([^`\n]+)`", FENCED.sub("", text))


def anchor_of(heading):
    """The name that GitHub and GitLab give a heading; vowel signs stay in it."""
    kept = [
        letter
        for letter in heading.lower()
        if letter in " -_" or unicodedata.category(letter)[0] in "LMN"
    ]
    return "".join(kept).replace(" ", "-")


def anchors(document):
    """What a link may name in a document: its headings, and what has an ``id``."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {*map(anchor_of, headings), *re.findall(r'\bid="([^"]+)"', document.read_text())}


def is_there(name):
    """Whether a path exists in the repository; ``<language>`` and ``*`` stand for any name, and so
    does ``fa``, the language that documents take for an example."""
    pattern = re.sub(r"<\w+>|(?<=/)fa(?=/|$)", "*", name.strip("/"))
    return any(ROOT.glob(pattern))


def commands(document):
    """The command lines after ``manage.py`` in a document, each as a list of words."""
    for piece in code(document):
        if found := re.search(r"manage\.py +([a-z_]+[^#]*)", piece):
            yield shlex.split(found[1])


# What is named is there


@in_each_document
def test_every_link_within_the_repository_leads_somewhere(document):
    text = prose(document)
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'\b(?:href|src)="([^"]+)"', text)
    broken = []
    for link in links:
        name, _, anchor = unquote(link).partition("#")
        if ":" in name:
            continue
        target = document.parent / name if name else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


@in_each_document
def test_every_path_of_the_repository_exists(document):
    tops = {name.rstrip("/") for name in ROOMS if name.endswith("/")}
    named = {
        piece.rstrip("/")
        for piece in re.findall(r"`([^`\s]+)`", prose(document))
        if "/" in piece and piece.partition("/")[0] in tops
    }

    assert sorted(name for name in named if not is_there(name)) == []


@in_each_document
def test_every_command_works_as_it_is_written_after_bin_run(document, settings):
    settings.TASKS = site_config.settings.TASKS
    assert re.findall(r"(?<![./\w])manage\.py [a-z_]+", document.read_text()) == []
    known = get_commands()
    for name, *arguments in commands(document):
        assert name in known
        parser = load_command_class(known[name], name).create_parser("manage.py", name)
        try:
            parser.parse_args(arguments)
        except CommandError as error:
            pytest.fail(f"{name} {arguments}: {error}")


@in_each_document
def test_every_program_of_the_repository_is_run_by_the_environment_that_has_its_packages(document):
    text = document.read_text()
    modules = re.findall(r"(\S*python3?) -m ([a-z_.]+)", text)

    assert [python for python, _ in modules if python.lstrip("`") != ".venv/bin/python"] == []
    assert [module for _, module in modules if find_spec(module) is None] == []


# What has to be named is


def map_of_rooms():
    """The paths in README's map, those that stand further in being parts of the one above."""
    block = re.search(r"^## The rooms\n+```\n(.*?)^```$", readme(), re.MULTILINE | re.DOTALL)[1]
    above = ""
    for line in block.splitlines():
        names = re.split(r"  +", line.strip())[0].split()
        if not line.startswith(" "):
            above = names[0]
        yield from ((above if line.startswith(" ") else "") + name for name in names)


def readme():
    """The text of README."""
    return (ROOT / "README.md").read_text()


def test_readme_is_short():
    assert len(readme().splitlines()) <= 120


def test_the_map_of_rooms_is_the_repository():
    rooms = list(map_of_rooms())

    assert [room for room in rooms if not is_there(room)] == []
    folders = {name for name in ROOMS if name.endswith("/")}
    assert sorted(folder for folder in folders if folder not in rooms) == []


def test_readme_leads_to_every_document():
    unnamed = [
        document.relative_to(ROOT)
        for document in DOCUMENTS
        if f"]({document.relative_to(ROOT)})" not in readme()
    ]

    assert unnamed == [Path("README.md")]


def test_every_picture_is_shown():
    shown = "\n".join(document.read_text() for document in DOCUMENTS)

    pictures = [path.name for path in ROOT.glob("docs/images/*")]
    assert pictures
    assert [name for name in pictures if f"images/{name}" not in shown] == []


def test_every_variable_is_in_the_table_and_every_one_in_the_table_is_read():
    table = (ROOT / "docs" / "operations.md").read_text().partition("## Variables")[2]
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", table, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}
    read = {
        name
        for path in (ROOT / "site_config").glob("*.py")
        for name in re.findall(
            r"(?:\bread\w*|environ\.get|env\.str)\(\s*\"([A-Z_]+)\"", path.read_text()
        )
    }

    assert named == {name for name in read if not name.startswith("GRANIAN_")}


def test_continuous_integration_runs_what_everybody_can_run():
    assert "- run: .ci/run\n" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()
