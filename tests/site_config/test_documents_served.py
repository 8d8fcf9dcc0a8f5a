"""Documents for visitors: in parts, where a browser goes on with an interrupted download."""

import pytest

from tests.factories import DocumentFactory


@pytest.fixture
def document(db):
    """A document with its content."""
    found = DocumentFactory()
    with found.file.open("rb") as file:
        found.content = file.read()
    return found


def get(client, document, **headers):
    """The status, the response and its content."""
    response = client.get(document.url, headers=headers)
    return response.status_code, response, b"".join(response)


def test_a_document_says_that_it_can_be_had_in_parts(client, document):
    status, response, content = get(client, document)
    assert (status, content) == (200, document.content)
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("2-4", 2, 5), ("3-", 3, None), ("-2", -2, None)]
)
def test_a_part_is_sent_as_the_whole_would_be(client, document, asked, start, end):
    _status, whole, _content = get(client, document)
    status, response, content = get(client, document, range=f"bytes={asked}")
    assert (status, content) == (206, document.content[start:end])
    size = len(document.content)
    first = start % size
    assert response["Content-Range"] == f"bytes {first}-{first + len(content) - 1}/{size}"
    assert int(response["Content-Length"]) == len(content)
    for name in ("Content-Disposition", "Content-Security-Policy", "Content-Type", "ETag"):
        assert response[name] == whole[name], name


def test_what_lies_outside_is_told(client, document):
    status, response, content = get(client, document, range="bytes=99999-")
    assert (status, content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{len(document.content)}"


@pytest.mark.parametrize("asked", ["bytes=1-0", "bytes=0-1,3-4", "lines=1-2", "x", ""])
def test_what_is_no_range_is_ignored(client, document, asked):
    assert get(client, document, range=asked)[0] == 200


def test_a_part_of_what_has_changed_is_not_sent(client, document):
    etag = get(client, document)[1]["ETag"]
    assert get(client, document, **{"range": "bytes=0-1", "if-range": etag})[0] == 206
    assert get(client, document, **{"range": "bytes=0-1", "if-range": '"other"'})[0] == 200
