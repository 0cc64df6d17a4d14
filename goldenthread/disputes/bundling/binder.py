"""Counts and binds PDFs, in a process of its own: whatever a paper does to its reader, nothing else stops.

It is told what to do as one line of JSON, and says how far it is, a line at a time. It knows nothing of the house.
"""

import json
import resource
import sys
from contextlib import ExitStack
from pathlib import Path

MOST_BYTES = 2_000_000_000
#: How many pages are numbered, put under their papers and written before they are let go.
AT_ONCE = 40
#: Where a paper stands on its page: above the line with the page's number.
INSIDE = (14, 36, 581, 836)
#: What the contents' links begin with; the number of the bundle's page follows.
LINK = "https://bundle.invalid/"


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def count(order):
    """How many pages each paper has; a picture is drawn onto one page first."""
    import pikepdf

    for paper in order["papers"]:
        try:
            if paper["type"].startswith("image/"):
                picture(paper["path"], paper["as"])
            with pikepdf.open(paper["as"] if paper["type"].startswith("image/") else paper["path"]) as pdf:
                say(key=paper["key"], pages=len(pdf.pages))
        except Exception as fault:  # noqa: BLE001 - strangers' files fail in every way there is
            say(key=paper["key"], fault=type(fault).__name__)


def picture(source, target):
    """A picture on an A4 page, as large as fits, upright."""
    from PIL import Image, ImageOps

    with Image.open(source) as opened:
        drawn = ImageOps.exif_transpose(opened).convert("RGB")
        drawn.thumbnail((1654, 2339))
        page = Image.new("RGB", (1654, 2339), "white")
        page.paste(drawn, ((1654 - drawn.width) // 2, (2339 - drawn.height) // 2))
        page.save(target, "PDF", resolution=200)


def bind(order):
    """The contents, then every page of the papers under its number, some pages at a time, so that memory stays the same however many there are."""
    from appending import Whole  # type: ignore[import-not-found]  # beside this file, which runs alone

    out = Path(order["out"])
    part = out.with_suffix(".part")
    front = contents(order, part)
    with out.open("wb") as file:
        whole = Whole(file, front + order["pages"])
        whole.add(part, first=True)
        for first in range(1, order["pages"] + 1, AT_ONCE):
            numbered(order, first, min(first + AT_ONCE - 1, order["pages"]), part)
            whole.add(part)
        whole.finish([("Contents", 1), *((paper["title"], front + paper["first"]) for paper in order["papers"])], front)
    part.unlink()
    say(made=out.stat().st_size, most=most())


def contents(order, part):
    """The contents' pages, whose links lead into the bundle; gives how many there are."""
    import pikepdf
    from appending import PLACE

    with pikepdf.open(order["contents"]) as opened:
        front = len(opened.pages)
        for page in opened.pages:
            for link in page.Annots if "/Annots" in page else ():
                address = str(link.A.get("/URI", "")) if "/A" in link else ""
                if address.startswith(LINK):
                    del link.A
                    link.Dest = pikepdf.Array([pikepdf.Name(f"{PLACE}{front + int(address.removeprefix(LINK))}"), pikepdf.Name.Fit])
        for name in ("/Outlines", "/PageLabels", "/PageMode"):
            if name in opened.Root:
                del opened.Root[name]
        save(opened, part)
    return front


def numbered(order, first, last, part):
    """Pages `first` to `last` of the bundle, each paper's own page under its number."""
    import pikepdf

    inside = pikepdf.Rectangle(*INSIDE)
    with ExitStack() as until_saved:
        pages = until_saved.enter_context(pikepdf.open(numbers(order, first, last, part)))
        for number, paper in enumerate(order["papers"], start=1):
            begins, ends = max(first, paper["first"]), min(last, paper["first"] + paper["pages"] - 1)
            if begins > ends:
                continue
            with_answers = until_saved.enter_context(pikepdf.open(paper["path"]))
            if "/AcroForm" in with_answers.Root:
                with_answers.generate_appearance_streams()
            with_answers.flatten_annotations("print")
            for page in range(begins, ends + 1):
                pages.pages[page - first].add_underlay(with_answers.pages[page - paper["first"]], inside)
            if ends == paper["first"] + paper["pages"] - 1:
                say(done=number)
        for name in ("/StructTreeRoot", "/MarkInfo", "/Metadata"):
            if name in pages.Root:
                del pages.Root[name]
        save(pages, part)


def numbers(order, first, last, part):
    """Empty pages with their numbers, drawn to a file."""
    import typst

    drawn = part.with_suffix(".numbers")
    said = {"foot": order["foot"], "first": first, "last": last, "empty": [page for page in order["empty"] if first <= page <= last]}
    source = Path(__file__).with_name("numbers.typ")
    typst.compile(
        str(source), output=str(drawn), root=str(source.parent), font_paths=order["fonts"], ignore_system_fonts=True, format="pdf",
        sys_inputs={"numbers": json.dumps(said)},
    )  # fmt: skip
    return drawn


def save(pdf, part):
    import pikepdf

    pdf.save(part, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def most():
    """The most kilobytes that this program held. What the system counts for a process begins with what its parent held, so the program's own is read."""
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main():
    sys.path.append(str(Path(__file__).parent))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    order = json.loads(sys.stdin.readline())
    {"count": count, "bind": bind}[order["do"]](order)


if __name__ == "__main__":
    main()
