"""Takes out of a PDF from a stranger what it could do by itself, in a process of its own with little memory and time.

Started by `pdfs`: the PDF comes in, one line of JSON goes out ({"fault", "taken_out", "size"}) and, where something was
taken out, the PDF without it. It knows no Django.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 20
MOST_OBJECTS = 500_000
DEEPEST = 60

PASSWORD, UNREADABLE, FILES_INSIDE, FORM_ONLY = "password", "unreadable", "files inside", "form only"
#: What an action may do (ISO 32000-2, table 201) without a person asking for it: programs, other programs, other files.
ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView"})
#: Notes on a page that play, run or hold a file.
NOTES = frozenset({"/RichMedia", "/Screen", "/Movie", "/3D", "/Sound"})
#: Keys that start something when a page or the whole is opened, closed, printed or saved.
STARTERS = ("/AA", "/JS", "/OpenAction", "/XFA")


def main() -> None:
    """Answer once."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    fault, cleaned = "", b""
    taken_out: list[str] = []
    try:
        taken_out, cleaned = clean(sys.stdin.buffer.read())
    except NotTaken as refused:
        fault = str(refused)
    except Exception:  # whatever a stranger's file does to a reader, it is one that could not be read
        fault = UNREADABLE
    said = {"fault": fault, "taken_out": sorted(set(taken_out)), "size": len(cleaned)}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + cleaned)


class NotTaken(Exception):  # noqa: N818
    """Why the file may not be kept."""


def clean(content: bytes) -> tuple[list[str], bytes]:
    """The names of what was taken out, and the PDF without it; nothing and b"" where there was nothing to take out."""
    import pikepdf

    try:
        paper = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise NotTaken(PASSWORD) from None
    if len(paper.objects) > MOST_OBJECTS or not len(paper.pages):
        raise NotTaken(UNREADABLE)
    taken_out: list[str] = []
    names = paper.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        _take(names, "/JavaScript", taken_out)
    form = paper.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form and not list(form.get("/Fields") or []):
        raise NotTaken(FORM_ONLY)  # without its program there would be nothing to read
    for each in paper.objects:
        _walk(each, taken_out, 0)
    for page in paper.pages:
        _take_notes(page, taken_out)
    if not taken_out:
        return [], b""
    out = io.BytesIO()
    paper.save(out)
    return taken_out, out.getvalue()


def _walk(each: Any, taken_out: list[str], depth: int) -> None:
    """Look at one object and whatever is written inside it; what it points to is an object of its own."""
    import pikepdf

    if depth > DEEPEST:
        raise NotTaken(UNREADABLE)
    inside: list[Any] = []
    if isinstance(each, pikepdf.Stream):
        if each.get("/Type") == "/EmbeddedFile":
            raise NotTaken(FILES_INSIDE)
        each = each.stream_dict
    if isinstance(each, pikepdf.Dictionary):
        if "/EF" in each or each.get("/Subtype") == "/FileAttachment":
            raise NotTaken(FILES_INSIDE)
        for key in STARTERS:
            if key != "/OpenAction" or isinstance(each.get(key), pikepdf.Dictionary):
                _take(each, key, taken_out)
        for key in ("/A", "/PA"):
            if _does(each.get(key)):
                _take(each, key, taken_out)
        if _does(each):
            taken_out.append(str(each["/S"]))
            for key in list(each.keys()):
                del each[key]
        inside = [one for _, one in each.items()]
    elif isinstance(each, pikepdf.Array):
        inside = list(each)
    for one in inside:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Array)) and not one.is_indirect:
            _walk(one, taken_out, depth + 1)


def _does(action: Any) -> bool:
    """Whether this is an action that does more than lead to a page or an address, or leads on to one that does."""
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ACTIONS


def _take(holder: Any, key: str, taken_out: list[str]) -> None:
    if key in holder:
        taken_out.append(key)
        del holder[key]


def _take_notes(page: Any, taken_out: list[str]) -> None:
    import pikepdf

    notes = page.obj.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    kept = [note for note in notes if not (isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) in NOTES)]
    if len(kept) < len(notes):
        taken_out.append("/Annots")
        page.obj["/Annots"] = pikepdf.Array(kept)


if __name__ == "__main__":
    main()
