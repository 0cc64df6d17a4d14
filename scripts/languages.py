"""The catalogues of other languages: collects what pages say, and compiles what was translated.

    .venv/bin/python scripts/languages.py collect     after words of a translated page changed
    .venv/bin/python scripts/languages.py compile     after a translation in locale/*/LC_MESSAGES/pages.po changed

Needs Babel, which comes with requirements-dev.txt. What is compiled is committed, so that running the service needs neither.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "say": None, "later": None, "frame": None, "frame_": None}
#: Where words of translated pages stand.
PLACES = (("jinja2", "goldenthread/*/templates/**/*.html"), ("python", "goldenthread/core/**/*.py"), ("python", "goldenthread/portal/**/*.py"))
OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}


def languages() -> list[str]:
    """The codes of the languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/pages.po"))


def collected() -> Catalog:
    """Every message of the pages, with the files that say it."""
    found = Catalog(project="Golden Thread", charset="utf-8")
    for method, pattern in PLACES:
        for path in sorted(ROOT.glob(pattern)):
            if "tests" in path.parts:
                continue
            for _, message, _, _ in extract_from_file(method, path, keywords=KEYWORDS, options=OPTIONS if method == "jinja2" else {}):
                found.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    return found


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it stands."""
    with (LOCALE / language / "LC_MESSAGES/pages.po").open("rb") as file:
        return pofile.read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """A language's catalogue as it is read when the service runs."""
    out = io.BytesIO()
    write_mo(out, catalogue(language))
    return out.getvalue()


def write(language: str, of: Catalog) -> None:
    """Put a catalogue in its place, in the order of its messages, without line numbers."""
    with (LOCALE / language / "LC_MESSAGES/pages.po").open("wb") as file:
        pofile.write_po(file, of, width=140, include_lineno=False, sort_output=True, omit_header=False, ignore_obsolete=True)


def main(what: str) -> None:
    """Collect or compile."""
    for language in languages():
        if what == "collect":
            of = catalogue(language)
            of.update(collected(), no_fuzzy_matching=True, update_creation_date=False)
            write(language, of)
            left = [str(each.id) for each in of if each.id and not each.string]
            print(language, len(of), "messages,", len(left), "to be translated")
        else:
            (LOCALE / language / "LC_MESSAGES/pages.mo").write_bytes(compiled(language))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "collect")
