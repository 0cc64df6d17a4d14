"""Whatever is asked, the answer is one that the description tells of."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from goldenthread.api.actions import publish
from goldenthread.core import clock
from goldenthread.people.clients import actions
from goldenthread.plans.models import Plan
from tests import making

HELD = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def schema(db):
    """The API of an area with some children in it, and the key of its own system."""
    on, ada, hana = clock.today(), making.somebody("administrator"), making.somebody("head_of_send")
    for n in range(3):
        one = making.child(f"Child Number{n}")
        Plan.objects.create(child=one, area=one.area, made_on=on - timedelta(days=300))
    contract = actions.write_client(
        organisation=making.team(), name="Its records", purpose="A test", contact="it@example.org", resources=["ident", "request", "ask", "plan", "review", "provision"],
        from_on=on, until_on=on, by=ada, on=on,
    )  # fmt: skip
    actions.agree_to_client(client=contract, by=hana, on=on)
    publish(area=making.area(), codes=["EHC20", "EHC01"], by=hana, on=on)
    key = actions.make_key(client=contract, by=ada, on=on)
    # A server would close the connection after each answer, and with it all that this test made.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application()), key
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# Some forty addresses, a few questions each: about seven seconds.
def test_every_answer_is_one_that_the_description_tells_of(schema):
    described, key = schema
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(max_examples=4, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}, checks=HELD)

        ask()
        asked += 1
    assert asked == len(described.raw_schema["paths"])
