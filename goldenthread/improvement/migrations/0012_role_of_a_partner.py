"""The body that a role of the plans belongs to."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0011_cost_spent_and_milestone_expected'),
        ('people', '0017_search_all_at_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='planrole',
            name='partner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation'),
        ),
    ]
