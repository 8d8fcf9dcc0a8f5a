"""Every address of the admin, with who may ask for it: the table is ``admin_addresses.toml``.

An address that is not in the table fails here, as does one that answers others than it says. Each
is asked for by real requests, of every role and of somebody without an account, about the same
objects; what a request changes is taken back.
"""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Task, UploadedFile, Workflow

from pages import roles
from pages.models import (
    BasePage,
    ContactMessage,
    ContentPage,
    CustomDocument,
    CustomImage,
    TranslationImport,
)
from tests.factories import ContentPageFactory, DocumentFactory, ImageFactory, make_member

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
