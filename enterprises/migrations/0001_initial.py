"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import core.sealed.columns
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import enterprises.models.visits
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
            name='ChallengeMilestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='节点')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
            ],
            options={
                'verbose_name': '攻关节点',
                'verbose_name_plural': '攻关节点',
                'ordering': ['challenge', 'due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='个人信息删除时间')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '联系人',
                'verbose_name_plural': '联系人',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CultivationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('champions', '龙头和单项冠军培育'), ('listing', '拟上市后备')], max_length=12, unique=True, verbose_name='计划')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('size', models.PositiveSmallIntegerField(verbose_name='家数')),
                ('issued_on', models.DateField(verbose_name='下发日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='完成期限')),
            ],
            options={
                'verbose_name': '培育计划',
                'verbose_name_plural': '培育计划',
                'ordering': ['kind'],
            },
        ),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('short_name', models.CharField(max_length=40, unique=True, verbose_name='简称')),
                ('full_name', models.CharField(blank=True, max_length=100, verbose_name='全称')),
                ('uscc', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='统一社会信用代码')),
                ('reading', models.CharField(blank=True, help_text='简称的拼音，容易读错时填写；按它排序和查找。', max_length=120, verbose_name='名称读音')),
                ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='产品线')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('concerns', models.CharField(blank=True, max_length=300, verbose_name='企业最关心的事')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': '企业',
                'verbose_name_plural': '企业',
                'ordering': ['pinyin', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnterpriseAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('kind', models.CharField(choices=[('alias', '别名'), ('as_printed', '报道用名'), ('former', '曾用名')], default='alias', max_length=10, verbose_name='类型')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': '企业别名',
                'verbose_name_plural': '企业别名',
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnterpriseAliasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('kind', models.CharField(choices=[('alias', '别名'), ('as_printed', '报道用名'), ('former', '曾用名')], default='alias', max_length=10, verbose_name='类型')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnterpriseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('short_name', models.CharField(max_length=40, verbose_name='简称')),
                ('full_name', models.CharField(blank=True, max_length=100, verbose_name='全称')),
                ('uscc', models.CharField(blank=True, max_length=18, null=True, verbose_name='统一社会信用代码')),
                ('reading', models.CharField(blank=True, help_text='简称的拼音，容易读错时填写；按它排序和查找。', max_length=120, verbose_name='名称读音')),
                ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='产品线')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('concerns', models.CharField(blank=True, max_length=300, verbose_name='企业最关心的事')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnterpriseGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.CharField(choices=[('leading', '龙头'), ('champion', '单项冠军'), ('hidden_champion', '隐形冠军'), ('little_giant', '小巨人'), ('specialised', '专精特新'), ('above_scale', '规上'), ('key', '重点'), ('light_asset', '初创轻资产')], max_length=20, verbose_name='等级')),
                ('status', models.CharField(choices=[('cultivating', '培育'), ('recognised', '认定')], max_length=12, verbose_name='状态')),
                ('on', models.DateField(blank=True, null=True, verbose_name='日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
            ],
            options={
                'verbose_name': '企业等级',
                'verbose_name_plural': '企业等级',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='EnterpriseGradeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('grade', models.CharField(choices=[('leading', '龙头'), ('champion', '单项冠军'), ('hidden_champion', '隐形冠军'), ('little_giant', '小巨人'), ('specialised', '专精特新'), ('above_scale', '规上'), ('key', '重点'), ('light_asset', '初创轻资产')], max_length=20, verbose_name='等级')),
                ('status', models.CharField(choices=[('cultivating', '培育'), ('recognised', '认定')], max_length=12, verbose_name='状态')),
                ('on', models.DateField(blank=True, null=True, verbose_name='日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnterpriseMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='合并依据')),
                ('moved', models.JSONField(default=dict, verbose_name='转移的记录')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '企业档案合并',
                'verbose_name_plural': '企业档案合并',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EnterpriseMergeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200, verbose_name='合并依据')),
                ('moved', models.JSONField(default=dict, verbose_name='转移的记录')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InnovationPlatform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='科创平台')),
                ('level', models.CharField(blank=True, choices=[('national', '国家级'), ('provincial', '省级'), ('municipal', '市级'), ('zone', '园区级')], max_length=12, verbose_name='级别')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
            ],
            options={
                'verbose_name': '科创平台',
                'verbose_name_plural': '科创平台',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InnovationPlatformEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80, verbose_name='科创平台')),
                ('level', models.CharField(blank=True, choices=[('national', '国家级'), ('provincial', '省级'), ('municipal', '市级'), ('zone', '园区级')], max_length=12, verbose_name='级别')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LiaisonAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束')),
                ('handover_note', models.CharField(blank=True, max_length=500, verbose_name='交接说明')),
            ],
            options={
                'verbose_name': '联络分工',
                'verbose_name_plural': '联络分工',
                'ordering': ['-starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LiaisonAssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束')),
                ('handover_note', models.CharField(blank=True, max_length=500, verbose_name='交接说明')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListingStageChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('shareholding', '股改'), ('tutoring', '辅导'), ('filed', '申报'), ('passed', '过会'), ('registered', '注册'), ('listed', '上市')], max_length=12, verbose_name='上市阶段')),
                ('on', models.DateField(verbose_name='日期')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
            ],
            options={
                'verbose_name': '上市阶段',
                'verbose_name_plural': '上市阶段',
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ListingStageChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('stage', models.CharField(choices=[('shareholding', '股改'), ('tutoring', '辅导'), ('filed', '申报'), ('passed', '过会'), ('registered', '注册'), ('listed', '上市')], max_length=12, verbose_name='上市阶段')),
                ('on', models.DateField(verbose_name='日期')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MonthlyFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='当月第一天', verbose_name='月份')),
                ('output_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='产值（万元）')),
                ('revenue_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='营收（万元）')),
                ('tax_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='税收（万元）')),
                ('rd_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='研发投入（万元）')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='从业人员（人）')),
                ('source', models.CharField(max_length=60, verbose_name='来源')),
                ('reported_on', models.DateField(verbose_name='报送日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '月度数据',
                'verbose_name_plural': '月度数据',
                'ordering': ['-month', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MonthlyFiguresEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('month', models.DateField(help_text='当月第一天', verbose_name='月份')),
                ('output_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='产值（万元）')),
                ('revenue_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='营收（万元）')),
                ('tax_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='税收（万元）')),
                ('rd_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='研发投入（万元）')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='从业人员（人）')),
                ('source', models.CharField(max_length=60, verbose_name='来源')),
                ('reported_on', models.DateField(verbose_name='报送日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.CharField(blank=True, choices=[('leading', '龙头'), ('champion', '单项冠军'), ('hidden_champion', '隐形冠军'), ('little_giant', '小巨人'), ('specialised', '专精特新'), ('above_scale', '规上'), ('key', '重点'), ('light_asset', '初创轻资产')], max_length=20, verbose_name='培育目标')),
                ('entered_on', models.DateField(verbose_name='入库日期')),
                ('task_force', models.CharField(blank=True, max_length=40, verbose_name='定专班')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='定时间')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='出库日期')),
                ('left_because', models.CharField(blank=True, max_length=120, verbose_name='出库原因')),
                ('next_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='下一步期限')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '培育条目',
                'verbose_name_plural': '培育条目',
                'ordering': ['plan', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('goal', models.CharField(blank=True, choices=[('leading', '龙头'), ('champion', '单项冠军'), ('hidden_champion', '隐形冠军'), ('little_giant', '小巨人'), ('specialised', '专精特新'), ('above_scale', '规上'), ('key', '重点'), ('light_asset', '初创轻资产')], max_length=20, verbose_name='培育目标')),
                ('entered_on', models.DateField(verbose_name='入库日期')),
                ('task_force', models.CharField(blank=True, max_length=40, verbose_name='定专班')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='定时间')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='出库日期')),
                ('left_because', models.CharField(blank=True, max_length=120, verbose_name='出库原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlannedVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('on', models.DateField(verbose_name='日期')),
                ('what', models.CharField(blank=True, max_length=100, verbose_name='要谈什么')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '走访计划',
                'verbose_name_plural': '走访计划',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('axis', models.CharField(choices=[('technology', '技术升级'), ('standard', '标准升级'), ('management', '管理升级'), ('product', '产品升级'), ('brand', '品牌升级')], max_length=12, verbose_name='升级')),
                ('title', models.CharField(max_length=80, verbose_name='事项')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='完成依据')),
            ],
            options={
                'verbose_name': '培育步骤',
                'verbose_name_plural': '培育步骤',
                'ordering': ['entry', 'axis', 'due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('axis', models.CharField(choices=[('technology', '技术升级'), ('standard', '标准升级'), ('management', '管理升级'), ('product', '产品升级'), ('brand', '品牌升级')], max_length=12, verbose_name='升级')),
                ('title', models.CharField(max_length=80, verbose_name='事项')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='完成依据')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_step_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='下一步时刻')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('text', models.TextField(max_length=1000, verbose_name='诉求内容')),
                ('raised_at', models.DateTimeField(verbose_name='提出时间')),
                ('answer_promised_on', models.DateField(blank=True, null=True, verbose_name='承诺答复日期')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='承诺办结日期')),
                ('first_promised_on', models.DateField(blank=True, editable=False, null=True, verbose_name='首次承诺办结日期')),
                ('promise_moves', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='承诺改期次数')),
                ('state', models.CharField(choices=[('dispatched', '待答复'), ('answered', '办理中'), ('done', '待企业确认'), ('confirmed', '企业已确认'), ('unconfirmed', '未经企业确认'), ('withdrawn', '已撤回')], default='dispatched', max_length=12, verbose_name='状态')),
                ('first_answer_by', models.DateTimeField(blank=True, null=True, verbose_name='首次答复时限')),
                ('plan_by', models.DateTimeField(blank=True, null=True, verbose_name='办理方案时限')),
                ('done_by', models.DateTimeField(blank=True, null=True, verbose_name='办结时限')),
                ('first_answered_at', models.DateTimeField(blank=True, null=True, verbose_name='首次答复时间')),
                ('planned_at', models.DateTimeField(blank=True, null=True, verbose_name='办理方案时间')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='闭环时间')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='下一步时限')),
                ('given_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='转到本部门时间')),
                ('escalation', models.PositiveSmallIntegerField(choices=[(0, '承办部门'), (1, '联络员'), (2, '园区领导')], default=0, editable=False, verbose_name='升级')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '诉求',
                'verbose_name_plural': '诉求',
                'ordering': ['-raised_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RequestChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('from_state', models.CharField(blank=True, choices=[('dispatched', '待答复'), ('answered', '办理中'), ('done', '待企业确认'), ('confirmed', '企业已确认'), ('unconfirmed', '未经企业确认'), ('withdrawn', '已撤回')], max_length=12, verbose_name='原状态')),
                ('to_state', models.CharField(choices=[('dispatched', '待答复'), ('answered', '办理中'), ('done', '待企业确认'), ('confirmed', '企业已确认'), ('unconfirmed', '未经企业确认'), ('withdrawn', '已撤回')], max_length=12, verbose_name='新状态')),
                ('text', models.TextField(blank=True, max_length=1000, verbose_name='说明')),
                ('promised_before', models.DateField(blank=True, null=True, verbose_name='原承诺办结日期')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='承诺办结日期')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='改期原因')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '诉求办理记录',
                'verbose_name_plural': '诉求办理记录',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.TextField(max_length=1000, verbose_name='诉求内容')),
                ('raised_at', models.DateTimeField(verbose_name='提出时间')),
                ('answer_promised_on', models.DateField(blank=True, null=True, verbose_name='承诺答复日期')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='承诺办结日期')),
                ('first_promised_on', models.DateField(blank=True, editable=False, null=True, verbose_name='首次承诺办结日期')),
                ('promise_moves', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='承诺改期次数')),
                ('state', models.CharField(choices=[('dispatched', '待答复'), ('answered', '办理中'), ('done', '待企业确认'), ('confirmed', '企业已确认'), ('unconfirmed', '未经企业确认'), ('withdrawn', '已撤回')], default='dispatched', max_length=12, verbose_name='状态')),
                ('first_answer_by', models.DateTimeField(blank=True, null=True, verbose_name='首次答复时限')),
                ('plan_by', models.DateTimeField(blank=True, null=True, verbose_name='办理方案时限')),
                ('done_by', models.DateTimeField(blank=True, null=True, verbose_name='办结时限')),
                ('first_answered_at', models.DateTimeField(blank=True, null=True, verbose_name='首次答复时间')),
                ('planned_at', models.DateTimeField(blank=True, null=True, verbose_name='办理方案时间')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='闭环时间')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='下一步时限')),
                ('given_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='转到本部门时间')),
                ('escalation', models.PositiveSmallIntegerField(choices=[(0, '承办部门'), (1, '联络员'), (2, '园区领导')], default=0, editable=False, verbose_name='升级')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RequestKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(allow_unicode=True, unique=True, verbose_name='标识')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='诉求类型')),
                ('rank', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('first_answer_hours', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1)], verbose_name='首次答复时限（工作小时）')),
                ('plan_hours', models.PositiveSmallIntegerField(default=13, validators=[django.core.validators.MinValueValidator(1)], verbose_name='办理方案时限（工作小时）')),
                ('done_hours', models.PositiveSmallIntegerField(default=65, validators=[django.core.validators.MinValueValidator(1)], verbose_name='办结时限（工作小时）')),
            ],
            options={
                'verbose_name': '诉求类型',
                'verbose_name_plural': '诉求类型',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RequestPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='邀请时间')),
            ],
            options={
                'verbose_name': '会办部门',
                'verbose_name_plural': '会办部门',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RequestProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '办结佐证',
                'verbose_name_plural': '办结佐证',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='StandingQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='标识')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='问题')),
                ('rank', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('is_asked', models.BooleanField(default=True, verbose_name='仍在用')),
            ],
            options={
                'verbose_name': '走访问题',
                'verbose_name_plural': '走访问题',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Supply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=60, verbose_name='配套内容')),
                ('since', models.DateField(blank=True, null=True, verbose_name='开始')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '本地配套',
                'verbose_name_plural': '本地配套',
                'ordering': ['supplier', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SupplyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('what', models.CharField(max_length=60, verbose_name='配套内容')),
                ('since', models.DateField(blank=True, null=True, verbose_name='开始')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TechChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='攻关事项')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='目标日期')),
                ('solved_on', models.DateField(blank=True, null=True, verbose_name='攻克日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='攻克依据')),
            ],
            options={
                'verbose_name': '技术攻关',
                'verbose_name_plural': '技术攻关',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TechChallengeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='攻关事项')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='目标日期')),
                ('solved_on', models.DateField(blank=True, null=True, verbose_name='攻克日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='攻克依据')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('mode', models.CharField(choices=[('on_site', '上门'), ('phone', '电话'), ('video', '视频'), ('coming', '来访'), ('wechat', '微信')], default='on_site', max_length=10, verbose_name='方式')),
                ('on', models.DateField(verbose_name='日期')),
                ('asked_for', models.BooleanField(default=False, verbose_name='企业约请')),
                ('received_by', models.CharField(blank=True, max_length=60, verbose_name='企业接待人')),
                ('companions', models.CharField(blank=True, max_length=120, verbose_name='同行人员')),
                ('questions', django.contrib.postgres.fields.ArrayField(base_field=enterprises.models.visits.QuestionColumn(max_length=40), blank=True, default=list, size=None, verbose_name='问到的事项')),
                ('notes', models.TextField(max_length=2000, verbose_name='谈了什么')),
                ('created_at', models.DateTimeField(verbose_name='记录时间')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '走访',
                'verbose_name_plural': '走访',
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('mode', models.CharField(choices=[('on_site', '上门'), ('phone', '电话'), ('video', '视频'), ('coming', '来访'), ('wechat', '微信')], default='on_site', max_length=10, verbose_name='方式')),
                ('on', models.DateField(verbose_name='日期')),
                ('asked_for', models.BooleanField(default=False, verbose_name='企业约请')),
                ('received_by', models.CharField(blank=True, max_length=60, verbose_name='企业接待人')),
                ('companions', models.CharField(blank=True, max_length=120, verbose_name='同行人员')),
                ('questions', django.contrib.postgres.fields.ArrayField(base_field=enterprises.models.visits.QuestionColumn(max_length=40), blank=True, default=list, size=None, verbose_name='问到的事项')),
                ('notes', models.TextField(max_length=2000, verbose_name='谈了什么')),
                ('created_at', models.DateTimeField(verbose_name='记录时间')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitHandoff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('financing', '融资需求'), ('talent', '人才需求'), ('project', '项目情况')], max_length=10, verbose_name='类型')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='转办说明')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='承接时间')),
                ('outcome', models.CharField(blank=True, choices=[('registered', '已登记'), ('requested', '已转诉求'), ('explained', '已说明')], max_length=10, verbose_name='结果')),
                ('outcome_text', models.CharField(blank=True, max_length=200, verbose_name='结果说明')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('news', models.CharField(blank=True, max_length=60, verbose_name='后续')),
                ('news_at', models.DateTimeField(blank=True, null=True, verbose_name='后续时间')),
            ],
            options={
                'verbose_name': '走访转办',
                'verbose_name_plural': '走访转办',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitHandoffEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('financing', '融资需求'), ('talent', '人才需求'), ('project', '项目情况')], max_length=10, verbose_name='类型')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='转办说明')),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='承接时间')),
                ('outcome', models.CharField(blank=True, choices=[('registered', '已登记'), ('requested', '已转诉求'), ('explained', '已说明')], max_length=10, verbose_name='结果')),
                ('outcome_text', models.CharField(blank=True, max_length=200, verbose_name='结果说明')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('news', models.CharField(blank=True, max_length=60, verbose_name='后续')),
                ('news_at', models.DateTimeField(blank=True, null=True, verbose_name='后续时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '走访照片',
                'verbose_name_plural': '走访照片',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitTier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(unique=True, verbose_name='次序')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='层级')),
                ('days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='多少天未走访即提示')),
                ('grades', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leading', '龙头'), ('champion', '单项冠军'), ('hidden_champion', '隐形冠军'), ('little_giant', '小巨人'), ('specialised', '专精特新'), ('above_scale', '规上'), ('key', '重点'), ('light_asset', '初创轻资产')], max_length=20), blank=True, default=list, size=None, verbose_name='等级')),
                ('plans', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('champions', '龙头和单项冠军培育'), ('listing', '拟上市后备')], max_length=12), blank=True, default=list, size=None, verbose_name='培育计划')),
            ],
            options={
                'verbose_name': '走访层级',
                'verbose_name_plural': '走访层级',
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='WorkingSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.TimeField(verbose_name='开始')),
                ('ends', models.TimeField(verbose_name='结束')),
            ],
            options={
                'verbose_name': '工作时间',
                'verbose_name_plural': '工作时间',
                'ordering': ['starts'],
            },
        ),
        migrations.CreateModel(
            name='ChainLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('upstream', '上游'), ('core', '核心'), ('downstream', '下游')], max_length=12, verbose_name='位置')),
                ('name', models.CharField(max_length=40, verbose_name='环节')),
                ('rank', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('strengthen', models.BooleanField(default=False, verbose_name='列入强链')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chain_links', to='core.cluster', verbose_name='产业高地')),
            ],
            options={
                'verbose_name': '产业链环节',
                'verbose_name_plural': '产业链环节',
                'ordering': ['cluster', 'rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ChainPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='enterprises.chainlink', verbose_name='环节')),
            ],
            options={
                'verbose_name': '链上位置',
                'verbose_name_plural': '链上位置',
                'ordering': ['link', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ChainPlaceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.chainlink', verbose_name='环节')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.chainplace')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChallengeMilestoneEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=80, verbose_name='节点')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='完成日期')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.challengemilestone')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                ('asked_at', models.DateTimeField(verbose_name='发起时间')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('solved', models.BooleanField(blank=True, null=True, verbose_name='已解决')),
                ('rating', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='评分')),
                ('comment', models.CharField(blank=True, max_length=300, verbose_name='企业意见')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
            ],
            options={
                'verbose_name': '企业确认',
                'verbose_name_plural': '企业确认',
                'ordering': ['-asked_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='个人信息删除时间')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.contact')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cultivationplan',
            trigger=pgtrigger.compiler.Trigger(name='bumps_growth', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('growth', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='7a4832f5f4083052a507be7f75deb21b90da7ed2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_growth_0a8a5', table='enterprises_cultivationplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cultivationplan',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM new_rows)) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM new_rows))\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='752999fc6f21d02f7ff91dfd79fefe10f0e4a203', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_firm_inserted_d7ec6', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_cultivationplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cultivationplan',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.kind) IS DISTINCT FROM (o.kind)) AS changed_o) UNION SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.kind) IS DISTINCT FROM (o.kind)) AS changed_n)) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.kind) IS DISTINCT FROM (o.kind)) AS changed_o) UNION SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.kind) IS DISTINCT FROM (o.kind)) AS changed_n))\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='5d8f41c052805eb275e1b608696b6df61e4db2c7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_firm_updated_3cc2e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_cultivationplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cultivationplan',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM old_rows)) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM old_rows))\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='612541fccd1258b090bf940a99971f240c59002e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_firm_deleted_6968b', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_cultivationplan', when='AFTER')),
        ),
        migrations.CreateModel(
            name='FirmStanding',
            fields=[
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='present', serialize=False, to='enterprises.enterprise')),
                ('last_visit_on', models.DateField(blank=True, null=True, verbose_name='最近走访')),
                ('visits', models.PositiveIntegerField(default=0, verbose_name='走访次数')),
                ('open_requests', models.PositiveIntegerField(default=0, verbose_name='未办结诉求')),
                ('due_ats', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), blank=True, default=list, size=None, verbose_name='各诉求时限')),
                ('next_promise_on', models.DateField(blank=True, null=True, verbose_name='最近承诺日期')),
                ('visit_due_on', models.DateField(blank=True, null=True, verbose_name='走访提示日期')),
            ],
            options={
                'verbose_name': '企业现状',
                'verbose_name_plural': '企业现状',
            },
        ),
        migrations.AddField(
            model_name='enterprise',
            name='cluster',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='enterprise',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='enterprises.enterprise', verbose_name='已并入'),
        ),
        migrations.AddField(
            model_name='enterprise',
            name='park',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='core.park', verbose_name='园区'),
        ),
        migrations.AddField(
            model_name='contactevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='contact',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='chainplaceevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='chainplace',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chain_places', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='enterprisealias',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='enterprisealiasevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='enterprisealiasevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='enterprisealiasevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.enterprisealias'),
        ),
        migrations.AddField(
            model_name='enterpriseevent',
            name='cluster',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='enterpriseevent',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='已并入'),
        ),
        migrations.AddField(
            model_name='enterpriseevent',
            name='park',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.park', verbose_name='园区'),
        ),
        migrations.AddField(
            model_name='enterpriseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='enterpriseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='enterprisegrade',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grades', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='enterprisegradeevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='enterprisegradeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='enterprisegradeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.enterprisegrade'),
        ),
        migrations.AddField(
            model_name='enterprisemerge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人'),
        ),
        migrations.AddField(
            model_name='enterprisemerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='enterprises.enterprise', verbose_name='保留的档案'),
        ),
        migrations.AddField(
            model_name='enterprisemerge',
            name='merged',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merge', to='enterprises.enterprise', verbose_name='并入的档案'),
        ),
        migrations.AddField(
            model_name='enterprisemergeevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人'),
        ),
        migrations.AddField(
            model_name='enterprisemergeevent',
            name='kept',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='保留的档案'),
        ),
        migrations.AddField(
            model_name='enterprisemergeevent',
            name='merged',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='并入的档案'),
        ),
        migrations.AddField(
            model_name='enterprisemergeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='enterprisemergeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.enterprisemerge'),
        ),
        migrations.AddField(
            model_name='innovationplatform',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='platforms', to='enterprises.enterprise', verbose_name='依托企业'),
        ),
        migrations.AddField(
            model_name='innovationplatformevent',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='依托企业'),
        ),
        migrations.AddField(
            model_name='innovationplatformevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='innovationplatformevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.innovationplatform'),
        ),
        migrations.AddField(
            model_name='liaisonassignment',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='liaisons', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='liaisonassignment',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liaisons', to=settings.AUTH_USER_MODEL, verbose_name='驻企联络员'),
        ),
        migrations.AddField(
            model_name='liaisonassignmentevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='liaisonassignmentevent',
            name='officer',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='驻企联络员'),
        ),
        migrations.AddField(
            model_name='liaisonassignmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='liaisonassignmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.liaisonassignment'),
        ),
        migrations.AddField(
            model_name='listingstagechange',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listing_stages', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='listingstagechangeevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='listingstagechangeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='listingstagechangeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.listingstagechange'),
        ),
        migrations.AddField(
            model_name='monthlyfigures',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='monthlyfigures',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='monthlyfigures',
            name='verified_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人'),
        ),
        migrations.AddField(
            model_name='monthlyfiguresevent',
            name='entered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='monthlyfiguresevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='monthlyfiguresevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='monthlyfiguresevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.monthlyfigures'),
        ),
        migrations.AddField(
            model_name='monthlyfiguresevent',
            name='verified_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人'),
        ),
        migrations.AddField(
            model_name='planentry',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_entries', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='planentry',
            name='leader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定领导'),
        ),
        migrations.AddField(
            model_name='planentry',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='enterprises.cultivationplan', verbose_name='计划'),
        ),
        migrations.AddField(
            model_name='planentry',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定责任'),
        ),
        migrations.AddField(
            model_name='planentryevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='planentryevent',
            name='leader',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定领导'),
        ),
        migrations.AddField(
            model_name='planentryevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='planentryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.planentry'),
        ),
        migrations.AddField(
            model_name='planentryevent',
            name='plan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.cultivationplan', verbose_name='计划'),
        ),
        migrations.AddField(
            model_name='planentryevent',
            name='responsible',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定责任'),
        ),
        migrations.AddField(
            model_name='plannedvisit',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_visits', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='plannedvisit',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_visits', to=settings.AUTH_USER_MODEL, verbose_name='走访人'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='enterprises.planentry'),
        ),
        migrations.AddField(
            model_name='planstepevent',
            name='entry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.planentry'),
        ),
        migrations.AddField(
            model_name='planstepevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='planstepevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.planstep'),
        ),
        migrations.AddField(
            model_name='request',
            name='department',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='core.department', verbose_name='承办部门'),
        ),
        migrations.AddField(
            model_name='request',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='request',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='enterprises.request'),
        ),
        migrations.AddField(
            model_name='requestchange',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人'),
        ),
        migrations.AddField(
            model_name='requestchange',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='enterprises.request'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='department',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.department', verbose_name='承办部门'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.request'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='raised_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AddField(
            model_name='requestkind',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.department', verbose_name='承办部门'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='kind',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.requestkind', verbose_name='类型'),
        ),
        migrations.AddField(
            model_name='request',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='enterprises.requestkind', verbose_name='类型'),
        ),
        migrations.AddField(
            model_name='requestpartner',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='邀请人'),
        ),
        migrations.AddField(
            model_name='requestpartner',
            name='department',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.department', verbose_name='会办部门'),
        ),
        migrations.AddField(
            model_name='requestpartner',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='enterprises.request'),
        ),
        migrations.AddField(
            model_name='requestproof',
            name='attachment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='request_proof', to='core.attachment'),
        ),
        migrations.AddField(
            model_name='requestproof',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='enterprises.request'),
        ),
        migrations.AddConstraint(
            model_name='standingquestion',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='standing_question_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='standingquestion',
            trigger=pgtrigger.compiler.Trigger(name='bumps_questions', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('questions', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='14923915358cc7d861707cab80ba21df51c108c2', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_questions_1f036', table='enterprises_standingquestion', when='AFTER')),
        ),
        migrations.AddField(
            model_name='supply',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supplied_by', to='enterprises.enterprise', verbose_name='采购企业'),
        ),
        migrations.AddField(
            model_name='supply',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supplies', to='enterprises.enterprise', verbose_name='供应企业'),
        ),
        migrations.AddField(
            model_name='supplyevent',
            name='customer',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='采购企业'),
        ),
        migrations.AddField(
            model_name='supplyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='supplyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.supply'),
        ),
        migrations.AddField(
            model_name='supplyevent',
            name='supplier',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='供应企业'),
        ),
        migrations.AddField(
            model_name='techchallenge',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='challengemilestoneevent',
            name='challenge',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.techchallenge'),
        ),
        migrations.AddField(
            model_name='challengemilestone',
            name='challenge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='enterprises.techchallenge'),
        ),
        migrations.AddField(
            model_name='techchallengeevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise'),
        ),
        migrations.AddField(
            model_name='techchallengeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='techchallengeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.techchallenge'),
        ),
        migrations.AddField(
            model_name='visit',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='enterprises.enterprise', verbose_name='走访企业'),
        ),
        migrations.AddField(
            model_name='visit',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to=settings.AUTH_USER_MODEL, verbose_name='走访人'),
        ),
        migrations.AddField(
            model_name='requestevent',
            name='visit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.visit', verbose_name='走访'),
        ),
        migrations.AddField(
            model_name='request',
            name='visit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='enterprises.visit', verbose_name='走访'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='走访企业'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='officer',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='走访人'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='visitevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.visit'),
        ),
        migrations.AddField(
            model_name='visithandoff',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人'),
        ),
        migrations.AddField(
            model_name='visithandoff',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handoffs', to='enterprises.request', verbose_name='转成的诉求'),
        ),
        migrations.AddField(
            model_name='visithandoff',
            name='taken_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handoffs', to=settings.AUTH_USER_MODEL, verbose_name='承接人'),
        ),
        migrations.AddField(
            model_name='visithandoff',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handoffs', to='enterprises.visit', verbose_name='走访'),
        ),
        migrations.AddField(
            model_name='visithandoffevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人'),
        ),
        migrations.AddField(
            model_name='visithandoffevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='visithandoffevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='enterprises.visithandoff'),
        ),
        migrations.AddField(
            model_name='visithandoffevent',
            name='request',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.request', verbose_name='转成的诉求'),
        ),
        migrations.AddField(
            model_name='visithandoffevent',
            name='taken_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承接人'),
        ),
        migrations.AddField(
            model_name='visithandoffevent',
            name='visit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.visit', verbose_name='走访'),
        ),
        migrations.AddField(
            model_name='visitphoto',
            name='attachment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit_photo', to='core.attachment'),
        ),
        migrations.AddField(
            model_name='visitphoto',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='enterprises.visit'),
        ),
        migrations.AddConstraint(
            model_name='visittier',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='visit_tier_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='visittier',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='visit_tier_days'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visittier',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM new_rows)) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM new_rows))\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='1adc7f493095945501e2533be2bd9be7599a735c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_firm_inserted_4fd62', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_visittier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visittier',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM old_rows) UNION SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM new_rows)) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM old_rows) UNION SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM new_rows))\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='bb510c305d8b4a4eb3599ecf3d509d90df7606c1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_firm_updated_4aabd', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_visittier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visittier',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM old_rows)) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM old_rows))\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='f813c0d71e0db678bebb49a10cc39dba2621a100', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_firm_deleted_a66c1', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_visittier', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='workingspan',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='working_span_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingspan',
            trigger=pgtrigger.compiler.Trigger(name='bumps_hours', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('hours', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='bfe14a84cbb35928754b821e3fecd3209639f208', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_hours_1707f', table='enterprises_workingspan', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='chainlink',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), models.F('cluster'), name='chain_link_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='chainlink',
            constraint=models.UniqueConstraint(fields=('cluster', 'name'), name='chain_link_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainlink',
            trigger=pgtrigger.compiler.Trigger(name='bumps_chain', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('chain', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='aa909fbd72adfed57ad18f7f16266378020a1efc', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_chain_99903', table='enterprises_chainlink', when='AFTER')),
        ),
        migrations.AddField(
            model_name='firmstanding',
            name='tier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='enterprises.visittier', verbose_name='走访层级'),
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='enterprise_grams'),
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['pinyin', 'id'], name='firm_by_name'),
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['short_name'], name='firm_by_short_name'),
        ),
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['full_name'], name='firm_by_full_name'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('short_name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='enterprise_short_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='firm_not_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('uscc__isnull', True), _connector='OR'), name='merged_firm_gives_up_its_code'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprise',
            trigger=pgtrigger.compiler.Trigger(name='bumps_firms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('firms', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='3c46fed317095ac01f2958b8bb6e3114bf21b125', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_firms_9adc8', table='enterprises_enterprise', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprise',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterpriseevent" ("address", "cluster_id", "concerns", "full_name", "id", "is_example", "lines", "merged_into_id", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "reading", "short_name", "uscc") VALUES (NEW."address", NEW."cluster_id", NEW."concerns", NEW."full_name", NEW."id", NEW."is_example", NEW."lines", NEW."merged_into_id", NEW."park_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pinyin", NEW."reading", NEW."short_name", NEW."uscc"); RETURN NULL;', hash='c521bd2f92e5da2295e9daf47ec7c4179c33c681', operation='INSERT', pgid='pgtrigger_insert_insert_079c7', table='enterprises_enterprise', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprise',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."concerns" IS DISTINCT FROM (NEW."concerns") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."lines" IS DISTINCT FROM (NEW."lines") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."park_id" IS DISTINCT FROM (NEW."park_id") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."reading" IS DISTINCT FROM (NEW."reading") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."uscc" IS DISTINCT FROM (NEW."uscc"))', func='INSERT INTO "enterprises_enterpriseevent" ("address", "cluster_id", "concerns", "full_name", "id", "is_example", "lines", "merged_into_id", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "reading", "short_name", "uscc") VALUES (NEW."address", NEW."cluster_id", NEW."concerns", NEW."full_name", NEW."id", NEW."is_example", NEW."lines", NEW."merged_into_id", NEW."park_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pinyin", NEW."reading", NEW."short_name", NEW."uscc"); RETURN NULL;', hash='6f1488072e698e5bdcfd1929799329954e723fe2', operation='UPDATE', pgid='pgtrigger_update_update_11bf5', table='enterprises_enterprise', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprise',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterpriseevent" ("address", "cluster_id", "concerns", "full_name", "id", "is_example", "lines", "merged_into_id", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "reading", "short_name", "uscc") VALUES (OLD."address", OLD."cluster_id", OLD."concerns", OLD."full_name", OLD."id", OLD."is_example", OLD."lines", OLD."merged_into_id", OLD."park_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pinyin", OLD."reading", OLD."short_name", OLD."uscc"); RETURN NULL;', hash='560b0c823357ba8aa81f35b87daed84e24e34c4d', operation='DELETE', pgid='pgtrigger_delete_delete_dc699', table='enterprises_enterprise', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprise',
            trigger=pgtrigger.compiler.Trigger(name='begins_firm', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO enterprises_firmstanding (enterprise_id, visits, open_requests, due_ats)\n    SELECT id, 0, 0, \'{}\' FROM new_rows\n; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT id FROM new_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='36dfdbe416fd5da326de5ebb06bf7e267fb2d8a5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_begins_firm_0e260', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_enterprise', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprise',
            trigger=pgtrigger.compiler.Trigger(name='follows_merged_into', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.merged_into_id IS NOT DISTINCT FROM OLD.merged_into_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.merged_into_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.merged_into_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='233abb2f8c1b64577a33a8fbfbd35ff9989f887c', operation='INSERT OR UPDATE OF "merged_into_id"', pgid='pgtrigger_follows_merged_into_8a7d8', table='enterprises_enterprise', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_contact\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='2c8eb920d75689283ee36eed23aa836dce9736d9', operation='INSERT', pgid='pgtrigger_writes_trail_c4bc4', table='enterprises_contactevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b4d7932683ab712604b47d0ff23ff056a3f835eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_428e7', table='enterprises_contactevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c128a9b47b141a368c655f6208fe605e8c044ebd', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_838e4', table='enterprises_contactevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='contact_grams'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.Func(models.F('phone'), models.Value('.'), models.Value(2), function='split_part', output_field=models.TextField()), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='contact_phone_found'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.phone <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.phone, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: phone is not sealed under the key of the data'; END IF;\n RETURN NEW;", hash='861e01feca1a3fdcbd517179095b9c8bd8b51ce5', operation='INSERT OR UPDATE OF "phone"', pgid='pgtrigger_sealed_4da06', table='enterprises_contact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='erases', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."erased_at" IS NOT NULL OR OLD."erased_at" IS NOT NULL)', declare='DECLARE ignored text;', func='\n    IF OLD.erased_at IS NOT NULL THEN\n        IF NEW.erased_at IS DISTINCT FROM OLD.erased_at OR (NEW.name, NEW.title, NEW.phone) IS DISTINCT FROM (OLD.name, OLD.title, OLD.phone) THEN\n            RAISE EXCEPTION \'pgtrigger: the personal data of this row was erased\';\n        END IF;\n        RETURN NULL;\n    END IF;\n    IF NOT EXISTS (SELECT FROM core_erasure e WHERE e.whose = \'contact\' AND e."row" = NEW.id AND e.state = \'approved\')\n    THEN RAISE EXCEPTION \'pgtrigger: two people have to agree before personal data is erased\'; END IF;\n    ignored := coalesce(nullif(current_setting(\'pgtrigger.ignore\', true), \'\'), \'{}\');\n    PERFORM set_config(\'pgtrigger.ignore\', (\n        SELECT array_agg(t.tgname)::text FROM pg_trigger t\n        WHERE t.tgrelid IN (\'enterprises_contactevent\'::regclass) AND t.tgname LIKE \'pgtrigger_append_only_%\'\n    ), true);\n    UPDATE enterprises_contactevent SET name = CASE WHEN name <> \'\' THEN NEW.name ELSE name END, title = CASE WHEN title <> \'\' THEN NEW.title ELSE title END, phone = CASE WHEN phone <> \'\' THEN NEW.phone ELSE phone END WHERE pgh_obj_id = NEW.id;\n    PERFORM set_config(\'pgtrigger.ignore\', ignored, true);\n    RETURN NULL;\n', hash='f7c30df3f2f7f645927dd2303c4038efe777303e', operation='UPDATE', pgid='pgtrigger_erases_93fc7', table='enterprises_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_contactevent" ("enterprise_id", "erased_at", "id", "is_example", "left_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "title") VALUES (NEW."enterprise_id", NEW."erased_at", NEW."id", NEW."is_example", NEW."left_on", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."title"); RETURN NULL;', hash='466b040594ba97ad9c303a984cb041fbcdb04906', operation='INSERT', pgid='pgtrigger_insert_insert_a9e75', table='enterprises_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "enterprises_contactevent" ("enterprise_id", "erased_at", "id", "is_example", "left_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "title") VALUES (NEW."enterprise_id", NEW."erased_at", NEW."id", NEW."is_example", NEW."left_on", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."title"); RETURN NULL;', hash='28e67fbd1b3e122510eeaa18dd89ab8cc1d9b975', operation='UPDATE', pgid='pgtrigger_update_update_5a600', table='enterprises_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_contactevent" ("enterprise_id", "erased_at", "id", "is_example", "left_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "title") VALUES (OLD."enterprise_id", OLD."erased_at", OLD."id", OLD."is_example", OLD."left_on", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."title"); RETURN NULL;', hash='86786399291e1ff6e989ddd22fdcdf577e35f652', operation='DELETE', pgid='pgtrigger_delete_delete_2d8b7', table='enterprises_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ab623541659b800d284fee817433aca412ce2b25', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_0fb79', table='enterprises_contact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_chainplace\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='ce9d3187be6d4ac481e0916285ee86d863a06b71', operation='INSERT', pgid='pgtrigger_writes_trail_17323', table='enterprises_chainplaceevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='176f38d64d04d133a20b0c7c4d0fd7d60cb03bc4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ae712', table='enterprises_chainplaceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8cf0c62abaee85f9e81a03b7d579113e4a56f11e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_71c26', table='enterprises_chainplaceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='chainplace',
            constraint=models.UniqueConstraint(fields=('link', 'enterprise'), name='chain_place_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplace',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_chainplaceevent" ("enterprise_id", "id", "link_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."enterprise_id", NEW."id", NEW."link_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='75e9cd6842be4ee1ef5fe51742532c9844c23ce7', operation='INSERT', pgid='pgtrigger_insert_insert_2d903', table='enterprises_chainplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplace',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_chainplaceevent" ("enterprise_id", "id", "link_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."enterprise_id", NEW."id", NEW."link_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='daf08c3cb81b1f32fd03c0b638cd5a51f5f559e6', operation='UPDATE', pgid='pgtrigger_update_update_39aff', table='enterprises_chainplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplace',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_chainplaceevent" ("enterprise_id", "id", "link_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."enterprise_id", OLD."id", OLD."link_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='861e1a9599d6773d6147d3be637d7f269616be0b', operation='DELETE', pgid='pgtrigger_delete_delete_5db97', table='enterprises_chainplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chainplace',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='135819c6d2ac7eb26575cdafe8c6b040e2fa5aa9', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_2eab1', table='enterprises_chainplace', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='enterprisealias',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='enterprisealias_grams'),
        ),
        migrations.AddIndex(
            model_name='enterprisealias',
            index=models.Index(fields=['name'], name='firm_by_alias'),
        ),
        migrations.AddConstraint(
            model_name='enterprisealias',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), models.F('enterprise'), name='alias_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealias',
            trigger=pgtrigger.compiler.Trigger(name='bumps_firms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('firms', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='4c701518277325217ba724f476f931bf4f715775', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_firms_04156', table='enterprises_enterprisealias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealias',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterprisealiasevent" ("enterprise_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin") VALUES (NEW."enterprise_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pinyin"); RETURN NULL;', hash='92e9142f4ffa43708cbe9bda849d172e7b89d4a6', operation='INSERT', pgid='pgtrigger_insert_insert_67a17', table='enterprises_enterprisealias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin"))', func='INSERT INTO "enterprises_enterprisealiasevent" ("enterprise_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin") VALUES (NEW."enterprise_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pinyin"); RETURN NULL;', hash='92cfc306af040a0896afae2ef9ad73721c22b08a', operation='UPDATE', pgid='pgtrigger_update_update_749b8', table='enterprises_enterprisealias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterprisealiasevent" ("enterprise_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin") VALUES (OLD."enterprise_id", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pinyin"); RETURN NULL;', hash='e20c6b73bbe1a165a5a0eb12c52d691c17887d2d', operation='DELETE', pgid='pgtrigger_delete_delete_10ddc', table='enterprises_enterprisealias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealias',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ba34fcffa97370067e65c044a07313eb2fd6b329', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_5d004', table='enterprises_enterprisealias', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealiasevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_enterprisealias\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='af5597623e1ae8cb5e0229847627c9a28cf3ea26', operation='INSERT', pgid='pgtrigger_writes_trail_e5579', table='enterprises_enterprisealiasevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealiasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c72257dbac213c0b1dc3f694f1324ce6a484d6c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c690', table='enterprises_enterprisealiasevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisealiasevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='65892790291713104efdfa82dbbaa604f5c90b87', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_bfcca', table='enterprises_enterprisealiasevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterpriseevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_enterprise\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='7efca81fa9c379a598f90083029275bf74adebad', operation='INSERT', pgid='pgtrigger_writes_trail_14b7e', table='enterprises_enterpriseevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterpriseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37342c9d6a78af824ebeb30b0279d74674ed2d4b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5017', table='enterprises_enterpriseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterpriseevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='40a389a93950858debfcc26a43dacd41121b2cd0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_4f1ef', table='enterprises_enterpriseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='enterprisegrade',
            constraint=models.UniqueConstraint(fields=('enterprise', 'grade'), name='grade_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterprisegradeevent" ("enterprise_id", "evidence", "grade", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."enterprise_id", NEW."evidence", NEW."grade", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;', hash='f2adbc3869b0285591e6ae1c2f53a34ab0fc51ec', operation='INSERT', pgid='pgtrigger_insert_insert_3db11', table='enterprises_enterprisegrade', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_enterprisegradeevent" ("enterprise_id", "evidence", "grade", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."enterprise_id", NEW."evidence", NEW."grade", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='6f5f4fc9652759cef2ec88f794bc2e70a8886423', operation='UPDATE', pgid='pgtrigger_update_update_f8c24', table='enterprises_enterprisegrade', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterprisegradeevent" ("enterprise_id", "evidence", "grade", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."enterprise_id", OLD."evidence", OLD."grade", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='0edfed400fb316e399678c37eab048e6123ba313', operation='DELETE', pgid='pgtrigger_delete_delete_fff87', table='enterprises_enterprisegrade', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM new_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM new_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='0fc7586fcf052f4397dab9880c26232f6ae7290f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_firm_inserted_3e83a', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_enterprisegrade', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.grade) IS DISTINCT FROM (o.enterprise_id, o.grade)) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.grade) IS DISTINCT FROM (o.enterprise_id, o.grade)) AS changed_n) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.grade) IS DISTINCT FROM (o.enterprise_id, o.grade)) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.grade) IS DISTINCT FROM (o.enterprise_id, o.grade)) AS changed_n)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='58fb59a0fd5e59baf127d0b1d5b60556307ff3f3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_firm_updated_5a4a9', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_enterprisegrade', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM old_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM old_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='d0b72d158674afa1112c00d16c697e220786e5c9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_firm_deleted_91dc5', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_enterprisegrade', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegrade',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ae9f86b7a53af6eb3e917a8940429810a0aa9314', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_3c36f', table='enterprises_enterprisegrade', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegradeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_enterprisegrade\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='e32c1b3927cb669a99ae41c880bec675376800df', operation='INSERT', pgid='pgtrigger_writes_trail_fa231', table='enterprises_enterprisegradeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegradeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd2b653b8bddef49d80a48fea3e59266547b9efe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_afcf7', table='enterprises_enterprisegradeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisegradeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='723a0f1ab8fa9762ccbdd7b042330265d5dd7cda', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_66c92', table='enterprises_enterprisegradeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemerge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterprisemergeevent" ("at", "by_id", "id", "kept_id", "merged_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."kept_id", NEW."merged_id", NEW."moved", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='3869691e8dcab2504c39a15cdbf0db30c9e22b54', operation='INSERT', pgid='pgtrigger_insert_insert_44aca', table='enterprises_enterprisemerge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemerge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_enterprisemergeevent" ("at", "by_id", "id", "kept_id", "merged_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."kept_id", NEW."merged_id", NEW."moved", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='bf7d639ca2ce34183724895bb65fe352eba5c967', operation='UPDATE', pgid='pgtrigger_update_update_40ed5', table='enterprises_enterprisemerge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemerge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_enterprisemergeevent" ("at", "by_id", "id", "kept_id", "merged_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."kept_id", OLD."merged_id", OLD."moved", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='57b4df9029f7b40b8bd13f6d19025506bdd07184', operation='DELETE', pgid='pgtrigger_delete_delete_23967', table='enterprises_enterprisemerge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemerge',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0a918b33aae6348445479d9aa19f870e90cdfb4a', operation='DELETE', pgid='pgtrigger_stays_53325', table='enterprises_enterprisemerge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemerge',
            trigger=pgtrigger.compiler.Trigger(name='only_its_reason_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_id" IS DISTINCT FROM (NEW."kept_id") OR OLD."merged_id" IS DISTINCT FROM (NEW."merged_id") OR OLD."moved" IS DISTINCT FROM (NEW."moved"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c1bfd2cedbd9fffc738212b48ac498f693bdfc02', operation='UPDATE', pgid='pgtrigger_only_its_reason_changes_0c923', table='enterprises_enterprisemerge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemergeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_enterprisemerge\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='9a9d8c79c640b5dd6a5ef31243307e430bbbcb07', operation='INSERT', pgid='pgtrigger_writes_trail_f2a95', table='enterprises_enterprisemergeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemergeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0c38a254317e1c8135b392659635103e41f98916', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_15f48', table='enterprises_enterprisemergeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enterprisemergeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8c8dbc48797fa08b5d67a419e5060d6f044d683c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_97aff', table='enterprises_enterprisemergeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='innovationplatform',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='innovation_platform_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatform',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_innovationplatformevent" ("enterprise_id", "evidence", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recognised_on") VALUES (NEW."enterprise_id", NEW."evidence", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recognised_on"); RETURN NULL;', hash='803e2e535c1a16bbd67baff333c03707df3efcf1', operation='INSERT', pgid='pgtrigger_insert_insert_79791', table='enterprises_innovationplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatform',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_innovationplatformevent" ("enterprise_id", "evidence", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recognised_on") VALUES (NEW."enterprise_id", NEW."evidence", NEW."id", NEW."level", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recognised_on"); RETURN NULL;', hash='1553a8faaf16fd952bbf21dce87d8071d9a8b6f8', operation='UPDATE', pgid='pgtrigger_update_update_d0cff', table='enterprises_innovationplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatform',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_innovationplatformevent" ("enterprise_id", "evidence", "id", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recognised_on") VALUES (OLD."enterprise_id", OLD."evidence", OLD."id", OLD."level", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recognised_on"); RETURN NULL;', hash='3de689d3c7a9cd4bcf5ddfa027bbe2105d244c14', operation='DELETE', pgid='pgtrigger_delete_delete_8cc24', table='enterprises_innovationplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatform',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='9b186646dc7b15802eb97308cd3d142aab1d175a', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_a7f2e', table='enterprises_innovationplatform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatformevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_innovationplatform\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='87366da99501e3c8fa159de118a36953facb0068', operation='INSERT', pgid='pgtrigger_writes_trail_d9f59', table='enterprises_innovationplatformevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatformevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b2fd6a95ba98a70aafbb648c6366340a7b244277', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8ad68', table='enterprises_innovationplatformevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='innovationplatformevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='3465430689b5a5b6920de37b2fd428bcf53e829c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_beb88', table='enterprises_innovationplatformevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='liaisonassignment',
            constraint=models.UniqueConstraint(fields=('enterprise', 'officer', 'starts_on'), name='liaison_once'),
        ),
        migrations.AddConstraint(
            model_name='liaisonassignment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='liaison_dates'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignment',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='40b1aa2a16ccb50aebb697b41f7ad42bb3b39545', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_066eb', table='enterprises_liaisonassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_liaisonassignmentevent" ("ends_on", "enterprise_id", "handover_note", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."enterprise_id", NEW."handover_note", NEW."id", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='f14b8bd794940911d683e6c9d10089f0c808fc74', operation='INSERT', pgid='pgtrigger_insert_insert_025e0', table='enterprises_liaisonassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_liaisonassignmentevent" ("ends_on", "enterprise_id", "handover_note", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."enterprise_id", NEW."handover_note", NEW."id", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='11ded4f568bbb2d998919066c53a82f45c5e4d6e', operation='UPDATE', pgid='pgtrigger_update_update_55b28', table='enterprises_liaisonassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_liaisonassignmentevent" ("ends_on", "enterprise_id", "handover_note", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."enterprise_id", OLD."handover_note", OLD."id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='11deab052c8f220e289ec7902066dbefe0a27d24', operation='DELETE', pgid='pgtrigger_delete_delete_2dda2', table='enterprises_liaisonassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignment',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='d82c36cdafacfda953d197b461b5b961112b4700', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_8cc33', table='enterprises_liaisonassignment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignment',
            trigger=pgtrigger.compiler.Trigger(name='here_officer', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.officer_id IS NOT DISTINCT FROM OLD.officer_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.officer_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.officer_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='f231e496c84dc78661fdd9a43cccb5dfc05bb05f', operation='INSERT OR UPDATE OF "officer_id"', pgid='pgtrigger_here_officer_e745e', table='enterprises_liaisonassignment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_liaisonassignment\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='94480154acaa3c5d97e548fcf5b5c03ccb4e984d', operation='INSERT', pgid='pgtrigger_writes_trail_03d31', table='enterprises_liaisonassignmentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7dfcb8f089e665d86db5571bc25efc65d9101a83', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a3ae', table='enterprises_liaisonassignmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='liaisonassignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='aeb8996b7983834ddfdc2e7d8e81e94edeb31adc', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7cced', table='enterprises_liaisonassignmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='listingstagechange',
            constraint=models.UniqueConstraint(fields=('enterprise', 'stage'), name='listing_stage_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechange',
            trigger=pgtrigger.compiler.Trigger(name='bumps_growth', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('growth', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b19252f6ba63bf771d544dc319ee30b47d812462', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_growth_ccaf3', table='enterprises_listingstagechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_listingstagechangeevent" ("enterprise_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stage") VALUES (NEW."enterprise_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."stage"); RETURN NULL;', hash='59ffc8dfa04ef1f87f28490d3c84a91ffe1564b4', operation='INSERT', pgid='pgtrigger_insert_insert_30d1f', table='enterprises_listingstagechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_listingstagechangeevent" ("enterprise_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stage") VALUES (NEW."enterprise_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."stage"); RETURN NULL;', hash='da85ca4f6e4ac9c402b633fd629f93ee1fa84203', operation='UPDATE', pgid='pgtrigger_update_update_6aa24', table='enterprises_listingstagechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_listingstagechangeevent" ("enterprise_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stage") VALUES (OLD."enterprise_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."stage"); RETURN NULL;', hash='e4790a6e55d248eaefc9c6422ed953ef48764ed9', operation='DELETE', pgid='pgtrigger_delete_delete_f2abc', table='enterprises_listingstagechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechange',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='9c90344bef3b70de57879e897141b16fbb895cd6', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_b5960', table='enterprises_listingstagechange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechangeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_listingstagechange\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='38954c1ffe2dd78417ea625dd48d6316a63e8097', operation='INSERT', pgid='pgtrigger_writes_trail_ce5a3', table='enterprises_listingstagechangeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d81050623a4e67c7f99ffc1b04232c7069ada5f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7b7f', table='enterprises_listingstagechangeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingstagechangeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='07a823b397803712c382ca4b59f299b3a6f97622', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_aa69d', table='enterprises_listingstagechangeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='monthlyfigures',
            constraint=models.UniqueConstraint(fields=('enterprise', 'month'), name='figures_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='monthlyfigures',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='figures_month_first_day'),
        ),
        migrations.AddConstraint(
            model_name='monthlyfigures',
            constraint=models.CheckConstraint(condition=models.Q(('output_wan__gte', 0)), name='figures_output_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='monthlyfigures',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), ('entered_by__isnull', True), models.Q(('verified_by', models.F('entered_by')), _negated=True), _connector='OR'), name='figures_verified_by_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfigures',
            trigger=pgtrigger.compiler.Trigger(name='bumps_figures', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('figures', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='ecb7446dbcaa2a778bac3a2bf36da40c273c471b', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_figures_410e0', table='enterprises_monthlyfigures', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfigures',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_monthlyfiguresevent" ("employees", "entered_by_id", "enterprise_id", "id", "is_example", "month", "output_wan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rd_wan", "reported_on", "revenue_wan", "source", "tax_wan", "verified_by_id") VALUES (NEW."employees", NEW."entered_by_id", NEW."enterprise_id", NEW."id", NEW."is_example", NEW."month", NEW."output_wan", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rd_wan", NEW."reported_on", NEW."revenue_wan", NEW."source", NEW."tax_wan", NEW."verified_by_id"); RETURN NULL;', hash='57dbcc839ae35115db3f6f3aa15635d246210842', operation='INSERT', pgid='pgtrigger_insert_insert_68c74', table='enterprises_monthlyfigures', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfigures',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_monthlyfiguresevent" ("employees", "entered_by_id", "enterprise_id", "id", "is_example", "month", "output_wan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rd_wan", "reported_on", "revenue_wan", "source", "tax_wan", "verified_by_id") VALUES (NEW."employees", NEW."entered_by_id", NEW."enterprise_id", NEW."id", NEW."is_example", NEW."month", NEW."output_wan", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rd_wan", NEW."reported_on", NEW."revenue_wan", NEW."source", NEW."tax_wan", NEW."verified_by_id"); RETURN NULL;', hash='e370cc577d289929f17fb087b807c887cf3be3b6', operation='UPDATE', pgid='pgtrigger_update_update_00d73', table='enterprises_monthlyfigures', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfigures',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_monthlyfiguresevent" ("employees", "entered_by_id", "enterprise_id", "id", "is_example", "month", "output_wan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rd_wan", "reported_on", "revenue_wan", "source", "tax_wan", "verified_by_id") VALUES (OLD."employees", OLD."entered_by_id", OLD."enterprise_id", OLD."id", OLD."is_example", OLD."month", OLD."output_wan", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rd_wan", OLD."reported_on", OLD."revenue_wan", OLD."source", OLD."tax_wan", OLD."verified_by_id"); RETURN NULL;', hash='46e4f6825fd4f0b54be51c6bf221b447fa533d31', operation='DELETE', pgid='pgtrigger_delete_delete_748f2', table='enterprises_monthlyfigures', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfigures',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='9a8141a93dae70c34367b9fbc416b77039ff3155', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_35d4a', table='enterprises_monthlyfigures', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfiguresevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_monthlyfigures\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='5fb06f259a0a45486432b7ab3034ecc9241441ee', operation='INSERT', pgid='pgtrigger_writes_trail_5094c', table='enterprises_monthlyfiguresevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfiguresevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4951fda20c89f085ef0ee6bc6a8b0ce8cf33a5ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_67e1d', table='enterprises_monthlyfiguresevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthlyfiguresevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a1b99f00e977ea1a9a1414a2a9397a710c21bf85', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c1b93', table='enterprises_monthlyfiguresevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='planentry',
            constraint=models.UniqueConstraint(fields=('plan', 'enterprise'), name='plan_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='planentry',
            constraint=models.CheckConstraint(condition=models.Q(('recognised_on__isnull', True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='recognition_has_evidence'),
        ),
        migrations.AddConstraint(
            model_name='planentry',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('left_because', ''), _negated=True), _connector='OR'), name='plan_entry_left_with_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='bumps_growth', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('growth', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='878845a2bd89ef105971d361a93d9f1f4c60be37', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_growth_53440', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_planentryevent" ("due_on", "entered_on", "enterprise_id", "evidence", "goal", "id", "is_example", "leader_id", "left_because", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recognised_on", "responsible_id", "task_force") VALUES (NEW."due_on", NEW."entered_on", NEW."enterprise_id", NEW."evidence", NEW."goal", NEW."id", NEW."is_example", NEW."leader_id", NEW."left_because", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."recognised_on", NEW."responsible_id", NEW."task_force"); RETURN NULL;', hash='d954a7ed1a7ebc35c9086b4daa9fa3c956e0f439', operation='INSERT', pgid='pgtrigger_insert_insert_8d4b9', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."entered_on" IS DISTINCT FROM (NEW."entered_on") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."goal" IS DISTINCT FROM (NEW."goal") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."left_because" IS DISTINCT FROM (NEW."left_because") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."recognised_on" IS DISTINCT FROM (NEW."recognised_on") OR OLD."responsible_id" IS DISTINCT FROM (NEW."responsible_id") OR OLD."task_force" IS DISTINCT FROM (NEW."task_force"))', func='INSERT INTO "enterprises_planentryevent" ("due_on", "entered_on", "enterprise_id", "evidence", "goal", "id", "is_example", "leader_id", "left_because", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recognised_on", "responsible_id", "task_force") VALUES (NEW."due_on", NEW."entered_on", NEW."enterprise_id", NEW."evidence", NEW."goal", NEW."id", NEW."is_example", NEW."leader_id", NEW."left_because", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."recognised_on", NEW."responsible_id", NEW."task_force"); RETURN NULL;', hash='a74ba32a476552bde76b117d48cd6090b5fe099f', operation='UPDATE', pgid='pgtrigger_update_update_c4b17', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_planentryevent" ("due_on", "entered_on", "enterprise_id", "evidence", "goal", "id", "is_example", "leader_id", "left_because", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "recognised_on", "responsible_id", "task_force") VALUES (OLD."due_on", OLD."entered_on", OLD."enterprise_id", OLD."evidence", OLD."goal", OLD."id", OLD."is_example", OLD."leader_id", OLD."left_because", OLD."left_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."recognised_on", OLD."responsible_id", OLD."task_force"); RETURN NULL;', hash='80f9160fa7bdc44b147c3468cf7b83c323c63d75', operation='DELETE', pgid='pgtrigger_delete_delete_5151f', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM new_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM new_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='cee23cfafdc59c417ac95b49ff6864486e2e32ef', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_firm_inserted_6b88e', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.plan_id, n.left_on) IS DISTINCT FROM (o.enterprise_id, o.plan_id, o.left_on)) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.plan_id, n.left_on) IS DISTINCT FROM (o.enterprise_id, o.plan_id, o.left_on)) AS changed_n) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.plan_id, n.left_on) IS DISTINCT FROM (o.enterprise_id, o.plan_id, o.left_on)) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.plan_id, n.left_on) IS DISTINCT FROM (o.enterprise_id, o.plan_id, o.left_on)) AS changed_n)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='b6728b731ab34d28bd822e23e64cf333079a7f0d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_firm_updated_3f0bd', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM old_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM old_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='fa2cb786ea80c1bf025716c004d66f82221549a4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_firm_deleted_9c128', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_planentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='2642105c61712c93642c963f0e7b5be25a71a138', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_fcdc9', table='enterprises_planentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='here_leader', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.leader_id IS NOT DISTINCT FROM OLD.leader_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.leader_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.leader_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='92b228ca1b6e71a1d7136c736a5ded0d5c6de925', operation='INSERT OR UPDATE OF "leader_id"', pgid='pgtrigger_here_leader_0d5c9', table='enterprises_planentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentry',
            trigger=pgtrigger.compiler.Trigger(name='here_responsible', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.responsible_id IS NOT DISTINCT FROM OLD.responsible_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.responsible_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.responsible_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='8e013b3f600cb27f211ffde8d133bda89ac0f0c4', operation='INSERT OR UPDATE OF "responsible_id"', pgid='pgtrigger_here_responsible_4cad6', table='enterprises_planentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentryevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_planentry\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='88e93da33ac8790c73583c322ea827fcc8a5c0c0', operation='INSERT', pgid='pgtrigger_writes_trail_63059', table='enterprises_planentryevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1c4058e1177f6719d454f483f30e8abc38a951c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_80d55', table='enterprises_planentryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planentryevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='71124baf2292691987bc4490076148d83f3f58d6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5ddc6', table='enterprises_planentryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='plannedvisit',
            constraint=models.UniqueConstraint(fields=('officer', 'enterprise', 'on'), name='planned_visit_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plannedvisit',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='1fd3ffcd666469bd25ea4ff0242bfe18acb925e1', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_99536', table='enterprises_plannedvisit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plannedvisit',
            trigger=pgtrigger.compiler.Trigger(name='here_officer', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.officer_id IS NOT DISTINCT FROM OLD.officer_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.officer_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.officer_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='d3232644bc7c11b76adf4731919450ea5a13d529', operation='INSERT OR UPDATE OF "officer_id"', pgid='pgtrigger_here_officer_d73b2', table='enterprises_plannedvisit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstep',
            trigger=pgtrigger.compiler.Trigger(name='keeps_next_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    PERFORM 1 FROM enterprises_planentry WHERE id IN (SELECT entry_id FROM new_rows) ORDER BY id FOR UPDATE;\n    UPDATE enterprises_planentry entry SET next_due_on = next.due_on\n    FROM (\n        SELECT e.id, min(s.due_on) FILTER (WHERE s.done_on IS NULL) AS due_on\n        FROM enterprises_planentry e LEFT JOIN enterprises_planstep s ON s.entry_id = e.id\n        WHERE e.id IN (SELECT entry_id FROM new_rows) GROUP BY e.id\n    ) next\n    WHERE next.id = entry.id AND entry.next_due_on IS DISTINCT FROM next.due_on;\n    RETURN NULL;\n', hash='651dadd939cee7b25404b24826eb2a4333fd5265', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_next_inserted_b3371', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_planstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstep',
            trigger=pgtrigger.compiler.Trigger(name='keeps_next_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    PERFORM 1 FROM enterprises_planentry WHERE id IN (SELECT entry_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.entry_id, n.due_on, n.done_on) IS DISTINCT FROM (o.entry_id, o.due_on, o.done_on)) AS changed_o UNION SELECT entry_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.entry_id, n.due_on, n.done_on) IS DISTINCT FROM (o.entry_id, o.due_on, o.done_on)) AS changed_n) ORDER BY id FOR UPDATE;\n    UPDATE enterprises_planentry entry SET next_due_on = next.due_on\n    FROM (\n        SELECT e.id, min(s.due_on) FILTER (WHERE s.done_on IS NULL) AS due_on\n        FROM enterprises_planentry e LEFT JOIN enterprises_planstep s ON s.entry_id = e.id\n        WHERE e.id IN (SELECT entry_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.entry_id, n.due_on, n.done_on) IS DISTINCT FROM (o.entry_id, o.due_on, o.done_on)) AS changed_o UNION SELECT entry_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.entry_id, n.due_on, n.done_on) IS DISTINCT FROM (o.entry_id, o.due_on, o.done_on)) AS changed_n) GROUP BY e.id\n    ) next\n    WHERE next.id = entry.id AND entry.next_due_on IS DISTINCT FROM next.due_on;\n    RETURN NULL;\n', hash='47ee59893ff9869a30981e03126a2c88dc6b43e6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_next_updated_d8c07', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_planstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstep',
            trigger=pgtrigger.compiler.Trigger(name='keeps_next_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    PERFORM 1 FROM enterprises_planentry WHERE id IN (SELECT entry_id FROM old_rows) ORDER BY id FOR UPDATE;\n    UPDATE enterprises_planentry entry SET next_due_on = next.due_on\n    FROM (\n        SELECT e.id, min(s.due_on) FILTER (WHERE s.done_on IS NULL) AS due_on\n        FROM enterprises_planentry e LEFT JOIN enterprises_planstep s ON s.entry_id = e.id\n        WHERE e.id IN (SELECT entry_id FROM old_rows) GROUP BY e.id\n    ) next\n    WHERE next.id = entry.id AND entry.next_due_on IS DISTINCT FROM next.due_on;\n    RETURN NULL;\n', hash='5858c94ee3d5f2c3bfb2a8106d07c78b27ab684c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_next_deleted_7612b', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_planstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_planstepevent" ("axis", "done_on", "due_on", "entry_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."axis", NEW."done_on", NEW."due_on", NEW."entry_id", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;', hash='44c4449a68828fc3dc2ea33c8e54f90732266bbf', operation='INSERT', pgid='pgtrigger_insert_insert_847cb', table='enterprises_planstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_planstepevent" ("axis", "done_on", "due_on", "entry_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."axis", NEW."done_on", NEW."due_on", NEW."entry_id", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;', hash='40d630b6de6629d14bfb99ee25d8ba953445bd94', operation='UPDATE', pgid='pgtrigger_update_update_117aa', table='enterprises_planstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_planstepevent" ("axis", "done_on", "due_on", "entry_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."axis", OLD."done_on", OLD."due_on", OLD."entry_id", OLD."evidence", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;', hash='53cdee483044fa78f8fb7dde8f8dcac2162fee85', operation='DELETE', pgid='pgtrigger_delete_delete_e2a1a', table='enterprises_planstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstepevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_planstep\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='2780ff061b9af5455d655ccece18099bb36fcff3', operation='INSERT', pgid='pgtrigger_writes_trail_dc5f1', table='enterprises_planstepevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstepevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd5953a2fd67a35f3bb70f471e1a935559211278', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0e1f9', table='enterprises_planstepevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planstepevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ac6f5e3d73c3f81985477e5ec46b17d15c59b3b8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_14bf3', table='enterprises_planstepevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('solved__isnull', True), ('used_at__isnull', True)), models.Q(('solved__isnull', False), ('used_at__isnull', False)), _connector='OR'), name='confirmation_answered_once'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(('rating__isnull', True), ('rating__range', (1, 5)), _connector='OR'), name='confirmation_rating'),
        ),
        migrations.AddConstraint(
            model_name='requestkind',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='request_kind_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='requestkind',
            constraint=models.CheckConstraint(condition=models.Q(('first_answer_hours__gte', 1), ('plan_hours__gte', models.F('first_answer_hours')), ('done_hours__gte', models.F('plan_hours'))), name='request_limits_in_order', violation_error_message='时限要依次不短于前一项：首次答复、办理方案、办结。'),
        ),
        migrations.AddConstraint(
            model_name='requestpartner',
            constraint=models.UniqueConstraint(fields=('request', 'department'), name='request_partner_once'),
        ),
        migrations.AddConstraint(
            model_name='supply',
            constraint=models.UniqueConstraint(fields=('supplier', 'customer', 'what'), name='supply_once'),
        ),
        migrations.AddConstraint(
            model_name='supply',
            constraint=models.CheckConstraint(condition=models.Q(('supplier', models.F('customer')), _negated=True), name='supply_between_two'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supply',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_supplyevent" ("customer_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supplier_id", "what") VALUES (NEW."customer_id", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."supplier_id", NEW."what"); RETURN NULL;', hash='b1100c957ef6ffe53fdefd0455efb81d45b75339', operation='INSERT', pgid='pgtrigger_insert_insert_a1135', table='enterprises_supply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supply',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_supplyevent" ("customer_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supplier_id", "what") VALUES (NEW."customer_id", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."supplier_id", NEW."what"); RETURN NULL;', hash='4e96c52f28d54b4e56a1ad46ec0878ec6798bdde', operation='UPDATE', pgid='pgtrigger_update_update_89e8c', table='enterprises_supply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supply',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_supplyevent" ("customer_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supplier_id", "what") VALUES (OLD."customer_id", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."supplier_id", OLD."what"); RETURN NULL;', hash='1c5ac42c00955a7352f2a51972b390aa1add8970', operation='DELETE', pgid='pgtrigger_delete_delete_868c5', table='enterprises_supply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supply',
            trigger=pgtrigger.compiler.Trigger(name='follows_customer', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.customer_id IS NOT DISTINCT FROM OLD.customer_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.customer_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.customer_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ac4913bddbb8e72f6619ba71d8306c19a9f4c5df', operation='INSERT OR UPDATE OF "customer_id"', pgid='pgtrigger_follows_customer_bb8e0', table='enterprises_supply', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supply',
            trigger=pgtrigger.compiler.Trigger(name='follows_supplier', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.supplier_id IS NOT DISTINCT FROM OLD.supplier_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.supplier_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.supplier_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ca835f3150f8c2599d31378feb95a54e1c8f2efe', operation='INSERT OR UPDATE OF "supplier_id"', pgid='pgtrigger_follows_supplier_0b661', table='enterprises_supply', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplyevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_supply\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='8fae87f461c197ca46bbde5d89d0c172a29c7fa1', operation='INSERT', pgid='pgtrigger_writes_trail_d8d2f', table='enterprises_supplyevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0ee9fbf9f36101c4f400b72b5bd531b1110ff235', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_776fa', table='enterprises_supplyevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supplyevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='3845cc89780afef556474e9af5eca3209cb63929', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0bd98', table='enterprises_supplyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='techchallenge',
            constraint=models.UniqueConstraint(fields=('enterprise', 'title'), name='challenge_once'),
        ),
        migrations.AddConstraint(
            model_name='techchallenge',
            constraint=models.CheckConstraint(condition=models.Q(('solved_on__isnull', True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='challenge_solved_with_evidence'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallenge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_techchallengeevent" ("due_on", "enterprise_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "solved_on", "title") VALUES (NEW."due_on", NEW."enterprise_id", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."solved_on", NEW."title"); RETURN NULL;', hash='6cdfdf817d335db05821eb566edf1632630fdfeb', operation='INSERT', pgid='pgtrigger_insert_insert_1f55e', table='enterprises_techchallenge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallenge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_techchallengeevent" ("due_on", "enterprise_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "solved_on", "title") VALUES (NEW."due_on", NEW."enterprise_id", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."solved_on", NEW."title"); RETURN NULL;', hash='2b75e935722a8164bb5e2a23511e6bfe3a514cd9', operation='UPDATE', pgid='pgtrigger_update_update_51d86', table='enterprises_techchallenge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallenge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_techchallengeevent" ("due_on", "enterprise_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "solved_on", "title") VALUES (OLD."due_on", OLD."enterprise_id", OLD."evidence", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."solved_on", OLD."title"); RETURN NULL;', hash='99adea6f67d5bdbfbe98765063ffa42331a943ca', operation='DELETE', pgid='pgtrigger_delete_delete_1f4cb', table='enterprises_techchallenge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallenge',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='7d1e334a2033bc2214a9d944a419420756e8223d', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_04a2d', table='enterprises_techchallenge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengemilestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_challengemilestone\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='9b028488ee972a2b14a8a3d2a2cec38d90737bd4', operation='INSERT', pgid='pgtrigger_writes_trail_0556f', table='enterprises_challengemilestoneevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengemilestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5d08426944eeb7f69f1956e75d7aefc9748e5b8a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_12393', table='enterprises_challengemilestoneevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengemilestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='37943a1e07175865d700ddd40355cb4a4a54d5ed', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c0e10', table='enterprises_challengemilestoneevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengemilestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_challengemilestoneevent" ("challenge_id", "done_on", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."challenge_id", NEW."done_on", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title"); RETURN NULL;', hash='231b2a8fbd664f6b38c9d7e30ab5b6e14d669d61', operation='INSERT', pgid='pgtrigger_insert_insert_32796', table='enterprises_challengemilestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengemilestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_challengemilestoneevent" ("challenge_id", "done_on", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."challenge_id", NEW."done_on", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title"); RETURN NULL;', hash='dbd7bb7af134aeeaed30abc9310b2d62d6180f2e', operation='UPDATE', pgid='pgtrigger_update_update_7af4c', table='enterprises_challengemilestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengemilestone',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_challengemilestoneevent" ("challenge_id", "done_on", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."challenge_id", OLD."done_on", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title"); RETURN NULL;', hash='7e90e6a2afd3c6bb09309c907d79b3f93d8eabce', operation='DELETE', pgid='pgtrigger_delete_delete_703a4', table='enterprises_challengemilestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallengeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_techchallenge\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='eb6f03d27353a2da72b252b00fe96a30d5ec6f1f', operation='INSERT', pgid='pgtrigger_writes_trail_a9b75', table='enterprises_techchallengeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallengeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='67786e688e643a69ee3c40430697c23ec02aef05', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_79a25', table='enterprises_techchallengeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='techchallengeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='92c293af8818c10348e70a0397ade45cb92047af', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1f661', table='enterprises_techchallengeevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['enterprise', '-on'], name='visit_of_firm'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['-on', '-id'], name='visit_newest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_visitevent" ("asked_for", "client_id", "companions", "created_at", "enterprise_id", "id", "is_example", "mode", "notes", "officer_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "received_by") VALUES (NEW."asked_for", NEW."client_id", NEW."companions", NEW."created_at", NEW."enterprise_id", NEW."id", NEW."is_example", NEW."mode", NEW."notes", NEW."officer_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."questions", NEW."received_by"); RETURN NULL;', hash='593fbc737cbe4c5f0edb479f13f2572545595f41', operation='INSERT', pgid='pgtrigger_insert_insert_5e13d', table='enterprises_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_visitevent" ("asked_for", "client_id", "companions", "created_at", "enterprise_id", "id", "is_example", "mode", "notes", "officer_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "received_by") VALUES (NEW."asked_for", NEW."client_id", NEW."companions", NEW."created_at", NEW."enterprise_id", NEW."id", NEW."is_example", NEW."mode", NEW."notes", NEW."officer_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."questions", NEW."received_by"); RETURN NULL;', hash='eb00f2d4a59f6fc1c75b91a9f0d236c1a3a90e25', operation='UPDATE', pgid='pgtrigger_update_update_c8d76', table='enterprises_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_visitevent" ("asked_for", "client_id", "companions", "created_at", "enterprise_id", "id", "is_example", "mode", "notes", "officer_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "received_by") VALUES (OLD."asked_for", OLD."client_id", OLD."companions", OLD."created_at", OLD."enterprise_id", OLD."id", OLD."is_example", OLD."mode", OLD."notes", OLD."officer_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."questions", OLD."received_by"); RETURN NULL;', hash='5750e7f3248af94589664a2e0f7c9359f8b38e21', operation='DELETE', pgid='pgtrigger_delete_delete_44d4c', table='enterprises_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM new_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM new_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='8b4dcc4a695eca4dee8849787a47e7d07f92fc9e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_firm_inserted_4c016', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n."on") IS DISTINCT FROM (o.enterprise_id, o."on")) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n."on") IS DISTINCT FROM (o.enterprise_id, o."on")) AS changed_n) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n."on") IS DISTINCT FROM (o.enterprise_id, o."on")) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n."on") IS DISTINCT FROM (o.enterprise_id, o."on")) AS changed_n)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='1cfd938152f78a9fff146a166551d6f96e0689da', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_firm_updated_46067', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM old_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM old_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='b0ab44c5437119d644090ee28e9b7922d29c50a5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_firm_deleted_9ce1d', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='1740c4dc720d5e092c58effa242544b8e7e03f75', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_4cd78', table='enterprises_visit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='requestevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_request\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='536e6b2aa7cb0c425add68344a300c8641de14b2', operation='INSERT', pgid='pgtrigger_writes_trail_d8eba', table='enterprises_requestevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='requestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3335b956ff9dea27f9a6811b2c886d474e48334d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_43d96', table='enterprises_requestevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='requestevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5ff68aa363a69c220640f5bdd457fa2dd71d0097', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_42421', table='enterprises_requestevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='request',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='request_grams'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('state__in', ['answered', 'dispatched'])), fields=['department', 'due_at'], name='request_open_of_dept'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('next_step_at__isnull', False)), fields=['next_step_at'], name='request_next_step'),
        ),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(models.Case(models.When(state__in=['answered', 'dispatched'], then=0), models.When(state='done', then=1), default=2), models.OrderBy(models.F('due_at'), nulls_last=True), models.OrderBy(models.F('done_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='request_pressing'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', True), ('state__in', ['answered', 'dispatched', 'withdrawn'])), models.Q(models.Q(('state__in', ['answered', 'dispatched', 'withdrawn']), _negated=True), ('done_on__isnull', False)), _connector='OR'), name='request_done_has_date'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['confirmed', 'unconfirmed', 'withdrawn'])), models.Q(models.Q(('state__in', ['confirmed', 'unconfirmed', 'withdrawn']), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='request_closed_has_moment'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='begins_anew', sql=pgtrigger.compiler.UpsertTriggerSql(func="NEW.next_step_at = CASE WHEN NEW.state IN ('answered', 'dispatched') THEN TIMESTAMPTZ '2000-01-01 00:00:00+00:00' END; RETURN NEW;", hash='cbcaf2c7c74b7a5363a02da111eddd0d3d29dc11', operation='INSERT OR UPDATE OF "enterprise_id", "department_id", "raised_at", "state", "due_at", "planned_at", "plan_by", "promised_on", "answer_promised_on", "given_at"', pgid='pgtrigger_begins_anew_e964e', table='enterprises_request', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_requestevent" ("answer_promised_on", "closed_at", "department_id", "done_by", "done_on", "due_at", "enterprise_id", "escalation", "first_answer_by", "first_answered_at", "first_promised_on", "given_at", "id", "is_example", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_by", "planned_at", "promise_moves", "promised_on", "raised_at", "raised_by_id", "state", "text", "visit_id") VALUES (NEW."answer_promised_on", NEW."closed_at", NEW."department_id", NEW."done_by", NEW."done_on", NEW."due_at", NEW."enterprise_id", NEW."escalation", NEW."first_answer_by", NEW."first_answered_at", NEW."first_promised_on", NEW."given_at", NEW."id", NEW."is_example", NEW."kind_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_by", NEW."planned_at", NEW."promise_moves", NEW."promised_on", NEW."raised_at", NEW."raised_by_id", NEW."state", NEW."text", NEW."visit_id"); RETURN NULL;', hash='91b4375495594922cd64e2c79366eb1c15a6ad74', operation='INSERT', pgid='pgtrigger_insert_insert_3f28f', table='enterprises_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_promised_on" IS DISTINCT FROM (NEW."answer_promised_on") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."department_id" IS DISTINCT FROM (NEW."department_id") OR OLD."done_by" IS DISTINCT FROM (NEW."done_by") OR OLD."done_on" IS DISTINCT FROM (NEW."done_on") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."escalation" IS DISTINCT FROM (NEW."escalation") OR OLD."first_answer_by" IS DISTINCT FROM (NEW."first_answer_by") OR OLD."first_answered_at" IS DISTINCT FROM (NEW."first_answered_at") OR OLD."first_promised_on" IS DISTINCT FROM (NEW."first_promised_on") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."plan_by" IS DISTINCT FROM (NEW."plan_by") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at") OR OLD."promise_moves" IS DISTINCT FROM (NEW."promise_moves") OR OLD."promised_on" IS DISTINCT FROM (NEW."promised_on") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."raised_by_id" IS DISTINCT FROM (NEW."raised_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."visit_id" IS DISTINCT FROM (NEW."visit_id"))', func='INSERT INTO "enterprises_requestevent" ("answer_promised_on", "closed_at", "department_id", "done_by", "done_on", "due_at", "enterprise_id", "escalation", "first_answer_by", "first_answered_at", "first_promised_on", "given_at", "id", "is_example", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_by", "planned_at", "promise_moves", "promised_on", "raised_at", "raised_by_id", "state", "text", "visit_id") VALUES (NEW."answer_promised_on", NEW."closed_at", NEW."department_id", NEW."done_by", NEW."done_on", NEW."due_at", NEW."enterprise_id", NEW."escalation", NEW."first_answer_by", NEW."first_answered_at", NEW."first_promised_on", NEW."given_at", NEW."id", NEW."is_example", NEW."kind_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_by", NEW."planned_at", NEW."promise_moves", NEW."promised_on", NEW."raised_at", NEW."raised_by_id", NEW."state", NEW."text", NEW."visit_id"); RETURN NULL;', hash='f6fb26988a29101fcef52dc140ddd234abef0ae3', operation='UPDATE', pgid='pgtrigger_update_update_43686', table='enterprises_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_requestevent" ("answer_promised_on", "closed_at", "department_id", "done_by", "done_on", "due_at", "enterprise_id", "escalation", "first_answer_by", "first_answered_at", "first_promised_on", "given_at", "id", "is_example", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_by", "planned_at", "promise_moves", "promised_on", "raised_at", "raised_by_id", "state", "text", "visit_id") VALUES (OLD."answer_promised_on", OLD."closed_at", OLD."department_id", OLD."done_by", OLD."done_on", OLD."due_at", OLD."enterprise_id", OLD."escalation", OLD."first_answer_by", OLD."first_answered_at", OLD."first_promised_on", OLD."given_at", OLD."id", OLD."is_example", OLD."kind_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_by", OLD."planned_at", OLD."promise_moves", OLD."promised_on", OLD."raised_at", OLD."raised_by_id", OLD."state", OLD."text", OLD."visit_id"); RETURN NULL;', hash='e7b951d6cc37e6108e43de53b43c21f7f271a90c', operation='DELETE', pgid='pgtrigger_delete_delete_eff7a', table='enterprises_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM new_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM new_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='350b4b9429d1631480ea87b9bf25c9d5111e6f45', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_firm_inserted_e5fe8', referencing='REFERENCING NEW TABLE AS new_rows ', table='enterprises_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.state, n.due_at, n.promised_on) IS DISTINCT FROM (o.enterprise_id, o.state, o.due_at, o.promised_on)) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.state, n.due_at, n.promised_on) IS DISTINCT FROM (o.enterprise_id, o.state, o.due_at, o.promised_on)) AS changed_n) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.state, n.due_at, n.promised_on) IS DISTINCT FROM (o.enterprise_id, o.state, o.due_at, o.promised_on)) AS changed_o UNION SELECT enterprise_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.enterprise_id, n.state, n.due_at, n.promised_on) IS DISTINCT FROM (o.enterprise_id, o.state, o.due_at, o.promised_on)) AS changed_n)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='3324d02927786021512a02f3a2d98cf1a8758694', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_firm_updated_32820', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='enterprises_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='keeps_firm_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN (SELECT enterprise_id FROM old_rows) ORDER BY enterprise_id FOR UPDATE; \n    UPDATE enterprises_firmstanding s\n    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =\n        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n    FROM (\n        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, \'{}\') AS dues, r.promise, t.id AS tier,\n            COALESCE(v.visited, DATE \'0001-01-01\') + t.days AS visit_due\n        FROM enterprises_enterprise firm\n        CROSS JOIN LATERAL (\n            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id\n        ) v\n        CROSS JOIN LATERAL (\n            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,\n                min(promised_on) AS promise\n            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN (\'answered\', \'dispatched\')\n        ) r\n        LEFT JOIN LATERAL (\n            SELECT tier.id, tier.days FROM enterprises_visittier tier\n            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0\n                OR EXISTS (SELECT FROM enterprises_enterprisegrade g\n                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))\n                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id\n                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))\n            ORDER BY tier.rank LIMIT 1\n        ) t ON true\n        WHERE firm.id IN (SELECT enterprise_id FROM old_rows)\n    ) so\n    WHERE so.id = s.enterprise_id AND\n        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)\n        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)\n; RETURN NULL;', hash='23616fa9aa9c263f88a9e58ba1e31f714c7e1d26', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_firm_deleted_9e8cf', referencing='REFERENCING OLD TABLE AS old_rows ', table='enterprises_request', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='request',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='9f1e340807d0ba876a09dee01f18e432b4941b69', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_bd1f5', table='enterprises_request', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_visit\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='0dd97fa0d3f03e96b797c88c21e35f6ac81978cc', operation='INSERT', pgid='pgtrigger_writes_trail_3ac9b', table='enterprises_visitevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec8358d4cdec6a6ad026ad7940df09c239bbe981', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7566f', table='enterprises_visitevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='23585436f2c0e08622cac3595d0c7116f17cc37e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_af25f', table='enterprises_visitevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='visithandoff',
            index=models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['kind', 'id'], name='handoff_waiting'),
        ),
        migrations.AddIndex(
            model_name='visithandoff',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('taken_at__isnull', False)), fields=['taken_by', 'taken_at'], name='handoff_in_hand'),
        ),
        migrations.AddConstraint(
            model_name='visithandoff',
            constraint=models.UniqueConstraint(fields=('visit', 'kind'), name='handoff_once'),
        ),
        migrations.AddConstraint(
            model_name='visithandoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='handoff_taken_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='visithandoff',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('taken_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='handoff_closed_with_outcome'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoff',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_visithandoffevent" ("closed_at", "closed_by_id", "id", "kind", "news", "news_at", "note", "outcome", "outcome_text", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "taken_at", "taken_by_id", "visit_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."kind", NEW."news", NEW."news_at", NEW."note", NEW."outcome", NEW."outcome_text", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."request_id", NEW."taken_at", NEW."taken_by_id", NEW."visit_id"); RETURN NULL;', hash='e5fab4f4af34776aadca1f322a2c0ab0c5d07c30', operation='INSERT', pgid='pgtrigger_insert_insert_29cfb', table='enterprises_visithandoff', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoff',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "enterprises_visithandoffevent" ("closed_at", "closed_by_id", "id", "kind", "news", "news_at", "note", "outcome", "outcome_text", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "taken_at", "taken_by_id", "visit_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."kind", NEW."news", NEW."news_at", NEW."note", NEW."outcome", NEW."outcome_text", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."request_id", NEW."taken_at", NEW."taken_by_id", NEW."visit_id"); RETURN NULL;', hash='1fa8329695926f3203768d9c60028ee92df97d13', operation='UPDATE', pgid='pgtrigger_update_update_64ece', table='enterprises_visithandoff', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoff',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "enterprises_visithandoffevent" ("closed_at", "closed_by_id", "id", "kind", "news", "news_at", "note", "outcome", "outcome_text", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id", "taken_at", "taken_by_id", "visit_id") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."kind", OLD."news", OLD."news_at", OLD."note", OLD."outcome", OLD."outcome_text", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."request_id", OLD."taken_at", OLD."taken_by_id", OLD."visit_id"); RETURN NULL;', hash='53e5b70c20ee922fa0f5fa5e31033cf2e19f063d', operation='DELETE', pgid='pgtrigger_delete_delete_6f052', table='enterprises_visithandoff', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoff',
            trigger=pgtrigger.compiler.Trigger(name='here_taken_by', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.taken_by_id IS NOT DISTINCT FROM OLD.taken_by_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.taken_by_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.taken_by_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='5c62a846eb27f7348f9e80fd30f81f5714123d67', operation='INSERT OR UPDATE OF "taken_by_id"', pgid='pgtrigger_here_taken_by_7c128', table='enterprises_visithandoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoffevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'enterprises_visithandoff\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='2accd24501b9cc26920c62bd5c064f58bfecc698', operation='INSERT', pgid='pgtrigger_writes_trail_a396d', table='enterprises_visithandoffevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoffevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b761fcb369c8bbca91a623a1714dd348d909bd04', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1082f', table='enterprises_visithandoffevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visithandoffevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='b50889d46e5b9273c1e4feaf1452139fc3358a49', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_61639', table='enterprises_visithandoffevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='firmstanding',
            index=models.Index(fields=['visit_due_on'], name='firm_standing_visit_due'),
        ),
        migrations.AddIndex(
            model_name='firmstanding',
            index=models.Index(fields=['last_visit_on'], name='firm_standing_visited'),
        ),
    ]
