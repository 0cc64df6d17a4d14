"""What changed a plan, or came after it, in sentences (see `telling`): transfers, adulthood, ceasing, moves, custody, care."""

from collections.abc import Callable
from typing import Any

from goldenthread.reviews.models import Leaver
from goldenthread.reviews.transfers import NAMES

_DESTINATIONS = dict(Leaver.Destination.choices)

TOLD: dict[str, Callable[[Any], str]] = {
    "reviews.ask_preference": lambda f: "The family was asked which setting they would like next",
    "reviews.say_preference": lambda f: f"The family would like {f.name('organisation', 'a setting, in their own words')} next",
    "reviews.plan_post16_move": lambda f: f"A move between post-16 settings is planned for {f.day('moving_on')}; the plan is amended by {f.day('due_on')}",
    "reviews.note_transfer_final": lambda f: (
        f"Plan for the move ({f.of('phase', NAMES, 'next setting').lower()}) sent on {f.day('final_on')}{', late' if f.get('late') else ''}"
    ),
    "reviews.take_up_setting": lambda f: f"From {f.day('from_on')} the plan names {f.name('organisation', 'the next setting')}{', and the roll is there too' if f.get('roll') else ''}",
    "reviews.say_step": lambda f: "A step towards adult life was written down",
    "reviews.open_leaver": lambda f: f"Keeping in touch began; next contact on {f.day('next_on')}",
    "reviews.note_contact": lambda f: f"Contact after leaving: {f.of('destination', _DESTINATIONS, 'not known').lower()}",
    "reviews.say_course": lambda f: "The course was written down" + (f", which is to end on {f.day('ends_on')}" if f.get("ends_on") else ""),
    "reviews.propose_ceasing": lambda f: "Ending the plan was proposed. Nothing is decided",
    "reviews.offer_meeting": lambda f: f"A meeting about the plan was offered on {f.day('offered_on')}",
    "reviews.note_meeting": lambda f: f"Meeting about the plan held on {f.day('met_on')}" if f.get("met_on") else "The family answered the offer of a meeting",
    "reviews.note_consulted": lambda f: f"{f.of('whom', {'family': 'The family', 'setting': 'The setting'}, 'Somebody')} was consulted on {f.day('consulted_on')} about ending the plan",
    "reviews.answer_ceasing": lambda f: "The family said what they think of ending the plan",
    "reviews.withdraw_ceasing": lambda f: "The proposal to end the plan was withdrawn",
    "reviews.decide_to_cease": lambda f: f"Decided to end the plan; the family was told on {f.day('notified_on')}. The plan goes on at least until {f.day('until')}{f.letters()}",
    "reviews.decide_to_go_on": lambda f: "Decided that the plan goes on",
    "reviews.note_appeal": lambda f: (
        f"The appeal about ending the plan was decided on {f.day('decided_on')}" if f.get("decided_on") else f"An appeal about ending the plan was made on {f.day('appealed_on')}" if f.get("appealed_on") else f"Mediation certificate of {f.day('certificate_on')}"
    ),
    "reviews.end_plan": lambda f: f"The plan ended on {f.day('ended_on')}",
    "reviews.note_reassessment": lambda f: "A reassessment was asked for" if f.get("requested_on") else "The council decided of itself to reassess",
    "reviews.decide_to_reassess": lambda f: f"Decided to reassess; told on {f.day('notified_on')}{f.letters()}",
    "reviews.refuse_to_reassess": lambda f: f"Decided not to reassess; told on {f.day('notified_on')}{f.letters()}",
    "reviews.begin_plan_again": lambda f: f"The plan was begun anew for the reassessment, version {f.get('number')}",
    "reviews.finish_reassessment": lambda f: f"Reassessment finished; plan sent on {f.day('final_on')}",
    "reviews.withdraw_reassessment": lambda f: "The request to reassess was withdrawn",
    "reviews.begin_move_out": lambda f: f"The family moves to another council on {f.day('moving_on')}; the plan passes by {f.day('due_on')}",
    "reviews.make_bundle": lambda f: "The plan was packed into a file for another council",
    "reviews.transfer_out": lambda f: f"The plan passed to another council on {f.day('transferred_on')}",
    "reviews.give_up_move_out": lambda f: "The family does not move after all",
    "reviews.match_bundle": lambda f: "A plan from another council was matched to this child",
    "reviews.write_bundle": lambda f: f"Plan taken on from another council, transferred on {f.day('transferred_on')}; made on {f.day('made_on')}",
    "reviews.note_told_after_move": lambda f: f"The family was told on {f.day('told_on')} what happens after the transfer{f.letters()}",
    "reviews.begin_custody": lambda f: f"In youth accommodation from {f.day('from_on')}. The plan is kept",
    "reviews.change_custody": lambda f: "What is arranged in youth accommodation was brought up to date",
    "reviews.release": lambda f: f"Released on {f.day('released_on')}. The plan is reviewed as soon as it can be",
    "reviews.begin_care": lambda f: f"A council looks after this child from {f.day('from_on')}",
    "reviews.end_care": lambda f: f"No longer looked after, from {f.day('until_on')}",
}

PAGES = {
    "reviews.transfers": "A list of phase transfers",
    "reviews.after_16": "Where young people are after 16",
    "reviews.transfer": "The page of a phase transfer",
    "reviews.next_setting": "The family’s page about the next school or college",
    "reviews.changes": "The page of changes of the plan",
    "reviews.adulthood": "The page of preparing for adulthood",
    "reviews.my_adulthood": "The family’s page of preparing for adulthood",
    "reviews.leavers": "A list of young people who left",
    "reviews.leaver": "The page of keeping in touch after leaving",
    "reviews.ceasing": "The page about ending the plan",
    "reviews.my_ceasing": "The family’s page about ending the plan",
    "reviews.reassessment": "The page of a reassessment",
    "reviews.move_out": "The page of a move to another council",
    "reviews.moves_in": "A list of plans from other councils",
    "reviews.move_in": "A plan from another council",
    "reviews.custody": "The page of time in youth accommodation",
    "reviews.care": "The page of being looked after",
}
