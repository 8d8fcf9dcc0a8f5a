"""Simulates a user with the page editor open: what its form contains and submits."""

import json

from django.urls import reverse
from wagtail.blocks import ListBlock, RichTextBlock, StreamValue, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from tests.page_forms import edit_url


def block_data(prefix, block, value):
    """The POST data of one block of a stream."""
    if isinstance(block, RichTextBlock):
        widget = block.field.widget
        return {prefix: widget.format_value(getattr(value, "source", value))}
    if isinstance(block, StructBlock):
        parts = [
            block_data(f"{prefix}-{name}", child, value.get(name))
            for name, child in block.child_blocks.items()
        ]
        return {name: part for data in parts for name, part in data.items()}
    if isinstance(block, ListBlock):
        items = [(block.child_block, part.value, part.id, None) for part in value.bound_blocks]
        return sequence_data(prefix, items)
    if isinstance(block, TypedTableBlock):
        return table_data(prefix, value)
    if value is False or value is None:
        return {} if value is False else {prefix: ""}
    return {prefix: str(getattr(value, "pk", value))}


def table_data(prefix, table):
    """The POST data of a table's columns and cells."""
    data = {
        f"{prefix}-caption": table.caption or "",
        f"{prefix}-column-count": str(len(table.columns)),
        f"{prefix}-row-count": str(len(table.row_data)),
    }
    for number, column in enumerate(table.columns):
        name = f"{prefix}-column-{number}"
        data |= {f"{name}-type": column["block"].name, f"{name}-heading": column["heading"]}
        data |= {f"{name}-order": str(number), f"{name}-deleted": ""}
    for number, row in enumerate(table.row_data):
        data |= {f"{prefix}-row-{number}-order": str(number), f"{prefix}-row-{number}-deleted": ""}
        for place, (column, cell) in enumerate(zip(table.columns, row["values"], strict=True)):
            data |= block_data(f"{prefix}-cell-{number}-{place}", column["block"], cell)
    return data


def sequence_data(prefix, items):
    """The POST data of a list of blocks, given as (block, value, identifier, type)."""
    data = {f"{prefix}-count": str(len(items))}
    for order, (block, value, identifier, kind) in enumerate(items):
        name = f"{prefix}-{order}"
        data |= {f"{name}-deleted": "", f"{name}-order": str(order), f"{name}-id": identifier or ""}
        data |= {f"{name}-type": kind} if kind else {}
        data |= block_data(f"{name}-value", block, value)
    return data


def field_data(bound_field):
    """The POST data of a bound field as rendered."""
    value = bound_field.value()
    if isinstance(value, StreamValue):
        blocks = [(part.block, part.value, part.id, part.block_type) for part in value]
        return sequence_data(bound_field.html_name, blocks)
    shown = bound_field.field.widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    if value is False or shown is None:
        return {} if value is False else {bound_field.html_name: ""}
    return {bound_field.html_name: "on" if value is True else str(shown)}


def form_data(form):
    """The POST data of a page's form as rendered, including its formsets."""
    data = {}
    for name in form.fields:
        data |= field_data(form[name])
    for formset in form.formsets.values():
        for bound_field in formset.management_form:
            data |= field_data(bound_field)
        for order, child in enumerate(formset.forms, start=1):
            for bound_field in child:
                data |= field_data(bound_field)
            if formset.can_order:
                data[f"{child.prefix}-ORDER"] = str(order)
            data.pop(f"{child.prefix}-DELETE", None)
    return data


class Editor:
    """One page's editor, open in one tab of a user's browser."""

    def __init__(self, client, page):
        self.client, self.page = client, page
        self.open()

    def open(self):
        """Load the page, discarding what was typed."""
        response = self.client.get(edit_url(self.page))
        assert response.status_code == 200
        self._take(response)
        self.revision_id = None

    def open_revision(self, revision, part="all"):
        """Load an earlier revision, to restore a part of it: a language, what is shared, or all."""
        url = reverse("wagtailadmin_pages:revisions_revert", args=[self.page.pk, revision.pk])
        url = f"{url}?part={part}"
        self._take(self.client.get(url))
        return url

    def _take(self, response):
        self.form = response.context["form"]
        self.data = form_data(self.form)

    def type(self, **texts):
        """Type into fields, by name."""
        self.data |= texts

    def prefix_of(self, relation, **values):
        """The form prefix of the item with these values."""
        total = int(self.data[f"{relation}-TOTAL_FORMS"])
        [prefix] = [
            f"{relation}-{number}"
            for number in range(total)
            if all(self.data[f"{relation}-{number}-{k}"] == v for k, v in values.items())
        ]
        return prefix

    def add_item(self, relation, **values):
        """Add an item to a list."""
        number = int(self.data[f"{relation}-TOTAL_FORMS"])
        self.data[f"{relation}-TOTAL_FORMS"] = str(number + 1)
        values = {"id": "", "key": "", "ORDER": str(number + 1)} | values
        self.data |= {f"{relation}-{number}-{name}": value for name, value in values.items()}

    def save(self, **buttons):
        """Press a button; returns the response. An accepted page is reloaded."""
        response = self.client.post(edit_url(self.page), self.data | buttons)
        if response.status_code == 302:
            self.open()
        else:
            self.form = response.context["form"]
        return response

    def autosave(self):
        """Autosave as the editor does while typing; returns the response."""
        overwrite = {"overwrite_revision_id": str(self.revision_id)} if self.revision_id else {}
        response = self.client.post(
            edit_url(self.page), self.data | overwrite, headers={"accept": "application/json"}
        )
        answer = json.loads(response.content)
        if answer["success"]:
            self.revision_id = answer["revision_id"]
            self.data |= answer["field_updates"]
        return answer
