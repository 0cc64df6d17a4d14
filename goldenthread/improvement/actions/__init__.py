"""Every write about improvement plans."""

from .bringing import CONTENT_TYPE, name_columns, save_plan, send_plan_file
from .inspecting import add_finding, change_inspection, evaluate_self, record_inspection
from .mending import mend, mend_date, place
from .rating import choose_scale, rate
from .roles import belongs_to, end_part, give_part, hold_role, leave_role
from .tying import (
    add_cost,
    add_task,
    answer_finding,
    attach,
    end_wait,
    expect_milestone,
    finish_task,
    reach_milestone,
    tell_progress,
    wait_for,
)
from .versions import add_partner, end_partner, note_stage, publish_version, sign, take_version

__all__ = [
    "CONTENT_TYPE", "add_cost", "add_finding", "add_partner", "add_task", "answer_finding", "attach", "belongs_to", "change_inspection", "choose_scale", "end_part", "end_partner", "end_wait",
    "evaluate_self", "expect_milestone", "finish_task", "give_part", "hold_role", "leave_role", "mend", "mend_date", "name_columns", "note_stage", "place", "publish_version", "rate",
    "reach_milestone", "record_inspection", "save_plan", "send_plan_file", "sign", "take_version", "tell_progress", "wait_for",
]  # fmt: skip
