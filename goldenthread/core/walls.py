"""SQL for migrations: put a table behind the wall and under the action guard.

`guard` refuses writes outside an action. A table that is guarded or walled is never emptied at once: TRUNCATE would pass
by every wall. `wall_by_child` shows only rows whose child the transaction may see;
`wall_by_area` does it by the row's own area first, which lists need, and by the child where that does not hold.
"""

from django.db import migrations

LIFTED = "(SELECT gt_wall()) = 'lifted'"
IN_ACTION = "coalesce(current_setting('app.action', true), '') <> ''"

#: Said again by every migration that needs it, since any of them may be the first to run.
REFUSES_TRUNCATE = """
CREATE OR REPLACE FUNCTION gt_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never emptied at once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def never_emptied(table: str) -> str:
    """SQL after which TRUNCATE of `table` is refused, inside an action too."""
    return (
        f"CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION gt_never_emptied();"
    )


def guard(*tables: str) -> migrations.RunSQL:
    """Writes to these tables need an action."""
    do = REFUSES_TRUNCATE + "".join(
        f"CREATE TRIGGER written_by_action BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION gt_require_action(); {never_emptied(table)}"
        for table in tables
    )
    undo = "DROP TRIGGER written_by_action ON {0}; DROP TRIGGER IF EXISTS never_emptied ON {0};"
    return migrations.RunSQL(do, "".join(undo.format(table) for table in tables))


def wall(table: str, sees: str, *, anybody_adds: bool = False) -> migrations.RunSQL:
    """Rows of `table` are seen where the wall is lifted, or where the SQL condition `sees` holds."""
    check = "true" if anybody_adds else IN_ACTION
    return migrations.RunSQL(
        f"{REFUSES_TRUNCATE}{never_emptied(table)}"
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY wall ON {table} USING ({LIFTED} OR {sees}) WITH CHECK ({check});",
        f"DROP TRIGGER IF EXISTS never_emptied ON {table}; DROP POLICY wall ON {table}; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def wall_by_child(table: str, column: str = "child_id", *, nullable: bool = False) -> migrations.RunSQL:
    """A row is seen when its child is."""
    sees = f"EXISTS (SELECT 1 FROM people_child c WHERE c.id = {table}.{column})"
    return wall(table, f"({column} IS NULL OR {sees})" if nullable else sees)


def wall_through(table: str, column: str, parent: str, key: str = "id") -> migrations.RunSQL:
    """A row is seen when the row of `parent` that it hangs from is."""
    return wall(table, f"EXISTS (SELECT 1 FROM {parent} p WHERE p.{key} = {table}.{column})")


def wall_by_area(table: str) -> migrations.RunSQL:
    """A row is seen by its own area at once (empty while the record is closed); otherwise by its child."""
    by_child = f"EXISTS (SELECT 1 FROM people_child c WHERE c.id = {table}.child_id)"
    return wall(table, f"area_id = ANY ((SELECT gt_areas())::bigint[]) OR {by_child}")


def wall_by_area_planned_once(table: str) -> migrations.RunSQL:
    """The same wall, its way by the child put behind a function, so that a list's statement is planned without it.

    A row of the reader's areas passes before the function is asked. PostgreSQL plans a policy again at every mention of
    its table; for these tables, which lists read, that had come to cost more than reading them.
    """
    by_area = f"{LIFTED} OR area_id = ANY ((SELECT gt_areas())::bigint[])"
    by_child = f"EXISTS (SELECT 1 FROM people_child c WHERE c.id = {table}.child_id)"
    return migrations.RunSQL(
        f"ALTER POLICY wall ON {table} USING ({by_area} OR gt_sees(child_id));",
        f"ALTER POLICY wall ON {table} USING ({by_area} OR {by_child});",
    )
