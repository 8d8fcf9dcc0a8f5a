"""A visitor at a contact page: what they submit and what they see."""

import time

from bs4 import BeautifulSoup

from pages.contact import guards
from pages.contact.forms import name_of


class Visitor:
    """A visitor with a contact page open in a language; fills in its form by label."""

    def __init__(self, client, page, language, *, seconds=60):
        """``seconds`` is how long ago the form was opened."""
        self.client, self.page, self.language = client, page, language
        self.address = f"/{language}/{page.slug}/"
        self.token = guards.issue(page.pk, time.time() - seconds)
        self.names = {field.label_en: f"field-{name_of(field)}" for field in page.form_fields.all()}

    def open(self):
        """The form, parsed."""
        return BeautifulSoup(self.client.get(self.address).content, "html.parser")

    def data(self, **changes):
        """The POST data of a fully completed form; ``changes`` by label, with underscores for
        spaces. None leaves a field out."""
        unit = self.page.units.first()
        filled = {
            "Name": "ليلى",
            "E-mail": "layla@example.org",
            "Telephone": "+962 6 500 0000",
            "Unit": str(unit.key) if unit else "",
            "Message": "السلام عليكم\nأود أن أسأل",
        }
        changes = {label.replace("_", " "): value for label, value in changes.items()}
        values = {k: v for k, v in (filled | changes).items() if k in self.names}
        return {
            self.names[label]: value for label, value in values.items() if value is not None
        } | {"token": self.token, "homepage": ""}

    def send(self, data=None, **options):
        """Submit the form; returns the response."""
        return self.client.post(self.address, self.data() if data is None else data, **options)


def shown(response):
    """A response, parsed."""
    return BeautifulSoup(response.content, "html.parser")
