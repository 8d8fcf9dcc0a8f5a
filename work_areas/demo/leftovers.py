"""The files of a load that was killed: its rows were rolled back, and nothing names the files."""

import re
from pathlib import PurePosixPath

from pages.models import CustomDocument, CustomImage
from work_areas.demo import content


def remove():
    """Delete the demo site's pictures and documents that belong to no row.

    Call it when no other load can be going on.
    """
    for model, folder, names in (
        (CustomImage, "original_images", picture_names()),
        (CustomDocument, "documents", document_names()),
    ):
        storage = model._meta.get_field("file").storage
        used = set(model.objects.values_list("file", flat=True))
        for name in files_like(names, storage, folder):
            if name not in used:
                storage.delete(name)


def picture_names():
    """The names of the files of the demo site's pictures."""
    pages = map(content.read, ["home", *content.ALL_PAGES])
    return {f"{data['image']['key']}.png" for data in pages if "image" in data}


def document_names():
    """The names of the files of the demo site's documents."""
    return {
        f"{data['slug']}-{language}.{data['document']['ending']}"
        for data in map(content.read, content.ALL_PAGES)
        if "document" in data
        for language in content.languages_of(data["document"]["title"])
    }


def files_like(names, storage, folder):
    """The files of a folder that have one of the names, or one that a storage makes of it where it
    is taken."""
    paths = map(PurePosixPath, names)
    any_name = "|".join(
        rf"{re.escape(path.stem)}(_\w{{7}})?{re.escape(path.suffix)}" for path in paths
    )
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in files if re.fullmatch(any_name, name)]
