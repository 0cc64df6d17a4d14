"""TRUNCATE asks neither the action guard nor a wall: tables that have one refuse it from now on.

Tables that are made later get this with their guard or wall (`core/walls.py`).
"""

from django.db import migrations

from goldenthread.core.walls import REFUSES_TRUNCATE, never_emptied

THOSE_THERE = f"""
DO $$
DECLARE of_ours text;
BEGIN
    FOR of_ours IN
        SELECT c.oid::regclass::text FROM pg_class c
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
           AND (c.relrowsecurity OR EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'written_by_action'))
    LOOP
        EXECUTE format({"'" + never_emptied("%s") + "'"}, of_ours);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0004_sees_child")]
    operations = [migrations.RunSQL(REFUSES_TRUNCATE, migrations.RunSQL.noop), migrations.RunSQL(THOSE_THERE, migrations.RunSQL.noop)]
