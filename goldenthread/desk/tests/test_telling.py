import re
from pathlib import Path

import pytest

import goldenthread
from goldenthread.desk.telling import _TOLD, page_name, tell, teller


@pytest.mark.parametrize(
    "verb, fact, said",
    [
        ("people.correct_child", {"changed": ["upn", "date_of_birth"]}, "Details corrected: UPN, date of birth"),
        ("people.record_need", {"need": "ASD", "rank": 1}, "Main type of need: Autistic spectrum disorder"),
        ("casework.receive_request", {"received_on": "2026-04-03", "route": "parent", "channel": "post"},
         "Request for an assessment received on 3 April 2026 from: parent (post)"),
        ("casework.claim_exception", {"clock": "EHCNA-20", "ground": "not_stated"},
         "Exception claimed for “Final plan”: a ground that the return does not give"),
        ("casework.withdraw_request", {}, "Request withdrawn on a day not known"),
    ],
)  # fmt: skip
def test_what_happened_is_said_in_words(verb, fact, said):
    assert tell(verb, fact) == said


def test_an_id_is_told_by_its_name():
    assert (
        tell("people.set_named_worker", {"worker": 7}, {"worker": "Ellis Marsh"}) == "Named worker is now Ellis Marsh"
    )


def test_a_verb_that_nobody_has_put_into_words_is_shown_plainly():
    assert tell("plans.issue_plan", {"made_on": "2026-05-01", "version": 2}) == "Issue plan (made 1 May 2026)"
    assert tell("nonsense") == "Nonsense"


@pytest.mark.parametrize(
    "fact",
    [
        {"received_on": 7},
        {"received_on": "31 June"},
        {"route": None},
        {"changed": None},
        {"letters": None},
        {"kind": None},
    ],
)
def test_an_odd_fact_breaks_no_sentence(fact):
    for verb in _TOLD:
        assert tell(verb, fact)


def test_every_verb_about_a_child_has_its_words():
    written = set()
    for path in Path(goldenthread.__file__).parent.glob("*/**/*.py"):
        # The example in core/actions.py is no verb of the house; what the invented area does is told plainly enough.
        if not {"tests", "demo"} & set(path.parts) and not path.match("core/actions.py"):
            written |= set(re.findall(r'record\(\s*"([a-z_]+\.[a-z_]+)",\s*child=', path.read_text(encoding="utf-8")))
    assert written - set(_TOLD) == set()


def test_a_command_that_acted_is_named():
    assert teller(None, None, "command:import_return") == "Golden Thread (command: import return)"
    assert teller("Ellis Marsh", None, "") == "Ellis Marsh"


def test_a_page_that_has_no_words_yet_is_named_plainly():
    assert page_name("casework.request.decide") == "Casework: request, decide"
