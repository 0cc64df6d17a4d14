"""Everything that is written of disputes, as verbs."""

from .appealing import (
    add_recommendation,
    answer_recommendation,
    concede_appeal,
    copy_recommendation,
    decide_appeal,
    register_appeal,
    respond_to_appeal,
    set_hearing,
    withdraw_appeal,
)
from .bundling import ask_for_bundle, note_bundle, want_bundle
from .complaining import (
    acknowledge_complaint,
    answer_complaint,
    answer_ombudsman,
    decide_ombudsman,
    give_longer,
    open_second_stage,
)
from .ending import end_dispute, withdraw_dispute
from .learning import finish_lesson, record_lesson
from .mediating import (
    arrange_mediation,
    decline_mediation,
    hold_mediation,
    note_cannot_arrange,
    record_certificate,
    tell_health_board,
)
from .opening import (
    ask_for_disagreement_resolution,
    ask_for_mediation,
    record_appeal,
    record_complaint,
    record_ombudsman_matter,
)
from .papers import add_paper, answer_for_paper, keep_out_paper, let_in_paper
from .undertaking import add_undertaking, carry_out, note_step

__all__ = [
    "acknowledge_complaint",
    "add_paper",
    "add_recommendation",
    "add_undertaking",
    "answer_complaint",
    "answer_for_paper",
    "answer_ombudsman",
    "answer_recommendation",
    "arrange_mediation",
    "ask_for_bundle",
    "ask_for_disagreement_resolution",
    "ask_for_mediation",
    "carry_out",
    "concede_appeal",
    "copy_recommendation",
    "decide_appeal",
    "decide_ombudsman",
    "decline_mediation",
    "end_dispute",
    "finish_lesson",
    "give_longer",
    "hold_mediation",
    "keep_out_paper",
    "let_in_paper",
    "note_bundle",
    "note_cannot_arrange",
    "note_step",
    "open_second_stage",
    "record_appeal",
    "record_certificate",
    "record_complaint",
    "record_lesson",
    "record_ombudsman_matter",
    "register_appeal",
    "respond_to_appeal",
    "set_hearing",
    "tell_health_board",
    "want_bundle",
    "withdraw_appeal",
    "withdraw_dispute",
]
