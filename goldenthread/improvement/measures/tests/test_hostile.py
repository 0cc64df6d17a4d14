"""Whatever is typed or asked, no page of measures or editions answers with a fault."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.improvement.measures import actions
from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, Section
from goldenthread.improvement.published.actions import note_what_families_said, publish_edition
from tests import making

pytestmark = pytest.mark.django_db
NASTY = ["\x00", "'; DROP TABLE improvement_measure;--", "<script>alert(1)</script>", "{{ 7*7 }}", "NaN", "1e400", "-9999999999999999999", "٣٣", "\u202egnp.exe", "9" * 5000, "a99999999999999999999", "|", "²"]


@pytest.fixture
def there(client, settings, tmp_path):
    """Somebody who may do everything, and the addresses of every page with a form."""
    settings.MEDIA_ROOT = tmp_path
    head = making.somebody("head_of_send")
    plan = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=making.TODAY)
    group = ActionGroup.objects.create(section=Section.objects.create(plan=plan, position=0, title="Together"), position=0, title="Group")
    Action.objects.create(group=group, position=0, words="Do it")
    said = {"words": "Content families", "kind": "survey", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "rhythm": "quarter", "source": "entered"}
    measure = actions.add_measure(plan=plan, said=said, by=head, on=making.TODAY)
    reply = note_what_families_said(plan=plan, said="Letters are long.", heard_on=date(2026, 9, 1), by=head, on=making.TODAY)
    edition = publish_edition(plan=plan, name="Autumn", as_at=date(2026, 9, 30), by=head, on=making.TODAY)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    of_plan = ["add_measure", "take_measures", "publish", "add_reply"]
    of_measure = ["change_measure", "drop_measure", "enter_value", "bring_values"]
    forms = [reverse(f"improvement:{name}", args=[plan.pk]) for name in of_plan] + [reverse(f"improvement:{name}", args=[measure.pk]) for name in of_measure]
    forms += [reverse("improvement:write_words", args=[plan.pk, "1"]), reverse("improvement:change_reply", args=[reply.pk]), reverse("improvement:withdraw", args=[edition.pk])]
    shown = [reverse(f"improvement:{name}", args=[plan.pk]) for name in ("measures", "measures_file", "thread", "published_plan")]
    shown += [reverse("improvement:measure", args=[measure.pk]), reverse("improvement:measure_cases", args=[measure.pk]), reverse("improvement:edition", args=[edition.pk])]
    return forms, shown


def named(page: str) -> set[str]:
    """The names of a page's fields, but for the token."""
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page)) - {"csrfmiddlewaretoken"}


# Every form with every kind of nasty word: some hundred and forty requests, about four seconds.
def test_no_form_answers_whatever_is_typed_with_a_fault(client, there):
    client.raise_request_exception = False
    for address in there[0]:
        fields = named(client.get(address).content.decode())
        assert fields, address
        for nasty in NASTY:
            answer = client.post(address, dict.fromkeys(fields, nasty))
            assert answer.status_code in (200, 302), (address, nasty, answer.status_code)


@pytest.mark.parametrize("content", [b"\x00\x00", b"Date,Value\n" + b"x" * 100_000, "Date,Value\n31/01/2026,\u202e4\n".encode(), b"PK\x03\x04", b"Date,Value\n=1+1,2\n", b"\xff\xfeD\x00"])
def test_no_file_of_values_is_a_fault(client, there, content):
    client.raise_request_exception = False
    for name in ("s.csv", "s.xlsx", "s.docx", "s"):
        answer = client.post(there[0][7], {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 200, (name, answer.status_code)


# Every page with every kind of nasty question: about ninety requests, about three seconds.
def test_no_page_answers_whatever_is_asked_with_a_fault(client, there):
    client.raise_request_exception = False
    for address in there[1]:
        for nasty in NASTY:
            answer = client.get(address, {"on-day": nasty, "on-month": nasty, "on-year": nasty, "part": nasty, "as": nasty})
            assert answer.status_code in (200, 404), (address, nasty, answer.status_code)


@pytest.mark.parametrize("odd", ["0" * 64, "x", "%00", "A" * 64, "0" * 63 + "²"])
def test_an_edition_that_never_was_is_not_there(client, odd):
    for address in (f"/published/editions/{odd}", f"/published/editions/{odd}/edition.json"):
        assert client.get(address).status_code == 404
