"""Agendas and their papers: behind the wall by the child; all that a meeting holds is written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_child, wall_through


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("people", "0009_panel_and_helper")]
    operations = [
        guard(
            "meetings_group", "meetings_member", "meetings_meeting", "meetings_attendance", "meetings_agendaitem",
            "meetings_packpaper", "meetings_recusal",
        ),
        wall_by_child("meetings_agendaitem"),
        wall_through("meetings_packpaper", "item_id", "meetings_agendaitem"),
        wall_through("meetings_recusal", "item_id", "meetings_agendaitem"),
    ]
