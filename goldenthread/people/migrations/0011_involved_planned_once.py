"""The wall around children asks for involvement by a function, planned once a session.

Every other wall goes through this one, so its way by involvement was planned, and made ready to run, at each mention of
each walled table in a statement. The condition is the same, and a child of the reader's areas passes before it is asked.
"""

from django.db import migrations

INVOLVED = """
EXISTS (SELECT 1 FROM people_involvement i
         WHERE i.child_id = {child} AND (i.user_id = {user} OR i.organisation_id = ANY ({organisations}))
           AND i.from_on <= {today} AND (i.until_on IS NULL OR i.until_on >= {today}))
"""
FUNCTION = f"""
CREATE FUNCTION gt_involved(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 4000 AS $$
BEGIN
    RETURN {INVOLVED.format(child="wanted", user="gt_user()", organisations="gt_organisations()", today="gt_today()")};
END $$;
"""
IN_PLACE = INVOLVED.format(
    child="people_child.id",
    user="(SELECT gt_user())",
    organisations="(SELECT gt_organisations())::bigint[]",
    today="(SELECT gt_today())",
)
POLICY = """
ALTER POLICY wall ON people_child USING ((SELECT gt_wall()) = 'lifted'
    OR (area_id = ANY ((SELECT gt_areas())::bigint[]) AND closed_list_on IS NULL) OR {involved});
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0010_closed_records_hinder_nobody")]
    operations = [
        migrations.RunSQL(
            FUNCTION + POLICY.format(involved="gt_involved(id)"),
            POLICY.format(involved=IN_PLACE) + "DROP FUNCTION gt_involved(uuid);",
        )
    ]
