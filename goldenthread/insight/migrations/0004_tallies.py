"""What the dashboards count is counted ahead: a table of tallies, and triggers that keep it in the transaction of each change."""

import django.db.models.deletion
from django.db import migrations, models

WHAT = """
CREATE FUNCTION gt_tallies_of_case(open boolean, stage varchar, worker bigint, next_due date)
RETURNS TABLE (kind varchar, key varchar, number bigint, began date, day date) LANGUAGE sql IMMUTABLE AS $$
    SELECT v.kind, v.key, v.number, v.began, v.day
      FROM (VALUES ('stage'::varchar, stage, coalesce(worker, 0), NULL::date, NULL::date, open),
                   ('due', stage, 0, NULL, next_due, open AND next_due IS NOT NULL)) AS v(kind, key, number, began, day, counts)
     WHERE v.counts
$$;

CREATE FUNCTION gt_tallies_of_deadline(of varchar, clock varchar, starts date, due date, met date, lifted date, ended date)
RETURNS TABLE (kind varchar, key varchar, number bigint, began date, day date) LANGUAGE sql IMMUTABLE AS $$
    SELECT v.kind, v.key, v.number, v.began, v.day
      FROM (VALUES ('open'::varchar, clock, 0::bigint, starts, due, of = 'limit' AND met IS NULL AND lifted IS NULL AND ended IS NULL),
                   ('past', clock, least(greatest(coalesce(met, ended) - starts, 0), 999)::bigint, make_date(extract(year FROM starts)::int, 1, 1), NULL,
                    of = 'limit' AND lifted IS NULL AND coalesce(met, ended) IS NOT NULL)) AS v(kind, key, number, began, day, counts)
     WHERE v.counts
$$;
"""
CASE = ("casework_case", "gt_tally_cases", "gt_tallies_of_case(c.open, c.stage, c.worker_id, c.next_due_on)")
DEADLINE = (
    "people_deadline", "gt_tally_deadlines", "gt_tallies_of_deadline(c.kind, c.clock, c.starts_on, c.due_on, c.met_on, c.lifted_on, c.ended_on)",
)
INTO = "INSERT INTO insight_tally (area_id, kind, key, number, began, day, count)"


def keeping(table: str, function: str, tallies: str) -> str:
    def rows(of: str, sign: str) -> str:
        return f"SELECT c.area_id, t.kind, t.key, t.number, t.began, t.day, {sign} AS n FROM {of} c CROSS JOIN LATERAL {tallies} t WHERE c.area_id IS NOT NULL"

    def added(what: str) -> str:
        return f"{INTO} SELECT area_id, kind, key, number, began, day, sum(n) FROM ({what}) x GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0;"

    return f"""
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN {added(rows('new_rows', '1'))}
    ELSIF TG_OP = 'DELETE' THEN {added(rows('old_rows', '-1'))}
    ELSE {added(rows('new_rows', '1') + ' UNION ALL ' + rows('old_rows', '-1'))}
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tallied_in AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER tallied_out AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER tallied_over AFTER UPDATE ON {table} REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""


def fill(table: str, tallies: str) -> str:
    return f"{INTO} SELECT c.area_id, t.kind, t.key, t.number, t.began, t.day, count(*) FROM {table} c CROSS JOIN LATERAL {tallies} t WHERE c.area_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;"


def undo(table: str, function: str) -> str:
    return f"DROP TRIGGER tallied_in ON {table}; DROP TRIGGER tallied_out ON {table}; DROP TRIGGER tallied_over ON {table}; DROP FUNCTION {function}();"


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0003_snapshots"),
        ("casework", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=6)),
                ("key", models.CharField(max_length=24)),
                ("number", models.BigIntegerField(default=0)),
                ("began", models.DateField(null=True)),
                ("day", models.DateField(null=True)),
                ("count", models.IntegerField()),
                ("area", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area")),
            ],
            options={"indexes": [models.Index(models.F("area"), models.F("kind"), name="tally_of_area")]},
        ),
        migrations.RunSQL(
            WHAT + keeping(*CASE) + keeping(*DEADLINE),
            undo(*CASE[:2]) + undo(*DEADLINE[:2])
            + "DROP FUNCTION gt_tallies_of_case(boolean, varchar, bigint, date); DROP FUNCTION gt_tallies_of_deadline(varchar, varchar, date, date, date, date, date);",
        ),
        migrations.RunSQL(
            "SELECT set_config('app.wall', 'lifted', true);" + fill(CASE[0], CASE[2]) + fill(DEADLINE[0], DEADLINE[2]) + "SELECT set_config('app.wall', '', true);",
            migrations.RunSQL.noop,
        ),
    ]
