"""A letter to the young person themself, and the wall between one family member's letters and another's."""

from django.db import migrations, models

READS = """
CREATE FUNCTION gt_reads_every_letter(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM people_child c
                    WHERE c.id = wanted AND c.area_id = ANY (gt_areas()) AND c.closed_list_on IS NULL)
        OR EXISTS (SELECT 1 FROM people_involvement i
                    WHERE i.child_id = wanted AND i.from_on <= gt_today() AND (i.until_on IS NULL OR i.until_on >= gt_today())
                      AND (i.organisation_id = ANY (gt_organisations())
                           OR i.user_id = gt_user() AND i.role NOT IN ('family', 'young_person')));
END $$;

CREATE FUNCTION gt_is_addressee(wanted uuid, adult uuid, to_child boolean) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF to_child THEN
        RETURN EXISTS (SELECT 1 FROM people_involvement i
                        WHERE i.child_id = wanted AND i.user_id = gt_user() AND i.role = 'young_person'
                          AND i.from_on <= gt_today() AND (i.until_on IS NULL OR i.until_on >= gt_today()));
    END IF;
    RETURN EXISTS (SELECT 1 FROM people_adult a WHERE a.id = adult AND a.user_id = gt_user());
END $$;
"""
DROP = "DROP FUNCTION gt_reads_every_letter(uuid); DROP FUNCTION gt_is_addressee(uuid, uuid, boolean);"

LIFTED = "(SELECT gt_wall()) = 'lifted'"
BY_CHILD = "EXISTS (SELECT 1 FROM people_child c WHERE c.id = people_document.child_id)"
TO_NOBODY = "addressee_id IS NULL AND NOT to_child"
BY_ADDRESSEE = (
    f"gt_sees(child_id) AND ({TO_NOBODY} OR gt_reads_every_letter(child_id) OR gt_is_addressee(child_id, addressee_id, to_child))"
)

#: Letters made before: to the young person where the title says so.
MADE_BEFORE = """
SELECT set_config('app.wall', 'lifted', true), set_config('app.action', 'people.migration', true);
UPDATE people_document d SET to_child = true FROM people_child c
 WHERE c.id = d.child_id AND d.addressee_id IS NULL AND d.kind IN ('acknowledgement', 'decision-assess', 'decision-not-assess')
   AND d.title LIKE '%: to ' || trim(c.forename || ' ' || c.surname) || '%';
SELECT set_config('app.wall', '', true), set_config('app.action', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_addressee"), ("core", "0004_sees_child")]
    operations = [
        migrations.AddField("document", "to_child", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                condition=models.Q(addressee__isnull=True) | models.Q(to_child=False), name="document_to_one"
            ),
        ),
        migrations.RunSQL(READS, DROP),
        migrations.RunSQL(
            f"ALTER POLICY wall ON people_document USING ({LIFTED} OR {BY_ADDRESSEE});",
            f"ALTER POLICY wall ON people_document USING ({LIFTED} OR {BY_CHILD});",
        ),
        migrations.RunSQL(MADE_BEFORE, migrations.RunSQL.noop),
    ]
