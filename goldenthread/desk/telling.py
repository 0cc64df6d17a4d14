"""What happened, in a sentence: the one place where the log's verbs and facts become words.

A verb that is not known here is shown plainly, with the dates of its fact, so that nothing that was done is hidden.
"""

from collections.abc import Callable, Mapping
from datetime import date

from goldenthread.casework.advice.words import short
from goldenthread.casework.models import Request
from goldenthread.core.models import Message
from goldenthread.law.exceptions import GROUNDS
from goldenthread.people.models import Involvement, Relationship

from . import telling_of_changes, telling_of_disputes, telling_of_plans, telling_of_provision, telling_of_reviews
from .words import NEEDS, clock_name, long_day

_ROLES = dict(Involvement.Role.choices)
_KINDS = dict(Relationship.Kind.choices)
_ROUTES = dict(Request.Route.choices)
_CHANNELS = dict(Request.Channel.choices)
_WAYS = dict(Message.Channel.choices)
_FIELDS = {
    "forename": "first name", "surname": "last name", "preferred_name": "name they like to be called", "date_of_birth": "date of birth",
    "upn": "UPN", "uln": "ULN", "nhs_number": "NHS number", "no_upn_because": "why there is no UPN", "interpreter": "interpreter",
}  # fmt: skip


class Fact(dict):
    """An event's fact, with what its ids stand for: `day("received_on")`, `name("worker")`."""

    def __init__(self, fact: Mapping, names: Mapping[str, str | None]):
        super().__init__(fact)
        self.names = names

    def day(self, key: str) -> str:
        try:
            return long_day(date.fromisoformat(self.get(key) or ""))
        except (TypeError, ValueError):
            return "a day not known"

    def since(self, key: str) -> str:
        """ ", from 3 April 2026", or nothing where the day is not known."""
        return f", from {self.day(key)}" if self.get(key) else ""

    def name(self, key: str, otherwise: str) -> str:
        return self.names.get(key) or otherwise

    def of(self, key: str, words: Mapping[str, str], otherwise: str) -> str:
        return words.get(self.get(key) or "", otherwise)

    def letters(self) -> str:
        number = self.get("letters") or 0
        return "" if not number else ". 1 letter" if number == 1 else f". {number} letters"


def _ground(fact: Fact) -> str:
    ground = GROUNDS.get(fact.get("ground") or "")
    return ground.name[0].lower() + ground.name[1:] if ground else "a ground that the return does not give"


def _advice(fact: Fact) -> str:
    body = fact.names.get("organisation")
    return short(fact.get("kind") or "") + (f", {body}" if body else "")


def _changed(fact: Fact) -> str:
    return (
        ", ".join(_FIELDS.get(name, name.replace("_", " ")) for name in fact.get("changed") or []) or "nothing changed"
    )


def _responsible(fact: Fact) -> str:
    return ", with parental responsibility" if fact.get("parental_responsibility") else ""


_TOLD: dict[str, Callable[[Fact], str]] = {
    "people.record_child": lambda f: "Record started",
    "people.add_child": lambda f: "Record started",
    "people.correct_child": lambda f: f"Details corrected: {_changed(f)}",
    "people.record_address": lambda f: f"New address recorded{f.since('from_on')}",
    "people.record_attendance": lambda f: f"On roll at {f.name('organisation', 'a setting')}{f.since('entry_on')}",
    "people.record_need": lambda f: (
        f"{'Second' if f.get('rank') == 2 else 'Main'} type of need: {f.of('need', NEEDS, 'not known')}"
    ),
    "people.add_adult": lambda f: f"{f.of('kind', _KINDS, 'Adult')} added to the family{_responsible(f)}",
    "people.relate_adult": lambda f: f"{f.of('kind', _KINDS, 'Adult')} tied to this child{_responsible(f)}",
    "people.end_relationship": lambda f: "An adult’s tie to this child ended",
    "people.open_involvement": lambda f: f"Now involved: {f.of('role', _ROLES, 'somebody').lower()}",
    "people.close_involvement": lambda f: f"No longer involved: {f.of('role', _ROLES, 'somebody').lower()}",
    "people.set_named_worker": lambda f: f"Named worker is now {f.name('worker', 'somebody else')}",
    "people.add_document": lambda f: f"Paper added: {(f.get('kind') or 'paper').replace('_', ' ')}",
    "casework.receive_request": lambda f: (
        f"Request for an assessment received on {f.day('received_on')} from: {f.of('route', _ROUTES, 'not known').lower()}"
        f" ({f.of('channel', _CHANNELS, 'not known').lower()})"
    ),
    "casework.correct_received_date": lambda f: f"Date of the request corrected to {f.day('received_on')}",
    "casework.acknowledge_request": lambda f: f"Receipt of the request acknowledged{f.letters()}",
    "casework.acknowledged_before": lambda f: "Receipt of the request had been acknowledged already",
    "casework.decide_to_assess": lambda f: (
        f"Decided to assess on {f.day('made_on')}; told on {f.day('notified_on')}{f.letters()}"
    ),
    "casework.decide_not_to_assess": lambda f: (
        f"Decided not to assess on {f.day('made_on')}; told on {f.day('notified_on')}{f.letters()}"
    ),
    "casework.claim_exception": lambda f: f"Exception claimed for “{clock_name(f.get('clock') or '')}”: {_ground(f)}",
    "casework.accept_exception": lambda f: (
        f"Exception accepted for “{clock_name(f.get('clock') or '')}”: {_ground(f)}. Its fixed date no longer binds"
    ),
    "casework.withdraw_request": lambda f: f"Request withdrawn on {f.day('ended_on')}",
    "casework.set_named_worker": lambda f: f"Named worker is now {f.name('worker', 'somebody else')}",
    "casework.seek_advice": lambda f: f"Advice asked for: {_advice(f)}" + (f", due by {f.day('due_on')}" if f.get("due_on") else ""),
    "casework.reuse_advice": lambda f: f"Earlier advice used, as all three agreed: {_advice(f)}",
    "casework.withdraw_ask": lambda f: f"Advice no longer asked for: {_advice(f)}",
    "casework.take_up_advice": lambda f: f"{f.name('worker', 'Somebody')} will answer: {_advice(f)}",
    "casework.send_advice": lambda f: f"Advice received on {f.day('received_on')}: {_advice(f)}",
    "casework.say_views": lambda f: f"The family’s views received on {f.day('received_on')}",
    "casework.accept_advice": lambda f: f"Advice accepted: {_advice(f)}",
    "casework.return_advice": lambda f: f"Advice returned to be improved: {_advice(f)}",
    "casework.remind_of_advice": lambda f: f"Reminder of advice sent to {f.name('worker', 'the service')}: {_advice(f)}",
    "casework.reminded_before": lambda f: "A reminder of advice had been sent already",
    "casework.begin_advice": lambda f: "Advice begun",
    "casework.write_advice": lambda f: "Advice written",
    "casework.take_earlier_advice": lambda f: "Advice begun from earlier advice",
    "casework.take_advice_file": lambda f: "Advice added as a file",
    "casework.place_lines": lambda f: "Lines of a file of advice placed",
    "casework.settle_ladder": lambda f: "The ladder of reminders was settled",
    "core.message_sent": lambda f: f"{f.of('channel', _WAYS, 'Message')} sent",
    "core.message_failed": lambda f: f"{f.of('channel', _WAYS, 'Message')} could not be sent",
    "people.let_out_paper": lambda f: "A paper that was not scanned was let out",
    "people.virus_found": lambda f: "A virus was found in a paper, which is held",
    "people.accept_paper": lambda f: "A paper that may be another child’s was looked at, and kept",
    "core.message_delivered": lambda f: f"{f.of('channel', _WAYS, 'Message')} delivered",
    "core.message_not_delivered": lambda f: f"{f.of('channel', _WAYS, 'Message')} was not delivered",
    "core.message_another_way": lambda f: f"Another way was tried: {f.of('channel', _WAYS, 'message').lower()}",
    "core.message_settled": lambda f: "Somebody dealt with a message that did not arrive",
    "core.message_stopped": lambda f: "A message was stopped before it was sent",
    "core.message_not_stopped": lambda f: "A message could not be stopped: it had been sent",
    "returns.change": lambda f: f"Changed by the {f.get('return', 'statutory')} return",
    "returns.settle": lambda f: f"Matched by a person to a row of the {f.get('return', 'statutory')} return",
    "demo.record_request": lambda f: f"Request for an assessment received on {f.day('received_on')}",
    "demo.end_plan": lambda f: f"Plan ended on {f.day('ceased_on')}",
    "demo.record_person": lambda f: "Record started",
    "demo.record_plan": lambda f: (
        f"Plan made on {f.day('made_on')}" + (f"; it ended on {f.day('ceased_on')}" if f.get("ceased_on") else "")
    ),
    "demo.record_review": lambda f: f"Review meeting held on {f.day('met_on')}",
    "demo.decide_to_issue": lambda f: f"Decided to issue a plan on {f.day('made_on')}",
    "demo.issue": lambda f: f"Plan issued on {f.day('made_on')}",
    "demo.notify_of_ceasing": lambda f: f"Family told on {f.day('cease_notified_on')} that the plan will end",
    "demo.open_way_in": lambda f: f"Now involved: {f.of('role', _ROLES, 'somebody').lower()}",
    "demo.close_record": lambda f: "Record closed: only named people may know of it",
    "returns.take_on": lambda f: "Taken on from a statutory return",
    "returns.note_finding": lambda f: f"A note on a query of the {f.get('year', 'statutory')} return was {'saved' if f.get('noted') else 'taken back'}",
    "people.check_number": lambda f: (
        f"{'NHS number' if f.get('kind') == 'nhs' else 'UPN'} found at a source on {f.day('checked_on')}" + (" and put on the record" if f.get("changed") else "")
    ),
    # No group is named: more people read what happened than may know of it.
    "people.add_group": lambda f: "A group was put on the record, among its sensitive parts",
    "people.end_group": lambda f: f"A group among the sensitive parts ended on {f.day('until_on')}",
    "people.correct_group": lambda f: "A group among the sensitive parts was corrected",
    "people.agree_to_group": lambda f: f"The family agreed again on {f.day('agreed_on')} to what is held among the sensitive parts",
    "people.take_in_groups": lambda f: f"A file of {f.get('rows', '')} groups was taken in, of which {f.get('added', '')} were put on record",
    "people.strike_group": lambda f: "A group among the sensitive parts was struck out",
    "people.take_back_agreement": lambda f: "The family took back an agreement, and what was held by it is gone",
    "people.write_agreement": lambda f: "An agreement was put on the register",
    "people.sign_agreement": lambda f: f"An agreement was signed on {f.day('signed_on')}",
    "people.name_contact_of_agreement": lambda f: "Whom to speak to about an agreement was written down",
    "people.review_agreement": lambda f: f"An agreement was looked at again on {f.day('reviewed_on')}",
    "people.end_agreement": lambda f: f"An agreement ended on {f.day('ended_on')}",
    "people.put_under_agreement": lambda f: "A system was put under an agreement",
    "people.remind_of_agreement": lambda f: "A reminder of an agreement was sent",
    "insight.note_scrutiny_action": lambda f: f"A meeting that held up a figure ({f.get('code', '')}) gave somebody something to do for this child by {f.day('due_on')}",
    "insight.finish_scrutiny_action": lambda f: f"What a meeting had asked for this child was done ({f.get('code', '')})",
    "insight.drop_scrutiny_action": lambda f: f"What a meeting had asked for this child was dropped, with a reason ({f.get('code', '')})",
    "returns.take_in_flags": lambda f: f"A health body’s list of {f.get('rows', '')} children was held against the record",
    "returns.settle_flag": lambda f: "A person said who a row of a health body’s list is",
    "returns.make_extract": lambda f: "A file was made for a health body",
    "returns.receive_extract": lambda f: f"A health body received its file on {f.day('received_on')}",
    "returns.settle_schedule": lambda f: "How often health is told who is out of school was settled",
    "returns.settle_days": lambda f: f"What is found in records is to be mended within {f.get('days', 'other')} working days",
    **telling_of_plans.TOLD,
    **telling_of_provision.TOLD,
    **telling_of_changes.TOLD,
    **telling_of_disputes.TOLD,
    **telling_of_reviews.TOLD,
}


def tell(verb: str, fact: Mapping | None = None, names: Mapping[str, str | None] | None = None) -> str:
    """What happened. `names` gives the names behind the fact's ids, such as `worker` and `organisation`."""
    full = Fact(fact or {}, names or {})
    told = _TOLD.get(verb)
    return told(full) if told else _plainly(verb, full)


def _plainly(verb: str, fact: Fact) -> str:
    room, _, act = verb.partition(".")
    words = (act or room).replace("_", " ")
    dates = [
        f"{key.removesuffix('_on').replace('_', ' ')} {fact.day(key)}"
        for key in sorted(fact)
        if key.endswith("_on") and fact[key]
    ]
    return f"{words[:1].upper()}{words[1:]}" + (f" ({'; '.join(dates)})" if dates else "")


def teller(name: str | None, body: str | None, label: str) -> str:
    """Who did it: a person with the body they work for, or the command or job that acted for the area."""
    if name:
        return f"{name}, {body}" if body else name
    if label:
        kind, _, what = label.partition(":")
        return f"Golden Thread ({kind}: {what.replace('_', ' ')})" if what else label
    return "somebody no longer known"


#: Where a record was shown, by the reading event's page.
PAGES = {
    "desk.work": "In a list of work that is due",
    "desk.unassigned": "In a list of children with no named worker",
    "casework.hand_over": "In a list of cases to hand over to another worker",
    "casework.worker_of": "The page that changes the named worker",
    "desk.team": "In the area’s list of work",
    "desk.caseload": "In a caseload list",
    "desk.export": "In an exported file",
    "desk.record": "The record’s first page",
    "desk.record.clocks": "The record’s dates",
    "desk.record.timeline": "What has happened",
    "desk.record.people": "People around the child",
    "desk.record.documents": "The list of papers",
    "people.document": "A paper",
    "portal.groups": "The family’s own page of groups on the record",
    "people.groups": "The groups among the sensitive parts of the record",
    "casework.request": "A request",
    "casework.recorded": "A request that was just recorded",
    "casework.decide": "The decision whether to assess",
    "casework.advice": "The advice of an assessment",
    "casework.advice_queue": "A list of advice that was asked for",
    "casework.advice_board": "The board of advice",
    "casework.advice_review": "A piece of advice",
    "casework.advice_change": "A page that changes an ask for advice",
    "casework.advice_reuse": "The page that uses earlier advice",
    "casework.answer": "An ask for advice, with its answer",
    "casework.advice_line": "A line of advice",
    "casework.advice_file": "The page that adds a file of advice",
    "casework.advice_lines": "The lines of a file of advice",
    "casework.advice_send": "Advice before it is sent",
    "casework.family_views": "The family’s own page of an assessment",
    "casework.advice_sent": "The receipt for advice",
    "desk.record.readings": "Who has looked",
    "insight.indicator_children": "A list of the children behind a figure",
    "insight.scrutinies": "The actions that meetings noted of a figure",
    "insight.scrutiny": "A meeting that held up a figure, with its actions",
    "insight.scrutiny_action": "An action that a meeting noted",
    "insight.note_scrutiny_action": "The page that notes an action of a meeting",
    "insight.my_scrutiny_actions": "A list of somebody’s own actions from meetings",
    "desk.records_looked_at": "Who looked, across the area (by reference alone)",
    **telling_of_plans.PAGES,
    **telling_of_provision.PAGES,
    **telling_of_changes.PAGES,
    **telling_of_disputes.PAGES,
    **telling_of_reviews.PAGES,
}


def page_name(page: str) -> str:
    """Where it was shown, in words."""
    room, _, rest = page.partition(".")
    return PAGES.get(page) or f"{room.capitalize()}: {rest.replace('.', ', ').replace('_', ' ')}"
