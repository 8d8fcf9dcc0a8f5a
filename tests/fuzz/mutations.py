"""Requests made from real ones: their forms, parameters, headers and bodies, changed at random."""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.fuzz.texts import TEXTS

PARAMETERS = (
    "q", "p", "page", "id", "ordering", "order", "export", "collection_id", "locale",
    "next", "tag",
    "parent_page_id", "page_type", "user_perms", "allow_external_link", "link_text",
    "mode", "kind",
    "year", "area", "language", "sent", "term", "select_format", "usage_count",
    "in_preview_panel",
    "date", "key", "can_choose_root", "match_subclass", "is_autosave", "multiple",
    "layout", "state",
)  # fmt: skip
METHODS = (
    ("GET",) * 8 + ("POST",) * 10 + ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "X")
)
HEADERS = (
    "accept", "accept-encoding", "accept-language", "cookie", "host", "if-match",
    "if-modified-since",
    "if-none-match", "if-range", "origin", "range", "referer", "sec-fetch-site", "user-agent",
    "x-forwarded-for", "x-forwarded-proto", "x-requested-with",
)  # fmt: skip
TYPES = (
    "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x",
    "text/plain", "multipart/form-data",
    "application/x-www-form-urlencoded; charset=utf-16", "",
)  # fmt: skip


@dataclass
class Request:
    """One request: how it is sent by Django's test client."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = TYPES[0]
    headers: dict = field(default_factory=dict)

    def __str__(self):
        return (
            f"{self.method} {self.path!r} {self.headers} {self.content_type} {self.body[:2000]!r}"
        )


class Mutator:
    """Makes requests from addresses and their forms; the same ones from the same ``random``."""

    def __init__(self, random, paths, client):
        self.random, self.paths, self.client = random, paths, client
        self.forms = {}

    def requests(self, number):
        """So many requests."""
        for _number in range(number):
            yield self.request()

    def request(self):
        """A request to one of the addresses."""
        random = self.random
        path, method = random.choice(self.paths), random.choice(METHODS)
        fields = self.fields_of(path) if method == "POST" else []
        if random.random() < 0.1:
            path = self.changed_text(path)
        path = "/" + path.lstrip("/").replace("?", "")
        request = Request(method, path)
        if random.random() < 0.6:
            names = random.choices(PARAMETERS, k=random.randint(1, 4))
            query = [(name, self.text()) for name in names]
            request.path += "?" + urlencode(query, errors="surrogatepass")
        if random.random() < 0.2:
            # Headers hold Latin letters.
            value = self.text().encode("utf-8", "replace").decode("latin-1")
            request.headers[random.choice(HEADERS)] = value.replace("\r", "").replace("\n", "")
        if method in ("POST", "PUT", "PATCH"):
            self.fill(request, fields)
        return request

    def text(self):
        """A text that is often mishandled."""
        return self.random.choice(TEXTS)

    def changed_text(self, text):
        """A text in which something is taken out, doubled or put in."""
        at = self.random.randrange(len(text) + 1)
        rest = text[at:]
        return text[:at] + self.random.choice((rest[1:], rest[:1] + rest, self.text()[:50] + rest))

    def fields_of(self, path):
        """The (name, value) of each field of the forms at an address."""
        if path not in self.forms:
            response = self.client.get(path)
            html = b"".join(response)
            is_html = response.get("Content-Type", "").startswith("text/html")
            self.forms[path] = fields_in(html) if is_html else []
        return self.forms[path]

    def fill(self, request, fields):
        """Give the request a body: the form as it is but for a few fields, or something else."""
        random = self.random
        fields = list(fields)
        for _number in range(min(len(fields), random.choice((0, 1, 1, 2, 5, 20)))):
            at = random.randrange(len(fields))
            name, value = fields[at]
            change = random.random()
            if change < 0.6:
                fields[at] = name, self.text()
            elif change < 0.7:
                fields[at] = self.changed_text(name), value
            elif change < 0.8:
                fields.append((name, self.text()))
            elif change < 0.9:
                fields[at] = name, self.changed_text(value)
            else:
                del fields[at]
                if not fields:
                    break
        request.body = urlencode(fields, errors="surrogatepass").encode()
        if random.random() < 0.1:
            request.content_type = random.choice(TYPES)
        if random.random() < 0.05:
            request.body = json.dumps(dict(fields)).encode()
            request.content_type = "application/json"
        if random.random() < 0.05:
            request.body = self.text().encode("utf-8", "surrogatepass")


def fields_in(html):
    """The (name, value) of each field that the forms in an HTML page send."""
    found = []
    for tag in BeautifulSoup(html, "html.parser").select("form [name]"):
        if tag.name == "textarea":
            value = tag.get_text()
        elif tag.name == "select":
            chosen = tag.select_one("option[selected]") or tag.select_one("option")
            value = chosen.get("value", "") if chosen else ""
        else:
            value = tag.get("value", "on" if tag.get("type") == "checkbox" else "")
        found.append((tag["name"], value))
    return found
