"""For whom a dashboard is: which indicators they are shown first, which pages they go on to, and whether they see guarded numbers."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.people.standing import Standing


@dataclass(frozen=True, slots=True)
class Board:
    """The dashboard of one kind of reader. `guarded` shows it as those see it
    who have no right to the rows, whoever opens it."""

    key: str
    name: str
    codes: tuple[str, ...]
    pages: tuple[str, ...]
    guarded: bool = False


_ALL = ("over_time", "paired", "late", "workload", "advice", "flow", "map", "equity", "opening", "arrived", "outcomes", "families")
_TOTALS = ("over_time", "paired", "late", "advice", "flow", "map", "equity", "opening", "arrived", "outcomes", "families")

BOARDS = {
    each.key: each
    for each in (
        Board("head", "Head of SEND", ("EHC01", "ASM01", "EHC05", "EHC07", "EHC12", "EHC20", "GRO01", "ADV01", "AR06", "AR03", "PT01", "PRV01", "DR02", "CMP03", "PX01", "WRK01"), _ALL),
        Board("team", "SEND team", ("ASM01", "EHC05", "EHC01", "ADV01", "CON01", "AR03", "AR01", "AR05", "PT01", "WRK01"), ("over_time", "paired", "late", "workload", "advice", "flow", "arrived", "outcomes", "equity", "map", "opening")),
        Board("board", "Board", ("EHC01", "EHC02", "ASM01", "EHC05", "EHC20", "GRO01", "EHC25", "EHC26", "AR03", "PRV01", "OUT01", "DR02", "CMP03", "PX01"), _TOTALS, guarded=True),
        Board("councillor", "Councillors", ("EHC01", "ASM01", "EHC20", "AR03", "PRV01", "DR02", "CMP03", "PX01"), ("over_time", "paired", "late", "flow", "map", "equity", "opening", "families"), guarded=True),
        Board("health", "Health", ("ADV01", "PLN01", "PLN03", "PRV01", "EQP01", "PLN05", "AGE01", "EHC20"), ("advice", "arrived", "late", "flow", "map", "equity", "outcomes"), guarded=True),
        Board("forum", "Parent carer forum", ("EHC01", "EHC07", "ASM01", "PLN02", "PRV01", "OUT01", "AR06", "CMP03", "PX01", "PX02"), ("families", "arrived", "outcomes", "flow", "late", "map", "equity"), guarded=True),
        Board("commissioning", "Commissioning", ("EHC20", "GRO01", "EHC25", "EHC28", "EHC31", "MOV01", "PLN05", "PRV01", "EQP01"), ("arrived", "advice", "map", "equity", "flow", "opening", "outcomes"), guarded=True),
    )
}  # fmt: skip

#: Which dashboards a role may open, its own first. Whoever answers for an area sees what others are shown, as they see it.
OF_ROLE = {
    "head_of_send": ("head", "team", "board", "councillor", "health", "forum", "commissioning"),
    "team_manager": ("team", "board"),
    "analyst": ("board", "councillor", "health", "forum", "commissioning"),
    "board_member": ("board", "councillor"),
    "quality_auditor": ("board",),
    "designated_officer": ("health",),
    "commissioner": ("commissioning", "board"),
    "forum": ("forum",),
}


def boards_of(standing: Standing, area_id: int) -> list[Board]:
    """The dashboards that this person may open in an area, their own first."""
    roles = [seat.role for seat in standing.seats if seat.area_id == area_id]
    keys = dict.fromkeys(key for role in OF_ROLE if role in roles for key in OF_ROLE[role])
    return [BOARDS[key] for key in keys]
