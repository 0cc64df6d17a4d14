"""A body that gives some of the provision of a plan, and says whether it did."""

from django.db import migrations, models

ROLES = [
    ("named_worker", "Named worker"), ("cover", "Covering for the named worker"), ("family", "Parent or carer"), ("young_person", "Young person"),
    ("setting", "School or setting"), ("adviser", "Asked for advice"), ("health", "Health service"), ("social_care", "Social care team"),
    ("consulted", "Consulted setting"), ("named_list", "On the named list of a closed record"), ("panel", "On a panel that talks of the child"),
    ("helper", "Helps the family, who let them in"), ("deliverer", "Gives some of the provision"),
    ("family_before", "Parent or carer, before the rights passed to the young person"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("people", "0015_search_from_the_rarest")]
    operations = [migrations.AlterField("involvement", "role", models.CharField(choices=ROLES, max_length=14))]
