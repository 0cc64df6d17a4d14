"""Counts and binds PDFs, in a process of its own: whatever a paper does to its reader, nothing else stops.

It is told what to do as one line of JSON, and says how far it is, a line at a time. It knows nothing of the house.
"""

import json
import resource
import sys
from pathlib import Path

MOST_BYTES = 2_000_000_000
A4 = (0, 0, 595.28, 841.89)
#: After how many papers what is bound is written and opened anew.
AT_ONCE = 20
#: Where a paper stands on its page: above the line with the page's number.
INSIDE = (14, 36, 581, 836)


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
    """Each paper's pages under the numbered pages of the frame, which has the contents and their links already.

    After some papers the whole is written and opened anew: what a file holds while others are copied into it is let go, so
    that a long bundle takes hardly more memory than a short one.
    """
    begun = order["frame"]
    papers = order["papers"]
    for first in range(0, len(papers), AT_ONCE):
        begun = under(begun, order, first, papers[first : first + AT_ONCE])
    finish(begun, order)
    say(made=Path(order["out"]).stat().st_size, most=most())


def under(begun, order, first, papers):
    """The frame with these papers in it as well, in a file of its own."""
    import pikepdf

    inside = pikepdf.Rectangle(*INSIDE)
    written = f"{order['out']}.{first}"
    with pikepdf.open(begun) as frame:
        for number, paper in enumerate(papers, start=first + 1):
            with pikepdf.open(paper["path"]) as with_answers:
                if "/AcroForm" in with_answers.Root:
                    with_answers.generate_appearance_streams()
                with_answers.flatten_annotations("print")
                for offset, page in enumerate(with_answers.pages):
                    frame.pages[order["front"] + paper["first"] - 1 + offset].add_underlay(page, inside)
            say(done=number)
        frame.save(written, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if begun != order["frame"]:
        Path(begun).unlink()
    return written


def finish(begun, order):
    """Page numbers and bookmarks."""
    import pikepdf

    front = order["front"]
    labels = [0, pikepdf.Dictionary(S=pikepdf.Name("/r")), front, pikepdf.Dictionary(S=pikepdf.Name("/D"), St=1)]
    with pikepdf.open(begun) as whole:
        whole.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        with whole.open_outline() as outline:
            for paper in order["papers"]:
                outline.root.append(pikepdf.OutlineItem(paper["title"], front + paper["first"] - 1))
        whole.remove_unreferenced_resources()
        whole.save(order["out"], compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if begun != order["frame"]:
        Path(begun).unlink()


def most():
    """The most kilobytes that this program held. What the system counts for a process begins with what its parent held, so the program's own is read."""
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    order = json.loads(sys.stdin.readline())
    {"count": count, "bind": bind}[order["do"]](order)


if __name__ == "__main__":
    main()
