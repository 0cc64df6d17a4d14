"""Whether this transaction may see a child, as a function: planned once a session, not at every mention of a table."""

from django.db import migrations

SEES = """
CREATE FUNCTION gt_sees(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM people_child c WHERE c.id = wanted);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_message_file")]
    operations = [migrations.RunSQL(SEES, "DROP FUNCTION gt_sees(uuid);")]
