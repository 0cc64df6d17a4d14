"""The pages of ``docs/law`` that are made from the code: run ``python -m goldenthread.law.pages`` to write them."""

import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path

from goldenthread.law.cite import CHECKED_ON, MARKS, Citation
from goldenthread.law.days import in_words
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.held_by import HELD_BY, MODULES
from goldenthread.law.letters import LETTERS, RIGHTS_IN_WORDS
from goldenthread.law.plan import SECTIONS
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable import CLOCKS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "law"

_MADE = "<!-- Made by `python -m goldenthread.law.pages`. Change the code, not this page. -->\n"

_WHERE = {
    "EHCNA": "requests.request_duties", "DET": "requests.request_duties", "ADV": "requests.advice",
    "DRAFT": "requests.request_duties", "CONSULT": "requests.consultation_duties", "AR": "plans.plan_duties",
    "PHASE": "plans.plan_duties", "REASSESS": "requests.reassessment_duties", "CEASE": "plans.plan_duties",
    "AGE25": "plans.plan_duties", "XFER": "others.transfer_duties", "MED": "disputes.mediation_duties",
    "APPEAL": "disputes.appeal_duties", "TRIB": "disputes.appeal_duties", "ORD": "orders.order_duties",
    "UNOPP": "orders.order_duties", "REC": "disputes.recommendation_duties",
    "PB": "plans.direct_payment_duties", "LO": "others.local_offer_duties", "SAR": "others.subject_access_duties",
    "DPC": "others.data_complaint_duties", "WSOA": "others.inspection_duties", "PAP": "others.inspection_duties",
    "MON": "others.inspection_duties",
}  # fmt: skip


def function_for(clock: str) -> str:
    """The function that works out a clock, under ``goldenthread.law.timetable``."""
    return _WHERE[clock.split("-")[0]]


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(heads: tuple[str, ...], rows) -> list[str]:
    return [_row(*heads), "|" + "---|" * len(heads), *(_row(*row) for row in rows)]


def _trust(citation: Citation) -> str:
    return f"{citation.confidence.value} ({citation.mark})"


def _page(title: str, lead: str, *blocks: list[str]) -> str:
    parts = [_MADE, f"# {title}\n", f"{lead}\n"]
    parts.extend("\n".join(block) + "\n" for block in blocks)
    return "\n".join(parts)


def clocks_page() -> str:
    """The master table: every clock, with what starts and ends it, and where it comes from."""
    rows = (
        (
            f"`{clock.id}`", clock.name, f"{clock.starts_when} → {clock.ends_when}", str(clock.length),
            clock.accountable, ", ".join(clock.exceptions).replace("_", " ") or "none", clock.citation.text,
            clock.force.value, _trust(clock.citation), f"`{function_for(clock.id)}`",
        )
        for clock in CLOCKS.values()
    )  # fmt: skip
    heads = ("Clock", "What", "From → until", "Length", "Who answers for it", "Exceptions", "Source", "Force", "Trust",
             "Function")  # fmt: skip
    lead = (
        f"Every date that the law, the Code or a framework sets: {len(CLOCKS)} clocks, checked on "
        f"{in_words(CHECKED_ON)}. The day a clock starts is not counted unless its length says so. Clocks are "
        "independent: no date here is worked out from another stage's date. Functions are in "
        "`goldenthread.law.timetable`."
    )
    return _page("The clocks", lead, _table(heads, rows))


def rules_page() -> str:
    """Each rule in plain words, with its source and the function that holds it."""
    blocks = []
    for module, title in MODULES.items():
        citations: dict[str, Citation] = import_module(f"goldenthread.law.{module}").CITATIONS
        rows = []
        for key, citation in citations.items():
            held = HELD_BY[module].get(key)
            until = f", to {in_words(citation.effective_to)}" if citation.effective_to else ""
            rows.append(
                (
                    citation.says, citation.text, citation.force.value, _trust(citation),
                    in_words(citation.effective_from) + until,
                    f"`{module}.{held}`" if held else "kept by people",
                )
            )  # fmt: skip
        heads = ("Rule", "Source", "Force", "Trust", "In force from", "Held by")
        blocks.append([f"## {title}\n", *_table(heads, rows)])
    marks = "; ".join(f"{mark}: {words}" for mark, words in MARKS.items())
    lead = (
        f"Checked on {in_words(CHECKED_ON)}. Trust says how the rule was seen ({marks}). Force says how much it binds: "
        "a duty of Act or Regulations, guidance to be followed unless there is a reason not to, or a local promise."
    )
    return _page("The rules", lead, *blocks)


def settings_page() -> str:
    """Each assumed reading, what it does and its default."""
    rows = (
        (f"`{each.name}`", f"`{each.default!r}`", each.metadata["says"], each.metadata["source"])
        for each in fields(LawSettings)
    )
    lead = (
        "Where the law can be read in two ways, or was not seen, the reading is a setting of `LawSettings`. The "
        "defaults never make a council late; at worst they are a day early. A council's legal adviser decides."
    )
    return _page("Readings that are assumed", lead, _table(("Setting", "Default", "What it does", "Source"), rows))


def exceptions_page() -> str:
    """Each ground, what it needs and the clocks that it can lift."""
    rows = (
        (ground.name, ground.needs, ", ".join(f"`{clock}`" for clock in ground.clocks), ground.citation.text)
        for ground in GROUNDS.values()
    )
    lead = (
        "An accepted exception removes the date of one clock: it adds no weeks, and lifts no other clock. The first "
        "date is kept and shown, and the step is then due as soon as practicable. Shortage of staff, waiting lists, "
        "panel dates and a slow school are never exceptions. Reviews, phase dates and transfers have none."
    )
    return _page("Exceptions", lead, _table(("Ground", "What must be true", "Clocks", "Source"), rows))


def letters_page() -> str:
    """What each letter says, encloses and who gets a copy; then the sections of a plan."""

    def words(parts: tuple[str, ...]) -> str:
        return "; ".join(RIGHTS_IN_WORDS.get(part, part.replace("_", " ")) for part in parts) or "nothing more"

    letters = (
        (letter.name, words(letter.must_include), words(letter.enclose), words(letter.copies), letter.citation.text,
         _trust(letter.citation))
        for letter in LETTERS.values()
    )  # fmt: skip
    sections = (
        (section.letter, section.holds, "yes" if section.in_draft else "no", section.citation.text)
        for section in SECTIONS.values()
    )
    return _page(
        "Letters and sections",
        "A letter that lacks something from its row is not sent.",
        _table(("Letter", "Must say", "Encloses", "Copies to", "Source", "Trust"), letters),
        ["## Sections of a plan\n", *_table(("Section", "Holds", "In a draft", "Source"), sections)],
    )


PAGES = {
    "clocks.md": clocks_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
    "exceptions.md": exceptions_page,
    "letters.md": letters_page,
}


def main() -> int:
    """Write every page; say which ones changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"{name} written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
