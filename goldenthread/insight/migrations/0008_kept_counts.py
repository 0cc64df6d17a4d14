"""Counts that are kept for the next reader."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0007_watching'),
        ('people', '0019_work_counted_in_its_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=64)),
                ('generation', models.BigIntegerField()),
                ('rows', models.JSONField(help_text='As the statement gave them')),
                ('whole_from', models.PositiveSmallIntegerField(help_text='The first year of which the record was whole', null=True)),
                ('counted_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('area'), models.F('question'), name='one_answer_a_question')],
            },
        ),
    ]
