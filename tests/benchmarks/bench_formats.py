"""Seconds and memory of reading and writing each format, by size; a page is about 800 Chinese characters.

python -m tests.benchmarks.bench_formats [PAGES …]        (default: 5 50 500; PDF is written up to 50 pages)

Each measure runs in a process of its own, so that its peak of memory is its own; seconds are of the processor. Beside
reading a PDF or a Word file stands what its library alone needs to bring the words out: pypdfium2, and lxml parsing the
main part.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pypdfium2
from lxml import etree

from documents.exporters.registry import WRITERS
from documents.outline import Node, assign_eids
from documents.publication import Publication
from tests.made_files import pdf

SENTENCE = "为了规范拍卖行为，维护拍卖秩序，保护拍卖活动各方当事人的合法权益，根据有关法律的规定，制定本条。"
ENGLISH = "All human beings are born free and equal in dignity and rights. They are endowed with"
MEASURE = """
import pickle, sys, time
what, name, data = pickle.load(sys.stdin.buffer)
if what == "read":
    from documents.importers.registry import read as act
    arguments = (data, name)
elif what == "bare":
    from tests.benchmarks.bench_formats import BARE
    act, arguments = BARE[name], (data,)
else:
    from documents.exporters.registry import WRITERS
    act, arguments = WRITERS[name].write, (data,)
began = time.process_time()
result = act(*arguments)
seconds = time.process_time() - began
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # since this program began
sys.stdout.buffer.write(pickle.dumps((seconds, int(peak.split()[1]) / 1024)))
"""
SLOW = {"pdf": 50}  # pages up to which a format is written here


def words_of_pdf(data: bytes) -> list[str]:
    """The text of every page, as pypdfium2 gives it."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def words_of_docx(data: bytes) -> str:
    """The text of the main part, run together, as lxml gives it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(etree.fromstring(package.read("word/document.xml")).itertext())


BARE: dict[str, Callable[[bytes], object]] = {"pdf": words_of_pdf, "docx": words_of_docx}


def law(pages: int) -> Publication:
    """A law of that many pages: four articles a page, forty a chapter."""
    chapters = [
        Node("chapter", f"第{number}章", "规定", children=[article(40 * number + place) for place in range(40)])
        for number in range(max(1, pages // 10))
    ]
    return Publication(assign_eids(Node("document", heading="条例", children=chapters)), "条例", "law", "2020-01-01")


def article(number: int) -> Node:
    """An article of two hundred characters."""
    return Node("article", f"第{number + 1}条", text="\n".join([SENTENCE * 2] * 2))


def printed(pages: int) -> bytes:
    """A PDF of that many pages of forty lines."""
    lines = [(72.0, 740.0 - 16 * n, 12.0, ENGLISH if n % 5 else f"Article {n}") for n in range(40)]
    return pdf(*([*lines, (300.0, 30.0, 9.0, f"- {page + 1} -")] for page in range(pages)))


def measured(what: str, name: str, data: object) -> tuple[float, float]:
    """Seconds and megabytes of reading or writing."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=pickle.dumps((what, name, data)), capture_output=True, check=True
    )
    seconds, megabytes = pickle.loads(done.stdout)
    return seconds, megabytes


def tell(what: str, name: str, pages: int, size: int, found: tuple[float, float]) -> None:
    print(
        f"{what:5} {name:5} {pages:5} pages {size / 1e6:8.2f} MB {found[0]:7.2f} s {found[1]:7.0f} MB memory",
        flush=True,
    )


def compare(name: str, pages: int, data: bytes) -> None:
    """Tell how long reading takes beside the library alone."""
    seconds, alone = measured("read", f"law.{name}", data)[0], measured("bare", name, data)[0]
    print(
        f"read  {name:5} {pages:5} pages: {seconds:.2f} s, its library alone {alone:.2f} s, ratio {seconds / alone:.1f}"
    )


def main(sizes: list[int]) -> None:
    for pages in sizes:
        edition = law(pages)
        for name, writer in WRITERS.items():
            if pages <= SLOW.get(name, pages):
                data = writer.write(edition)
                tell("write", name, pages, len(data), measured("write", name, edition))
                tell("read", name, pages, len(data), measured("read", f"law{writer.suffix}", data))
        data = printed(pages)
        tell("read", "pdf", pages, len(data), measured("read", "law.pdf", data))
        compare("pdf", pages, data)
        compare("docx", pages, WRITERS["docx"].write(edition))


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [5, 50, 500])
