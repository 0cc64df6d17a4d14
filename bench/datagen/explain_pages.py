"""Opens every hot page as Ellis and asks PostgreSQL how it runs each statement; prints the sequential scans of large tables."""

import json
import re

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench import ours, place  # noqa: E402
from bench.jobs.w1 import addresses  # noqa: E402

LARGE = {"people_child", "casework_case", "people_deadline", "people_childword", "people_searchword", "people_involvement", "casework_request", "plans_plan", "core_event", "core_reading"}
HELD = {"people_child", "casework_case", "people_deadline", "people_childword"}


def scans(plan: dict) -> list[str]:
    """Tables read from end to end in a plan."""
    found = [plan["Relation Name"]] if plan["Node Type"] == "Seq Scan" else []
    for part in plan.get("Plans", ()):
        found += scans(part)
    return found


def kept_plans(page: str) -> dict[str, list]:
    """The plans that the connection keeps for any values (core/prepared.py), by statement: what really runs."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement, array_length(parameter_types, 1) FROM pg_prepared_statements WHERE statement !~* '^ *EXPLAIN'")
        for name, statement, count in cursor.fetchall():
            given = f"({', '.join(['NULL'] * count)})" if count else ""
            cursor.execute(f'EXPLAIN (FORMAT JSON) EXECUTE "{name}"{given}')
            plan = cursor.fetchone()[0][0]["Plan"]
            found[statement] = [(page, table, "kept: " + " ".join(statement.split())[:200]) for table in scans(plan) if table in LARGE]
    return found


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    database = str(connection.settings_dict["NAME"])
    client, asked, found = Client(), [], []
    client.post("/demo/become/ellis")
    pages = [path for paths in addresses(ours.known(database)).values() for path in paths[:2]]
    explained = 0

    def explain(execute, sql, params, many, context):
        nonlocal explained
        if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)", sql, re.I) and "set_config" not in sql[:60]:
            cursor = context["cursor"]
            cursor.cursor.execute(f"EXPLAIN (FORMAT JSON, ANALYZE off) {sql}", params)
            plan = cursor.cursor.fetchone()[0][0]["Plan"]
            explained += 1
            asked.extend((page, table, " ".join(sql.split())[:200]) for table in scans(plan) if table in LARGE)
        return execute(sql, params, many, context)

    kept: dict[str, list] = {}
    for page in pages:
        with transaction.atomic(), connection.execute_wrapper(explain):
            answer = client.get(page)
            assert answer.status_code == 200, (page, answer.status_code)
        kept.update(kept_plans(page))
    asked += [each for found in kept.values() for each in found]
    explained += len(kept)
    found = [each for each in asked if each[1] in HELD]
    print(json.dumps({"pages": len(pages), "statements": explained, "scans": found, "others": [each for each in asked if each[1] not in HELD]}))


if __name__ == "__main__":
    assert place
    main()
