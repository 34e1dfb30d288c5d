"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DemoLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_for', models.DateField(verbose_name='演示日期')),
                ('seed', models.IntegerField(verbose_name='种子')),
                ('scale', models.PositiveSmallIntegerField(verbose_name='倍数')),
            ],
            options={
                'verbose_name': '演示数据',
                'verbose_name_plural': '演示数据',
            },
        ),
        migrations.CreateModel(
            name='ListLength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, unique=True, verbose_name='台账')),
                ('n', models.PositiveIntegerField(verbose_name='应有')),
                ('at', models.DateTimeField(verbose_name='说明时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='说明人')),
            ],
            options={
                'verbose_name': '台账应有数',
                'verbose_name_plural': '台账应有数',
            },
        ),
    ]
