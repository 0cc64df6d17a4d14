"""Children and all that hangs from them: behind the wall, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall, wall_by_area, wall_by_child

INVOLVED = """
    EXISTS (SELECT 1 FROM people_involvement i
             WHERE i.child_id = people_child.id
               AND (i.user_id = (SELECT gt_user()) OR i.organisation_id = ANY ((SELECT gt_organisations())::bigint[]))
               AND i.from_on <= (SELECT gt_today()) AND (i.until_on IS NULL OR i.until_on >= (SELECT gt_today())))
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("core", "0002_action_guard")]
    operations = [
        guard(
            "people_child", "people_formerupn", "people_address", "people_attendance", "people_senneed", "people_relationship",
            "people_adult", "people_involvement", "people_document", "people_deadline", "people_childword",
        ),
        wall(
            "people_involvement",
            "user_id = (SELECT gt_user()) OR organisation_id = ANY ((SELECT gt_organisations())::bigint[])"
            " OR area_id = ANY ((SELECT gt_areas())::bigint[])",
        ),
        wall("people_child", f"(area_id = ANY ((SELECT gt_areas())::bigint[]) AND closed_list_on IS NULL) OR {INVOLVED}"),
        wall_by_child("people_formerupn"),
        wall_by_child("people_address"),
        wall_by_child("people_attendance"),
        wall_by_child("people_senneed"),
        wall_by_child("people_relationship"),
        wall_by_child("people_document"),
        wall_by_area("people_deadline"),
        wall_by_area("people_childword"),
        wall_by_child("core_event", nullable=True),
        wall_by_child("core_message", nullable=True),
        wall(
            "core_reading",
            "by_id = (SELECT gt_user()) OR EXISTS (SELECT 1 FROM people_child c WHERE c.id = ANY (core_reading.child_ids))",
            anybody_adds=True,
        ),
        wall(
            "people_adult",
            "user_id = (SELECT gt_user()) OR EXISTS (SELECT 1 FROM people_relationship r WHERE r.adult_id = people_adult.id)",
        ),
    ]
