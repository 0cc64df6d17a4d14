import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0022_groups_of_children'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('source', models.CharField(choices=[('family', 'The family or the young person'), ('school', 'The school or setting, or its census'), ('social_care', 'Children’s social care'), ('virtual_head', 'The virtual school head'), ('national', 'A national file'), ('authority', 'Another council'), ('health', 'A health service')], max_length=12)),
                ('rows_in', models.PositiveIntegerField()),
                ('added', models.PositiveIntegerField()),
                ('known', models.PositiveIntegerField(help_text='On the record already')),
                ('held', models.JSONField(default=list, help_text='Number of the row, and why it waits')),
                ('taken_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-taken_on', '-pk'],
            },
        ),
        guard("people_groupfile"),
    ]
