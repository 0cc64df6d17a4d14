"""Advice that was asked for, consultations, correspondence and steps across: behind the wall, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_child, wall_through


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_advice_and_consultation")]
    operations = [
        guard(
            "casework_advicerequest", "casework_advicereturn", "casework_reminder", "casework_consultation",
            "casework_correspondence", "casework_stepacross",
        ),
        wall_by_child("casework_advicerequest"),
        wall_through("casework_advicereturn", "advice_request_id", "casework_advicerequest"),
        wall_through("casework_reminder", "advice_request_id", "casework_advicerequest"),
        wall_by_child("casework_consultation"),
        wall_by_child("casework_correspondence"),
        wall_by_child("casework_stepacross"),
    ]
