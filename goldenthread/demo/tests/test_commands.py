"""The commands: made once, made again, listed, written out."""

import json
import time
from datetime import datetime
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import CommandError, call_command

from goldenthread.access.models import User
from goldenthread.demo import returning, whole
from goldenthread.demo.setting_up import secret_of
from goldenthread.demo.small_return import FAULTS, PEOPLE, write_small_return
from goldenthread.demo.staff import OTHERS, PASSWORD, PERSONAS
from goldenthread.returns.checking import Checker, refusals
from goldenthread.returns.reading.opening import read_return
from goldenthread.returns.structure import collections, readable_years


def said(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_making_it_again_does_nothing_where_it_is(calderbeck):
    assert json.loads(said("load_demo").splitlines()[-1])["children"] == 0
    assert whole.is_whole()


def test_it_is_refused_where_this_is_no_demonstration(settings):
    settings.DEMO = settings.TESTING = False
    with pytest.raises(CommandError, match="not a demonstration"):
        said("load_demo")
    assert said("sign_ins") == ""


def test_the_sign_ins_name_everybody_with_what_the_long_way_needs(calderbeck):
    listed = said("sign_ins")
    for persona in PERSONAS:
        assert persona.email in listed
        assert secret_of(persona.persona) in listed
    assert PASSWORD in listed


def test_a_persona_can_sign_in_the_long_way(calderbeck, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # a code is good for half a minute, which may end between two lines
    user = User.objects.get(persona="ellis")
    assert user.check_password(PASSWORD)
    secret = secret_of("ellis")
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert TOTP(Authenticator.objects.get(user=user, type="totp")).validate_code(code)


def test_nobody_but_a_persona_has_a_password(calderbeck):
    assert not any(user.has_usable_password() for user in User.objects.filter(persona="", email__endswith=".example"))
    assert len({each.email for each in (*PERSONAS, *OTHERS)}) == len(PERSONAS) + len(OTHERS)


def test_its_own_return_reads_back_as_the_same_people(calderbeck, tmp_path):
    path = tmp_path / "return.xml"
    written = returning.write_return(calderbeck.area, 2026, path)
    with read_return(path) as file:
        people = list(file.people())
    assert written == len(people) > 40
    when = collections()[2026]
    for person in people:
        for request in person.requests:
            assert request.received_on is None or request.received_on <= when.activity_to
            assert request.named_plan is None or request.named_plan.started_on <= when.census_date


def test_nobody_of_its_own_return_would_be_refused(calderbeck):
    checker = Checker(returning.header(calderbeck.area, 2026, made_at=datetime(2026, 1, 15)))
    refused = [
        finding
        for person in returning.people_of(calderbeck.area, 2026)
        for finding in refusals(checker.check_person(person))
    ]
    assert refused == []


@pytest.mark.parametrize("year", readable_years())
def test_it_can_be_written_for_every_year_that_can_be_read(year, calderbeck, tmp_path):
    path = tmp_path / "return.xml"
    written = returning.write_return(calderbeck.area, year, path)
    with read_return(path) as file:
        people = list(file.people())
    assert len(people) == written
    assert all((person.gender if year == 2023 else person.sex) for person in people)


def test_the_small_return_has_fifty_newcomers_and_the_faults_it_says(calderbeck, tmp_path):
    path = tmp_path / "small.xml"
    assert write_small_return(calderbeck.area, 2026, path) == PEOPLE
    checker = Checker(returning.header(calderbeck.area, 2026, made_at=datetime(2026, 1, 15)))
    with read_return(path) as file:
        found = {person.number: checker.check_person(person) for person in file.people()}
    refused = {number for number, findings in found.items() if refusals(findings)}
    wrong = {number for number, findings in found.items() if any(one.severity == "E" for one in findings)}
    assert refused <= wrong <= FAULTS.keys()
    assert len(refused) == 2
    assert len(wrong) >= 2
