"""Who is invited to a review and what was said, and plans to catch up: behind the wall, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall, wall_through

_OF_THE_AREA = "area_id = ANY ((SELECT gt_areas())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_review_meetings")]
    operations = [
        guard(
            "reviews_invitee", "reviews_contribution", "reviews_progress", "reviews_report", "reviews_catchup", "reviews_catchupplace",
        ),
        wall_through("reviews_invitee", "review_id", "reviews_review"),
        wall_through("reviews_contribution", "review_id", "reviews_review"),
        wall_through("reviews_progress", "review_id", "reviews_review"),
        wall_through("reviews_report", "review_id", "reviews_review"),
        wall("reviews_catchup", _OF_THE_AREA),
        wall_through("reviews_catchupplace", "plan_id", "plans_plan"),
    ]
