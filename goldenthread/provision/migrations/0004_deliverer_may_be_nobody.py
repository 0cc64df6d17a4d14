"""A line that is the school's alone has a deliverer of no body."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0017_search_all_at_once'),
        ('provision', '0003_scale_of_reviews'),
    ]

    operations = [
        # The new reference is checked against every row there is, and those are behind the second wall until this is committed.
        migrations.RunSQL("SELECT set_config('app.wall', 'lifted', true)", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='linedeliverer',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
    ]
