"""Every write about help that was promised."""

from .equipment import answer_equipment, ask_for_equipment, note_equipment_came
from .following import follow_up
from .outcomes import add_example, note_progress, remove_example
from .reading_files import check_file, write_file
from .rhythms import let_deliverer_answer, set_rhythm
from .saying import say, say_sheet
from .terms import remove_term, set_term
from .themes import answer_theme, bring_theme

__all__ = [
    "add_example", "answer_equipment", "answer_theme", "ask_for_equipment", "bring_theme", "check_file", "follow_up", "let_deliverer_answer", "note_equipment_came", "note_progress",
    "remove_example", "remove_term", "say", "say_sheet", "set_rhythm", "set_term", "write_file",
]  # fmt: skip
