"""PostgreSQL functions that the rooms' tables lean on: the action guard, the append-only guard and the wall."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION gt_require_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('app.action', true), '') = '' THEN
        RAISE EXCEPTION '% on % outside an action', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION gt_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% may only be added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION gt_wall() RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF coalesce(current_setting('app.wall', true), '') = '' THEN
        RAISE EXCEPTION 'Nobody said who is asking: set the wall first' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN current_setting('app.wall');
END $$;

CREATE FUNCTION gt_areas() RETURNS bigint[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(current_setting('app.areas', true), ',')::bigint[] $$;

CREATE FUNCTION gt_organisations() RETURNS bigint[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(current_setting('app.organisations', true), ',')::bigint[] $$;

CREATE FUNCTION gt_user() RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('app.user', true), '')::bigint $$;

CREATE FUNCTION gt_today() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('app.today', true), '')::date $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON core_event
    FOR EACH STATEMENT EXECUTE FUNCTION gt_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON core_reading
    FOR EACH STATEMENT EXECUTE FUNCTION gt_append_only();
"""

UNDO = """
DROP TRIGGER append_only ON core_event;
DROP TRIGGER append_only ON core_reading;
DROP FUNCTION gt_require_action(), gt_append_only(), gt_wall(), gt_areas(), gt_organisations(), gt_user(), gt_today();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
