"""Versions, lines and advice: behind the wall, written by actions only, and an issued version closed for good."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_child, wall_through

CLOSED = """
CREATE FUNCTION plans_refuse_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_version uuid;
BEGIN
    IF TG_TABLE_NAME = 'plans_version' THEN
        IF OLD.issued_on IS NOT NULL THEN
            RAISE EXCEPTION 'An issued version never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_TABLE_NAME = 'plans_line' THEN
        of_version := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
    ELSIF TG_TABLE_NAME = 'plans_source' THEN
        SELECT version_id INTO of_version FROM plans_line
         WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.line_id ELSE OLD.line_id END;
    ELSE
        SELECT version_id INTO of_version FROM plans_line
         WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.lower_id ELSE OLD.lower_id END;
    END IF;
    IF EXISTS (SELECT 1 FROM plans_version WHERE id = of_version AND issued_on IS NOT NULL) THEN
        RAISE EXCEPTION 'An issued version never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER issued_is_closed BEFORE UPDATE OR DELETE ON plans_version FOR EACH ROW EXECUTE FUNCTION plans_refuse_issued();
CREATE TRIGGER issued_is_closed BEFORE INSERT OR UPDATE OR DELETE ON plans_line FOR EACH ROW EXECUTE FUNCTION plans_refuse_issued();
CREATE TRIGGER issued_is_closed BEFORE INSERT OR UPDATE OR DELETE ON plans_source FOR EACH ROW EXECUTE FUNCTION plans_refuse_issued();
CREATE TRIGGER issued_is_closed BEFORE INSERT OR UPDATE OR DELETE ON plans_link FOR EACH ROW EXECUTE FUNCTION plans_refuse_issued();
"""

OPEN = """
DROP TRIGGER issued_is_closed ON plans_version;
DROP TRIGGER issued_is_closed ON plans_line;
DROP TRIGGER issued_is_closed ON plans_source;
DROP TRIGGER issued_is_closed ON plans_link;
DROP FUNCTION plans_refuse_issued();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_versions")]
    operations = [
        guard(
            "plans_advice", "plans_passage", "plans_passage_serves", "plans_version", "plans_line", "plans_linewording", "plans_link",
            "plans_source", "plans_served", "plans_comment", "plans_personalbudget", "plans_lineagreement",
        ),
        wall_by_child("plans_advice"),
        wall_through("plans_passage", "advice_id", "plans_advice"),
        wall_through("plans_passage_serves", "from_passage_id", "plans_passage"),
        wall_by_child("plans_version"),
        wall_through("plans_line", "version_id", "plans_version"),
        wall_through("plans_linewording", "line_id", "plans_line"),
        wall_through("plans_link", "lower_id", "plans_line"),
        wall_through("plans_source", "line_id", "plans_line"),
        wall_through("plans_served", "version_id", "plans_version"),
        wall_through("plans_comment", "version_id", "plans_version"),
        wall_through("plans_personalbudget", "version_id", "plans_version"),
        wall_through("plans_lineagreement", "line_id", "plans_line"),
        migrations.RunSQL(CLOSED, OPEN),
    ]
