"""The text of PDF, Word and text files, read where it can do no harm.

A file comes from outside, and may be damaged, huge or made to exhaust what reads it. So a process
of its own reads it, for a limited time and in limited memory: ``python -m pages.search.extraction
pdf`` takes the file from stdin and writes its text to stdout. It needs nothing of Django.
"""

import io
import logging
import re
import subprocess
import sys
from contextlib import suppress

SECONDS = 20
MEMORY = 1024 * 1024 * 1024
FILE_LIMIT = 50 * 1024 * 1024
PAGE_LIMIT = 300
CHARACTER_LIMIT = 200_000
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

logger = logging.getLogger(__name__)


def text_of(file, kind):
    """The text of an open file of a kind (its ending without the dot), as far as it can be read.

    Empty for kinds that hold no text that we know how to read, and for what is damaged.
    """
    if kind not in READERS:
        return ""
    data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        return ""
    try:
        result = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", __name__, kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        logger.warning("Reading the text of a %s file took too long.", kind)
        return ""
    if result.returncode:
        logger.warning("The text of a %s file could not be read.", kind)
    text = result.stdout.decode(errors="replace")
    return CONTROLS.sub(" ", text)[:CHARACTER_LIMIT]


def pdf_parts(data):
    """The text of each page of a PDF file."""
    from pypdf import PdfReader

    reader = PdfReader(data)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    for number, page in enumerate(reader.pages):
        if number == PAGE_LIMIT:
            return
        with suppress(Exception):
            yield page.extract_text()


def word_parts(data):
    """The paragraphs of a Word file, and the cells of its tables, in their order."""
    from docx import Document
    from docx.table import Table

    def parts(holder):
        for block in holder.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield from parts(cell)
            else:
                yield block.text

    yield from parts(Document(data))


def plain_parts(data):
    """The text of a file in UTF-8, UTF-16 or the code page of old Arabic files."""
    raw = data.read(CHARACTER_LIMIT * 4)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield raw.decode("utf-16", errors="replace")
        return
    try:
        # The limit may have cut the last letter.
        yield raw.decode("utf-8-sig", errors="strict" if len(raw) < CHARACTER_LIMIT else "ignore")
    except UnicodeDecodeError:
        yield raw.decode("cp1256", errors="replace")


READERS = {"pdf": pdf_parts, "docx": word_parts, "txt": plain_parts, "csv": plain_parts}


def main(kind):
    """Write the text of the file on stdin to stdout, as far as the limits let it be read."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable()
    left = CHARACTER_LIMIT
    for part in READERS[kind](io.BytesIO(sys.stdin.buffer.read())):
        # Lone surrogates, which damaged files contain, are no text.
        text = part.encode("utf-8", "ignore").decode()[:left]
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.buffer.flush()
        left -= len(text)
        if left <= 0:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
