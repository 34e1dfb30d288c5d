"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='计划值')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '计划路径',
                'verbose_name_plural': '计划路径',
                'ordering': ['target', 'on'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('zone_name', models.CharField(max_length=40, verbose_name='园区全称')),
                ('zone_short_name', models.CharField(max_length=20, verbose_name='园区简称')),
                ('zone_name_en', models.CharField(max_length=80, verbose_name='园区英文名')),
                ('region', models.CharField(max_length=40, verbose_name='地区')),
                ('adopted_on', models.DateField(verbose_name='提出日期')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('slogan', models.CharField(max_length=200, verbose_name='指示精神')),
                ('main_industry', models.CharField(max_length=60, verbose_name='一主')),
                ('special_industry', models.CharField(max_length=60, verbose_name='一特')),
                ('wing_cooperation', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='两翼协作')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
                ('is_example', models.BooleanField(default=False, help_text='演示时期限整体平移。', verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='标识')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='数值')),
                ('on', models.DateField(verbose_name='报告日期')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('limits', models.CharField(blank=True, max_length=200, verbose_name='口径与局限')),
                ('is_void', models.BooleanField(default=False, verbose_name='作废')),
            ],
            options={
                'verbose_name': '报告数',
                'verbose_name_plural': '报告数',
                'ordering': ['key', 'on'],
            },
        ),
        migrations.CreateModel(
            name='ReportedFactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, verbose_name='标识')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='数值')),
                ('on', models.DateField(verbose_name='报告日期')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('limits', models.CharField(blank=True, max_length=200, verbose_name='口径与局限')),
                ('is_void', models.BooleanField(default=False, verbose_name='作废')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='标识')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None, verbose_name='内容')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
            ],
            options={
                'verbose_name': '表述',
                'verbose_name_plural': '表述',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='标识')),
                ('digit', models.CharField(blank=True, max_length=1, verbose_name='数字')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='排序')),
                ('name', models.CharField(max_length=60, verbose_name='指标')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='目标值')),
                ('comparison', models.CharField(choices=[('>=', '达到'), ('>', '突破')], default='>=', max_length=2, verbose_name='比较')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('source', models.CharField(max_length=120, verbose_name='目标来源')),
                ('limits', models.CharField(blank=True, max_length=200, verbose_name='口径与局限')),
            ],
            options={
                'verbose_name': '指标',
                'verbose_name_plural': '指标',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, verbose_name='标识')),
                ('digit', models.CharField(blank=True, max_length=1, verbose_name='数字')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='排序')),
                ('name', models.CharField(max_length=60, verbose_name='指标')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='目标值')),
                ('comparison', models.CharField(choices=[('>=', '达到'), ('>', '突破')], default='>=', max_length=2, verbose_name='比较')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('source', models.CharField(max_length=120, verbose_name='目标来源')),
                ('limits', models.CharField(blank=True, max_length=200, verbose_name='口径与局限')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TargetSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='截至')),
                ('value', models.DecimalField(decimal_places=6, max_digits=18, null=True, verbose_name='实际数')),
                ('goal', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='目标值')),
                ('elapsed', models.DecimalField(decimal_places=8, max_digits=9, null=True, verbose_name='序时')),
                ('forecast', models.DecimalField(decimal_places=6, max_digits=18, null=True, verbose_name='推算')),
                ('lamp', models.CharField(choices=[('red', '红灯'), ('amber', '黄灯'), ('green', '绿灯'), ('grey', '灰灯'), ('done', '完成')], max_length=8, verbose_name='灯')),
                ('made_at', models.DateTimeField(verbose_name='留存时间')),
            ],
            options={
                'verbose_name': '指标快照',
                'verbose_name_plural': '指标快照',
                'ordering': ['target', 'as_of'],
            },
        ),
        migrations.CreateModel(
            name='WallToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                ('place', models.CharField(max_length=30, verbose_name='屏幕位置')),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview', '目标总览'), ('projects', '重点项目'), ('highlands', '产业高地'), ('map', '一主两翼'), ('meeting', '周一调度'), ('requests', '企业诉求')], max_length=12), size=None, verbose_name='页面与次序')),
                ('seconds', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)], verbose_name='每页秒数')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('last_seen_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='最近在线')),
            ],
            options={
                'verbose_name': '大屏链接',
                'verbose_name_plural': '大屏链接',
                'ordering': ['-made_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WallTokenEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                ('place', models.CharField(max_length=30, verbose_name='屏幕位置')),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview', '目标总览'), ('projects', '重点项目'), ('highlands', '产业高地'), ('map', '一主两翼'), ('meeting', '周一调度'), ('requests', '企业诉求')], max_length=12), size=None, verbose_name='页面与次序')),
                ('seconds', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)], verbose_name='每页秒数')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('programme', '计划'), ('target', '目标与路径'), ('fact', '报告数')], max_length=10, verbose_name='类别')),
                ('before', models.JSONField(default=dict, verbose_name='原来')),
                ('after', models.JSONField(verbose_name='改为')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正原因')),
                ('link', models.URLField(blank=True, verbose_name='来源链接')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='核实时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='退回或撤回时间')),
                ('word', models.CharField(blank=True, max_length=200, verbose_name='退回原因')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='退回或撤回人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('paper', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='core.attachment', verbose_name='来源文件')),
                ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
            ],
            options={
                'verbose_name': '更正单',
                'verbose_name_plural': '更正单',
                'ordering': ['-entered_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanPointEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField(verbose_name='日期')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='计划值')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.planpoint')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('zone_name', models.CharField(max_length=40, verbose_name='园区全称')),
                ('zone_short_name', models.CharField(max_length=20, verbose_name='园区简称')),
                ('zone_name_en', models.CharField(max_length=80, verbose_name='园区英文名')),
                ('region', models.CharField(max_length=40, verbose_name='地区')),
                ('adopted_on', models.DateField(verbose_name='提出日期')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('slogan', models.CharField(max_length=200, verbose_name='指示精神')),
                ('main_industry', models.CharField(max_length=60, verbose_name='一主')),
                ('special_industry', models.CharField(max_length=60, verbose_name='一特')),
                ('wing_cooperation', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='两翼协作')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
                ('is_example', models.BooleanField(default=False, help_text='演示时期限整体平移。', verbose_name='示例')),
            ],
            options={
                'verbose_name': '计划',
                'verbose_name_plural': '计划',
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='programme_dates')],
            },
        ),
        migrations.CreateModel(
            name='AmendmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('programme', '计划'), ('target', '目标与路径'), ('fact', '报告数')], max_length=10, verbose_name='类别')),
                ('before', models.JSONField(default=dict, verbose_name='原来')),
                ('after', models.JSONField(verbose_name='改为')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='更正原因')),
                ('link', models.URLField(blank=True, verbose_name='来源链接')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='核实时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='退回或撤回时间')),
                ('word', models.CharField(blank=True, max_length=200, verbose_name='退回原因')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='退回或撤回人')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='来源文件')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.amendment')),
                ('verified_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.programme', verbose_name='计划')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='amendment',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='targets.programme', verbose_name='计划'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='90e4e5ad7cebb74e3bce24b16d43fc40fdd9b1d6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_ac1de', table='targets_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_programmeevent" ("adopted_on", "code", "ends_on", "id", "is_example", "main_industry", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "slogan", "source", "special_industry", "starts_on", "wing_cooperation", "zone_name", "zone_name_en", "zone_short_name") VALUES (NEW."adopted_on", NEW."code", NEW."ends_on", NEW."id", NEW."is_example", NEW."main_industry", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region", NEW."slogan", NEW."source", NEW."special_industry", NEW."starts_on", NEW."wing_cooperation", NEW."zone_name", NEW."zone_name_en", NEW."zone_short_name"); RETURN NULL;', hash='758b0edced2cf63dd23a813c46bfd94f2540baca', operation='INSERT', pgid='pgtrigger_insert_insert_01ed1', table='targets_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "targets_programmeevent" ("adopted_on", "code", "ends_on", "id", "is_example", "main_industry", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "slogan", "source", "special_industry", "starts_on", "wing_cooperation", "zone_name", "zone_name_en", "zone_short_name") VALUES (NEW."adopted_on", NEW."code", NEW."ends_on", NEW."id", NEW."is_example", NEW."main_industry", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region", NEW."slogan", NEW."source", NEW."special_industry", NEW."starts_on", NEW."wing_cooperation", NEW."zone_name", NEW."zone_name_en", NEW."zone_short_name"); RETURN NULL;', hash='4d291e374a68a1907684c6b4e0a9e96dd0d0001d', operation='UPDATE', pgid='pgtrigger_update_update_26dc7', table='targets_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_programmeevent" ("adopted_on", "code", "ends_on", "id", "is_example", "main_industry", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "slogan", "source", "special_industry", "starts_on", "wing_cooperation", "zone_name", "zone_name_en", "zone_short_name") VALUES (OLD."adopted_on", OLD."code", OLD."ends_on", OLD."id", OLD."is_example", OLD."main_industry", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region", OLD."slogan", OLD."source", OLD."special_industry", OLD."starts_on", OLD."wing_cooperation", OLD."zone_name", OLD."zone_name_en", OLD."zone_short_name"); RETURN NULL;', hash='bfae5b5dfef41bab786b9c44b7661e1e65ae5607', operation='DELETE', pgid='pgtrigger_delete_delete_25df3', table='targets_programme', when='AFTER')),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.programme'),
        ),
        migrations.AddField(
            model_name='reportedfact',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='reportedfact',
            name='verified_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人'),
        ),
        migrations.AddField(
            model_name='amendmentevent',
            name='fact',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.reportedfact', verbose_name='报告数'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='fact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='targets.reportedfact', verbose_name='报告数'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='entered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.reportedfact'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='verified_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人'),
        ),
        migrations.AddField(
            model_name='target',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='targets.target'),
        ),
        migrations.AddField(
            model_name='target',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='targets.programme'),
        ),
        migrations.AddField(
            model_name='planpointevent',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.target'),
        ),
        migrations.AddField(
            model_name='planpoint',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_points', to='targets.target'),
        ),
        migrations.AddField(
            model_name='amendmentevent',
            name='target',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.target', verbose_name='指标'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='target',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='targets.target', verbose_name='指标'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.target'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.target'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='programme',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='targets.programme'),
        ),
        migrations.AddField(
            model_name='targetsnapshot',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='targets.target'),
        ),
        migrations.AddField(
            model_name='walltoken',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='建立人'),
        ),
        migrations.AddField(
            model_name='walltoken',
            name='revoked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='made_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='建立人'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.walltoken'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='revoked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_programme\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='6841e933634f124705cbd74b90eed586a2d839df', operation='INSERT', pgid='pgtrigger_writes_trail_2cede', table='targets_programmeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='12f3cc45022c158b84e0262fd8be257f69831c62', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7b945', table='targets_programmeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programmeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='f49dd3c031283fc2537df6410736f82639bda09a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e5111', table='targets_programmeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reportedfact',
            constraint=models.UniqueConstraint(fields=('key', 'on'), name='reported_once'),
        ),
        migrations.AddConstraint(
            model_name='reportedfact',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), ('entered_by__isnull', True), models.Q(('verified_by', models.F('entered_by')), _negated=True), _connector='OR'), name='reported_verified_by_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='ecb0b30cb1b095f054b20e7c1fba511f79825a11', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_157c3', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_reportedfactevent" ("entered_by_id", "id", "is_void", "key", "limits", "name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unit", "value", "verified_by_id") VALUES (NEW."entered_by_id", NEW."id", NEW."is_void", NEW."key", NEW."limits", NEW."name", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."unit", NEW."value", NEW."verified_by_id"); RETURN NULL;', hash='0e5d757cc736668a33e6139c104cc3420e4b4788', operation='INSERT', pgid='pgtrigger_insert_insert_6ab93', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "targets_reportedfactevent" ("entered_by_id", "id", "is_void", "key", "limits", "name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unit", "value", "verified_by_id") VALUES (NEW."entered_by_id", NEW."id", NEW."is_void", NEW."key", NEW."limits", NEW."name", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."unit", NEW."value", NEW."verified_by_id"); RETURN NULL;', hash='5287e3c66eba94ea48d4939cbffe8d6300fddb6c', operation='UPDATE', pgid='pgtrigger_update_update_a051e', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_reportedfactevent" ("entered_by_id", "id", "is_void", "key", "limits", "name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unit", "value", "verified_by_id") VALUES (OLD."entered_by_id", OLD."id", OLD."is_void", OLD."key", OLD."limits", OLD."name", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."unit", OLD."value", OLD."verified_by_id"); RETURN NULL;', hash='21d0812441ed5b1b32b8258a7e9ee91342aa36b7', operation='DELETE', pgid='pgtrigger_delete_delete_c851a', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfactevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_reportedfact\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='5ad42c670ea998d1808bee50b7e011d1a4cdcdd5', operation='INSERT', pgid='pgtrigger_writes_trail_25d5a', table='targets_reportedfactevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6268bb580a5555338dc5ff89aef602448cdf4f72', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a65a2', table='targets_reportedfactevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfactevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='6c231506db50b2583057dd0ebfc3dbffb61b7f27', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_4971b', table='targets_reportedfactevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('programme', 'key'), name='target_once_a_programme'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='5847ec78aaaedaada83b81221fcd4d856502e537', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_a01c6', table='targets_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_targetevent" ("comparison", "digit", "due_on", "id", "key", "limits", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rank", "source", "unit", "value") VALUES (NEW."comparison", NEW."digit", NEW."due_on", NEW."id", NEW."key", NEW."limits", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."rank", NEW."source", NEW."unit", NEW."value"); RETURN NULL;', hash='ba1124def8ed6a7685c8404981d8c7ec22acd646', operation='INSERT', pgid='pgtrigger_insert_insert_5c297', table='targets_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "targets_targetevent" ("comparison", "digit", "due_on", "id", "key", "limits", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rank", "source", "unit", "value") VALUES (NEW."comparison", NEW."digit", NEW."due_on", NEW."id", NEW."key", NEW."limits", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."rank", NEW."source", NEW."unit", NEW."value"); RETURN NULL;', hash='60b847d57707abeaafa2e69ebfe852e3f66f425e', operation='UPDATE', pgid='pgtrigger_update_update_4b8d6', table='targets_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_targetevent" ("comparison", "digit", "due_on", "id", "key", "limits", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rank", "source", "unit", "value") VALUES (OLD."comparison", OLD."digit", OLD."due_on", OLD."id", OLD."key", OLD."limits", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."rank", OLD."source", OLD."unit", OLD."value"); RETURN NULL;', hash='8df37cd7944954e04c065edef79ec74df31eeec4', operation='DELETE', pgid='pgtrigger_delete_delete_c6de6', table='targets_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpointevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_planpoint\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='991d932939a52251c1fb1a6bab2ebdfccf72148c', operation='INSERT', pgid='pgtrigger_writes_trail_c3c97', table='targets_planpointevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpointevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83f28e422f8698c8aa9e7df9daf9d7e05aed8604', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c129c', table='targets_planpointevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpointevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='361377ce91e64f6ccc9c23b236ec75864bea9935', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_97ffa', table='targets_planpointevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='planpoint',
            constraint=models.UniqueConstraint(fields=('target', 'on'), name='plan_point_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpoint',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='c4052f2bd32502a211a5873ceb358b0dac802f58', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_bf838', table='targets_planpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpoint',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_planpointevent" ("id", "is_example", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "value") VALUES (NEW."id", NEW."is_example", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target_id", NEW."value"); RETURN NULL;', hash='15c7ccffa3fed56884c7d3e207e139e5aee49bf5', operation='INSERT', pgid='pgtrigger_insert_insert_2a3d1', table='targets_planpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpoint',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "targets_planpointevent" ("id", "is_example", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "value") VALUES (NEW."id", NEW."is_example", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target_id", NEW."value"); RETURN NULL;', hash='b1d28efafdf2a182eafae5f14d8261d5bc93d01d', operation='UPDATE', pgid='pgtrigger_update_update_6fab0', table='targets_planpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpoint',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_planpointevent" ("id", "is_example", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "value") VALUES (OLD."id", OLD."is_example", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target_id", OLD."value"); RETURN NULL;', hash='52b0a162525d30e8f86a9717e115b8999fd54d5e', operation='DELETE', pgid='pgtrigger_delete_delete_f81fa', table='targets_planpoint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendmentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_amendment\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='c4ef972cba1dad3adabd8d2a824c8ead91396106', operation='INSERT', pgid='pgtrigger_writes_trail_8c241', table='targets_amendmentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b46663e3f09056d0b3037e8a52257b439f4cd155', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9c419', table='targets_amendmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendmentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ad5bf336e462e4a8cfeccbaec33b90de164a416c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1c7c5', table='targets_amendmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(('verified_by', models.F('entered_by')), _negated=True), _connector='OR'), name='amendment_verified_by_another'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), ('closed_by__isnull', True), _connector='OR'), name='amendment_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_by__isnull', True), ('kind', 'programme'), ('verified_by__isnull', True)), fields=('programme',), name='amendment_one_open_a_programme'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_by__isnull', True), ('kind', 'target'), ('verified_by__isnull', True)), fields=('target',), name='amendment_one_open_a_target'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_by__isnull', True), ('kind', 'fact'), ('verified_by__isnull', True)), fields=('fact',), name='amendment_one_open_a_fact'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_amendmentevent" ("after", "before", "closed_at", "closed_by_id", "entered_at", "entered_by_id", "fact_id", "id", "kind", "link", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "target_id", "verified_at", "verified_by_id", "word") VALUES (NEW."after", NEW."before", NEW."closed_at", NEW."closed_by_id", NEW."entered_at", NEW."entered_by_id", NEW."fact_id", NEW."id", NEW."kind", NEW."link", NEW."paper_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reason", NEW."target_id", NEW."verified_at", NEW."verified_by_id", NEW."word"); RETURN NULL;', hash='a6fd39e381c3979a4f0dc00692128539b102e731', operation='INSERT', pgid='pgtrigger_insert_insert_d95b8', table='targets_amendment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."after" IS DISTINCT FROM (NEW."after") OR OLD."before" IS DISTINCT FROM (NEW."before") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."fact_id" IS DISTINCT FROM (NEW."fact_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."paper_id" IS DISTINCT FROM (NEW."paper_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."target_id" IS DISTINCT FROM (NEW."target_id") OR OLD."verified_at" IS DISTINCT FROM (NEW."verified_at") OR OLD."verified_by_id" IS DISTINCT FROM (NEW."verified_by_id") OR OLD."word" IS DISTINCT FROM (NEW."word"))', func='INSERT INTO "targets_amendmentevent" ("after", "before", "closed_at", "closed_by_id", "entered_at", "entered_by_id", "fact_id", "id", "kind", "link", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "target_id", "verified_at", "verified_by_id", "word") VALUES (NEW."after", NEW."before", NEW."closed_at", NEW."closed_by_id", NEW."entered_at", NEW."entered_by_id", NEW."fact_id", NEW."id", NEW."kind", NEW."link", NEW."paper_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reason", NEW."target_id", NEW."verified_at", NEW."verified_by_id", NEW."word"); RETURN NULL;', hash='d4964b42d7b579d054512d2e216f049334c551ad', operation='UPDATE', pgid='pgtrigger_update_update_19810', table='targets_amendment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_amendmentevent" ("after", "before", "closed_at", "closed_by_id", "entered_at", "entered_by_id", "fact_id", "id", "kind", "link", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "target_id", "verified_at", "verified_by_id", "word") VALUES (OLD."after", OLD."before", OLD."closed_at", OLD."closed_by_id", OLD."entered_at", OLD."entered_by_id", OLD."fact_id", OLD."id", OLD."kind", OLD."link", OLD."paper_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."reason", OLD."target_id", OLD."verified_at", OLD."verified_by_id", OLD."word"); RETURN NULL;', hash='985b3a4af4cc01981d8a340c13234d52b01e9d9a', operation='DELETE', pgid='pgtrigger_delete_delete_d0623', table='targets_amendment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_target\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='ba1598aebb860fcaf8d8614a8ea1b9c744d4d102', operation='INSERT', pgid='pgtrigger_writes_trail_f2b61', table='targets_targetevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed8e26c5651f64ddef41f6e5c5788ddc9b95dada', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2df42', table='targets_targetevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='e7390126616a54234edd1bb8ff32ef693acad570', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9b990', table='targets_targetevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='targetsnapshot',
            constraint=models.UniqueConstraint(fields=('target', 'as_of'), name='target_snapshot_once_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetsnapshot',
            trigger=pgtrigger.compiler.Trigger(name='bumps_snapshots', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('snapshots', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='05fcf5e82d70f4c54697534be159a587ebb3e366', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_snapshots_06221', table='targets_targetsnapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='targetsnapshot',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c055de5c8f9fd5c075800b214a50f6bc7a1d1da3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a30d', table='targets_targetsnapshot', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='walltoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='wall_expires_later'),
        ),
        migrations.AddConstraint(
            model_name='walltoken',
            constraint=models.CheckConstraint(condition=models.Q(('seconds__range', (5, 300))), name='wall_seconds'),
        ),
        migrations.AddConstraint(
            model_name='walltoken',
            constraint=models.CheckConstraint(condition=models.Q(('pages__len__gt', 0)), name='wall_has_pages'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltoken',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_walltokenevent" ("expires_at", "id", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "revoked_at", "revoked_by_id", "seconds") VALUES (NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."revoked_at", NEW."revoked_by_id", NEW."seconds"); RETURN NULL;', hash='a06a0b13cebfd05096d0ae10a77843a808523b29', operation='INSERT', pgid='pgtrigger_insert_insert_9eda1', table='targets_walltoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltoken',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."seconds" IS DISTINCT FROM (NEW."seconds"))', func='INSERT INTO "targets_walltokenevent" ("expires_at", "id", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "revoked_at", "revoked_by_id", "seconds") VALUES (NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."revoked_at", NEW."revoked_by_id", NEW."seconds"); RETURN NULL;', hash='43df053cffb97f846062558c2d1dfba18d5e898d', operation='UPDATE', pgid='pgtrigger_update_update_675c8', table='targets_walltoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltoken',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_walltokenevent" ("expires_at", "id", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "revoked_at", "revoked_by_id", "seconds") VALUES (OLD."expires_at", OLD."id", OLD."made_at", OLD."made_by_id", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."revoked_at", OLD."revoked_by_id", OLD."seconds"); RETURN NULL;', hash='306e068e865ee107e8833ba774a36c37ad6312fb', operation='DELETE', pgid='pgtrigger_delete_delete_4658e', table='targets_walltoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltokenevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_walltoken\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='d7e6d443578aaddbe193053629a715dd9c0c9d19', operation='INSERT', pgid='pgtrigger_writes_trail_bd08f', table='targets_walltokenevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltokenevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09d9e9a9906ffa41cf58ccf0f6da92baff47959a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90f1f', table='targets_walltokenevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltokenevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a7636052ce7432bd7d744ae4e711d5e2e21ebcda', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5a024', table='targets_walltokenevent', when='BEFORE')),
        ),
    ]
