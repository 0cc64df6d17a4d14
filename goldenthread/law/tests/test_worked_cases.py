"""The worked cases, and what becomes of a file that is not right."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.law.worked_cases import check, check_file, main, pairs, report
from goldenthread.law.worked_rules import RULES

CASES = Path(__file__).with_name("deadline_cases.csv")


@pytest.mark.parametrize("result", list(check_file(CASES)), ids=lambda result: f"{result.case_id} {result.rule_id}")
def test_the_law_gives_the_answer_of_the_worked_case(result):
    assert result.failures == ()


def test_every_worked_case_is_read():
    assert sum(1 for _ in check_file(CASES)) == 203


def _file(tmp_path, *rows, head="case_id,rule_id,inputs,expected,citation,confidence,notes"):
    path = tmp_path / "cases.csv"
    path.write_text("\n".join((head, *rows)) + "\n")
    return path


def _report(path):
    out = io.StringIO()
    passed = report(path, out)
    return passed, out.getvalue().splitlines()


def test_a_file_that_passes_ends_with_the_count(tmp_path):
    path = _file(tmp_path, "X1,EHCNA-06,request_received=2027-03-01,due=2027-04-12,,,")
    assert _report(path) == (True, ["1 passed, 0 failed"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("X,EHCNA-06,request_received=2026-01-05,due=2026-02-17,,,", "due should be 2026-02-17 but is 2026-02-16."),
        ("X,EHCNA-99,request_received=2026-01-05,due=2026-02-17,,,", "There is no rule called 'EHCNA-99'."),
        ("X,,a=b,due=2026-02-17,,,", "The row names no rule."),
        ("X,EHCNA-06,,due=2026-02-16,,,", "The rule needs a value for 'request_received'."),
        ("X,EHCNA-06,request_received=2026-02-30,due=2026-02-16,,,", "'2026-02-30' is not a date."),
        ("X,EHCNA-06,request_received,due=2026-02-16,,,", "'request_received' is not of the form name=value."),
        ("X,EHCNA-06,request_received=2026-01-05;request_received=2026-01-06,due=2026-02-16,,,", "is given twice."),
        ("X,EHCNA-06,request_received=2026-01-05,,,,", "The row expects nothing"),
        ("X,EHCNA-06,request_received=2026-01-05,colour=red,,,", "The rule does not give 'colour'."),
        ("X,EHCNA-06,request_received=9999-12-31,due=2026-02-16,,,", "The inputs cannot be worked out"),
        ("X,CEASE-GROUND,age=old;reason=neet,lawful=false,,,", "'old' is not a whole number."),
        ("X,PHASE,phase=to_the_moon;transfer_year=2027,final_before=2027-02-15,,,", "is not a phase transfer"),
        ("X,EHCNA-06", "does not have the same number of cells"),
        ("X,EHCNA-06,request_received=2026-01-05,due=2026-02-16,,,,one too many", "the same number of cells"),
    ],
)
def test_a_row_that_is_wrong_fails_with_a_sentence(tmp_path, row, sentence):
    passed, lines = _report(_file(tmp_path, row))
    assert not passed
    assert sentence in lines[0]
    assert lines[-1] == "0 passed, 1 failed"


def test_a_bad_row_does_not_stop_the_next(tmp_path):
    path = _file(tmp_path, "X1,NO,a=b,c=d,,,", "X2,EHCNA-06,request_received=2026-01-05,due=2026-02-16,,,")
    assert _report(path)[1][-1] == "1 passed, 1 failed"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"a,b\n1,2\n", "has no column called case_id"), (b"\xff\xfe\x00", "is not text in UTF-8"), (b"", "no column")],
)
def test_a_file_that_holds_no_cases_is_refused_with_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    passed, lines = _report(path)
    assert not passed
    assert sentence in lines[0]


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    passed, lines = _report(tmp_path / "none.csv")
    assert not passed
    assert lines[0].startswith("Cannot open")


def test_a_file_without_any_case_does_not_pass(tmp_path):
    assert _report(_file(tmp_path)) == (False, ["0 passed, 0 failed"])


def test_lists_are_equal_in_any_order():
    inputs = "decision=refuse_to_assess"
    wanted = "must_include=information_advice|reasons|appeal_right|time_limits|mediation_reg32|disagreement_resolution"
    assert check("LETTER", inputs, wanted) == ()
    assert check("LETTER", inputs, "must_include=reasons") != ()


def test_an_empty_value_is_kept():
    assert pairs("a=1;b=;c=x=y") == {"a": "1", "b": "", "c": "x=y"}


def test_every_rule_of_the_file_is_held_and_every_rule_refuses_an_empty_row():
    for rule_id in RULES:
        assert check(rule_id, "", "nothing=here"), rule_id


# A fresh interpreter is started, which takes most of a tenth of a second.
def test_it_runs_on_its_own_and_its_exit_code_says_whether_all_passed(tmp_path):
    command = [sys.executable, "-m", "goldenthread.law.worked_cases"]
    good = subprocess.run([*command, str(CASES)], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, "203 passed, 0 failed\n")


def test_the_exit_code_is_one_when_a_case_fails_and_two_without_a_file(tmp_path, capsys):
    assert main([str(_file(tmp_path, "X,NO,a=b,c=d,,,"))]) == 1
    assert main([]) == 2
    assert "Give the path" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule", "inputs", "expected"),
    [
        ("EXC-REASON", "clock=ADV-06;reason=missed_appointment", "exception=true"),
        ("EXC-REASON", "clock=EHCNA-16;reason=exceptional_personal_circumstances", "exception=true"),
        ("EXC-REASON", "clock=EHCNA-20;reason=school_closed_3_weeks", "exception=false"),
        ("EXC-REASON", "clock=ORD-AMEND-5W;reason=absent_2_weeks", "exception=true"),
        ("EXC-REASON", "clock=EHCNA-20;reason=absent_2_weeks", "exception=false"),
        ("EXC-REASON", "clock=EHCNA-20;reason=coronavirus;on=2020-06-01", "exception=true"),
        ("EXC-EFFECT", "clock=EHCNA-20;exception=false;original_due=2026-10-12", "due=2026-10-12"),
        ("REQ-WHO", "requester=school", "starts_clock=true;s36_request=true"),
        ("REQ-WHO", "requester=gp", "s36_request=false;via=s24_responsibility"),
        ("RIGHTS-HOLDER", "dob=2007-01-10;on=2026-07-15;lacks_capacity=yes;deputy=yes", "rights_holder=representative"),
        ("RIGHTS-HOLDER", "dob=2001-01-10;on=2026-07-15", "rights_holder=none"),
        ("ADVICE-SET", "year_group=9", "pfa_advice=required"),
        ("ADVICE-SET", "year_group=8", "pfa_advice=not_required"),
        ("ADVICE-SET", "parent_requests=occupational_therapist;reasonable=no", "ot_advice=not_required"),
        ("ADVICE-REUSE", "la_satisfied=yes;author_satisfied=yes;family_satisfied=yes", "reseek=must_not"),
        ("AR-INVITES", "attends=none",
         "must_invite=parent_or_yp|la_sen_officer|health_professional_named_by_icb|la_social_care_officer"),
        ("CEASE-GROUND", "age=19;reason=left_course", "lawful=false;required_action=review"),
        ("CEASE-GROUND", "age=19;reason=apprenticeship", "lawful=false"),
        ("CEASE-GROUND", "age=19;reason=left_course;wants_to_return=no", "lawful=true"),
        ("CEASE-GROUND", "age=19;reason=left_course;wants_to_return=yes", "lawful=false;required_action=review"),
        ("CEASE-GROUND", "age=17;reason=does_not_wish_to_continue", "lawful=false;required_action=review"),
        ("REQ-WHO", "requester=person_acting_for_school", "s36_request=true"),
        ("PB-REQUEST", "stage=draft_being_prepared", "request_valid=true"),
        ("MED-CERT-NEEDED", "appeal=sections_b_f_i", "certificate_required=true"),
        ("MED-CERT-NEEDED", "appeal=section_i_type", "certificate_required=false"),
        ("CEASE-GROUND", "age=12;reason=moved_to_another_la", "lawful=true"),
        ("AGE25", "dob=2001-10-10;setting=apprenticeship;course_ends=2028-01-01", "maintainable_until=2027-10-09"),
        ("PHASE-NONE", "move=primary_to_secondary;year_group=6", "phase_deadline=15_february"),
        ("LETTER", "decision=final_plan;appeal_right=absent", "valid=false"),
        ("LETTER", "decision=annual_review_amend;notice_of_amendments=enclosed", "valid=true"),
        ("DRAFT-SECTION-I", "plan_stage=final;section_i=Hill School", "valid=true"),
        ("DRAFT-SECTION-I", "plan_stage=final;section_i=;eotas=yes", "valid=true"),
        ("MED-CERT-NEEDED", "appeal=cease", "certificate_required=true"),
        ("PB-REFUSE", "decision=refuse_direct_payment;reasons=given", "valid=true"),
        ("LO-COMMENT", "comment=about_short_breaks", "must_publish=true"),
        ("PLAN-DATA", "milestone=TBC", "valid=false;reason=not_a_date"),
        ("PLAN-DATA", "milestone=2020-09-30", "valid=true"),
        ("EYN-S23", "body=nhs_trust;child_under_csa=no;opinion=probably_has_sen", "must_notify_la=false"),
    ],
)  # fmt: skip
def test_the_rule_answers_for_values_that_no_case_holds(rule, inputs, expected):
    assert check(rule, inputs, expected) == ()
