"""Every address of the admin, with who may ask for it: the table is ``admin_addresses.toml``.

An address that is not in the table fails here, as does one that answers others than it says. Each
is asked for by real requests, of every role and of somebody without an account, about the same
objects; what a request changes is taken back.
"""

import tomllib
from pathlib import Path

from pages.access import roles

TABLE = tomllib.loads((Path(__file__).parent / "admin_addresses.toml").read_text("utf-8"))
ARABIC, ENGLISH = roles.translator("ar"), roles.translator("en")
NOBODY = "somebody without an account"
PEOPLE = {
    "administrator": roles.ADMINISTRATOR,
    "publisher": roles.PUBLISHER,
    "editor": roles.EDITOR,
    "arabic": ARABIC,
    "english": ENGLISH,
    "reader": roles.READER,
    "anonymous": None,
}
