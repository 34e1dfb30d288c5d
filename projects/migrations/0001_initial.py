"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('enterprises', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('output', '年产值（万元）'), ('tax', '年税收（万元）'), ('jobs', '就业（人）')], max_length=8, verbose_name='承诺')),
                ('signed_value', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='签约承诺')),
                ('due_on', models.DateField(verbose_name='应兑现日期')),
            ],
            options={
                'verbose_name': '承诺',
                'verbose_name_plural': '承诺',
                'ordering': ['project', 'kind', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('name', models.CharField(max_length=80, verbose_name='曾用名')),
                ('until', models.DateField(verbose_name='用到')),
            ],
            options={
                'verbose_name': '曾用名',
                'verbose_name_plural': '曾用名',
                'ordering': ['-until', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LampLimitsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('late_red_over', models.PositiveSmallIntegerField(default=30, verbose_name='节点逾期转红：超过（工作日）')),
                ('slid_red_over', models.PositiveSmallIntegerField(default=45, verbose_name='节点滑动转红：超过（天）')),
                ('slid_amber_from', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='节点滑动转黄：达到（天）')),
                ('silent_amber_from', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(52)], verbose_name='连续未填报转黄：达到（期）')),
                ('unchanged_amber_from', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8)], verbose_name='连续无变化转黄：达到（期）')),
                ('action_red_over', models.PositiveSmallIntegerField(default=10, verbose_name='交办单逾期转红：超过（工作日）')),
                ('meeting_minutes', models.PositiveSmallIntegerField(default=90, help_text='议程按此时长排定哪些项目上会，其余书面阅知。', validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(480)], verbose_name='周一调度会时长（分钟）')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LampOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lamp', models.CharField(choices=[('green', '绿灯'), ('amber', '黄灯'), ('red', '红灯')], max_length=6, verbose_name='改判为')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('evidence', models.CharField(max_length=200, verbose_name='依据')),
                ('starts_on', models.DateField(verbose_name='自')),
                ('ends_on', models.DateField(verbose_name='至')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('made_at', models.DateTimeField(verbose_name='改判时间')),
            ],
            options={
                'verbose_name': '调整灯色（人工）',
                'verbose_name_plural': '调整灯色（人工）',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LampOverrideEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('lamp', models.CharField(choices=[('green', '绿灯'), ('amber', '黄灯'), ('red', '红灯')], max_length=6, verbose_name='改判为')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('evidence', models.CharField(max_length=200, verbose_name='依据')),
                ('starts_on', models.DateField(verbose_name='自')),
                ('ends_on', models.DateField(verbose_name='至')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('made_at', models.DateTimeField(verbose_name='改判时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='项目名称')),
                ('firm_name', models.CharField(blank=True, max_length=60, verbose_name='投资方')),
                ('channel', models.CharField(choices=[('adviser', '招商顾问'), ('entrusted', '委托招商'), ('own', '自主招商')], max_length=10, verbose_name='渠道')),
                ('attract_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headquarters', '总部型'), ('tax', '税源型'), ('technology', '科技型')], max_length=12), blank=True, default=list, size=None, verbose_name='类型')),
                ('chain_action', models.CharField(blank=True, choices=[('strengthen', '强链'), ('complete', '补链')], max_length=12, verbose_name='链条作用')),
                ('investment_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='意向投资（万元）')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('state', models.CharField(choices=[('open', '在谈'), ('signed', '已签约'), ('lost', '已终止')], default='open', max_length=8, verbose_name='状态')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='签约或终止日期')),
                ('lost_reason', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '线索',
                'verbose_name_plural': '线索',
                'ordering': ['-received_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeadEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('name', models.CharField(max_length=80, verbose_name='项目名称')),
                ('firm_name', models.CharField(blank=True, max_length=60, verbose_name='投资方')),
                ('channel', models.CharField(choices=[('adviser', '招商顾问'), ('entrusted', '委托招商'), ('own', '自主招商')], max_length=10, verbose_name='渠道')),
                ('attract_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headquarters', '总部型'), ('tax', '税源型'), ('technology', '科技型')], max_length=12), blank=True, default=list, size=None, verbose_name='类型')),
                ('chain_action', models.CharField(blank=True, choices=[('strengthen', '强链'), ('complete', '补链')], max_length=12, verbose_name='链条作用')),
                ('investment_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='意向投资（万元）')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('state', models.CharField(choices=[('open', '在谈'), ('signed', '已签约'), ('lost', '已终止')], default='open', max_length=8, verbose_name='状态')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='签约或终止日期')),
                ('lost_reason', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeadNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.CharField(max_length=400, verbose_name='跟进情况')),
            ],
            options={
                'verbose_name': '跟进',
                'verbose_name_plural': '跟进',
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LifeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('act', models.CharField(choices=[('finish', '销号'), ('pause', '暂停'), ('resume', '复工'), ('stop', '终止'), ('reopen', '重新打开')], max_length=8, verbose_name='变更')),
                ('on', models.DateField(verbose_name='自哪天起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='预计复工日期')),
                ('cause', models.CharField(blank=True, choices=[('funds', '企业资金调整'), ('elsewhere', '企业改变投资地'), ('market', '市场变化'), ('site', '用地或规划调整'), ('policy', '政策调整'), ('other', '其他原因')], max_length=10, verbose_name='原因')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='凭证')),
                ('given_up', models.JSONField(blank=True, default=list, verbose_name='收回的服务事项')),
                ('dates', models.JSONField(blank=True, default=dict, verbose_name='复工后的节点日期')),
            ],
            options={
                'verbose_name': '项目状态变更',
                'verbose_name_plural': '项目状态变更',
                'ordering': ['-requested_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LifeChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('act', models.CharField(choices=[('finish', '销号'), ('pause', '暂停'), ('resume', '复工'), ('stop', '终止'), ('reopen', '重新打开')], max_length=8, verbose_name='变更')),
                ('on', models.DateField(verbose_name='自哪天起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='预计复工日期')),
                ('cause', models.CharField(blank=True, choices=[('funds', '企业资金调整'), ('elsewhere', '企业改变投资地'), ('market', '市场变化'), ('site', '用地或规划调整'), ('policy', '政策调整'), ('other', '其他原因')], max_length=10, verbose_name='原因')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='凭证')),
                ('given_up', models.JSONField(blank=True, default=list, verbose_name='收回的服务事项')),
                ('dates', models.JSONField(blank=True, default=dict, verbose_name='复工后的节点日期')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=40, verbose_name='节点')),
                ('kind', models.CharField(choices=[('stage', '阶段节点'), ('approval', '审批报建'), ('work', '建设节点')], default='work', max_length=10, verbose_name='类型')),
                ('baseline_on', models.DateField(verbose_name='原基线')),
                ('planned_on', models.DateField(verbose_name='现计划')),
                ('actual_on', models.DateField(blank=True, null=True, verbose_name='实际')),
                ('paused_days', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='因暂停顺延天数')),
                ('closes', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='完成即进入阶段')),
                ('key', models.SlugField(blank=True, max_length=30, verbose_name='模板代号')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='最迟开始')),
                ('working_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='工作日')),
                ('after', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=30), blank=True, default=list, size=None, verbose_name='前置节点代号')),
                ('not_applicable', models.CharField(blank=True, max_length=120, verbose_name='不适用原因')),
            ],
            options={
                'verbose_name': '节点',
                'verbose_name_plural': '节点',
                'ordering': ['project', 'rank'],
            },
        ),
        migrations.CreateModel(
            name='MilestoneEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('rank', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=40, verbose_name='节点')),
                ('kind', models.CharField(choices=[('stage', '阶段节点'), ('approval', '审批报建'), ('work', '建设节点')], default='work', max_length=10, verbose_name='类型')),
                ('baseline_on', models.DateField(verbose_name='原基线')),
                ('planned_on', models.DateField(verbose_name='现计划')),
                ('actual_on', models.DateField(blank=True, null=True, verbose_name='实际')),
                ('paused_days', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='因暂停顺延天数')),
                ('closes', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='完成即进入阶段')),
                ('key', models.SlugField(blank=True, db_index=False, max_length=30, verbose_name='模板代号')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='最迟开始')),
                ('working_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='工作日')),
                ('after', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=30), blank=True, default=list, size=None, verbose_name='前置节点代号')),
                ('not_applicable', models.CharField(blank=True, max_length=120, verbose_name='不适用原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpeningBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('as_of', models.DateField(verbose_name='截至')),
                ('wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='上线前完成投资（万元）')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '期初投资',
                'verbose_name_plural': '期初投资',
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='OpeningBalanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('as_of', models.DateField(verbose_name='截至')),
                ('wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='上线前完成投资（万元）')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('at', models.DateTimeField(verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '项目文件',
                'verbose_name_plural': '项目文件',
                'ordering': ['-at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PaperEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('at', models.DateTimeField(verbose_name='上传时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso_year', models.PositiveSmallIntegerField(verbose_name='年')),
                ('iso_week', models.PositiveSmallIntegerField(verbose_name='周')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('meets_on', models.DateField(blank=True, null=True, verbose_name='调度日期')),
                ('cancelled', models.BooleanField(default=False, verbose_name='会议取消')),
                ('change_reason', models.CharField(blank=True, max_length=120, verbose_name='变更原因')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='冻结时间')),
                ('host', models.CharField(blank=True, max_length=40, verbose_name='主持')),
                ('attended', models.CharField(blank=True, max_length=500, verbose_name='参加')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '调度期',
                'verbose_name_plural': '调度期',
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='PeriodEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('iso_year', models.PositiveSmallIntegerField(verbose_name='年')),
                ('iso_week', models.PositiveSmallIntegerField(verbose_name='周')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('meets_on', models.DateField(blank=True, null=True, verbose_name='调度日期')),
                ('cancelled', models.BooleanField(default=False, verbose_name='会议取消')),
                ('change_reason', models.CharField(blank=True, max_length=120, verbose_name='变更原因')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='冻结时间')),
                ('host', models.CharField(blank=True, max_length=40, verbose_name='主持')),
                ('attended', models.CharField(blank=True, max_length=500, verbose_name='参加')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=30, unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='建设类型')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='适用范围')),
            ],
            options={
                'verbose_name': '倒排模板',
                'verbose_name_plural': '倒排模板',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanTemplateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, max_length=30, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='建设类型')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='适用范围')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Postponement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('from_on', models.DateField(verbose_name='原定日期')),
                ('to_on', models.DateField(verbose_name='申请日期')),
                ('with_followers', models.BooleanField(default=False, verbose_name='后续节点顺延')),
                ('resumption', models.BooleanField(default=False, editable=False, verbose_name='复工重排')),
            ],
            options={
                'verbose_name': '延期申请',
                'verbose_name_plural': '延期申请',
                'ordering': ['-requested_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PostponementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('from_on', models.DateField(verbose_name='原定日期')),
                ('to_on', models.DateField(verbose_name='申请日期')),
                ('with_followers', models.BooleanField(default=False, verbose_name='后续节点顺延')),
                ('resumption', models.BooleanField(default=False, editable=False, verbose_name='复工重排')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('code', models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9][A-Z0-9-]*$', '编号只用大写字母、数字和短横线。')], verbose_name='编号')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='项目名称')),
                ('baseline_frozen_on', models.DateField(blank=True, editable=False, null=True, verbose_name='基线冻结日期')),
                ('baseline_source', models.CharField(blank=True, editable=False, max_length=120, verbose_name='基线依据')),
                ('partner', models.CharField(blank=True, max_length=60, verbose_name='合作方')),
                ('attract_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headquarters', '总部型'), ('tax', '税源型'), ('technology', '科技型')], max_length=12), blank=True, default=list, size=None, verbose_name='类型')),
                ('chain_action', models.CharField(blank=True, choices=[('strengthen', '强链'), ('complete', '补链')], max_length=12, verbose_name='链条作用')),
                ('stage', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='阶段')),
                ('key_listed_on', models.DateField(blank=True, null=True, verbose_name='列入重点项目日期')),
                ('key_until', models.DateField(blank=True, editable=False, null=True, verbose_name='列入重点项目至')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='销号日期')),
                ('ended_as', models.CharField(blank=True, choices=[('running', '在办'), ('paused', '暂停'), ('finished', '已销号'), ('stopped', '已终止'), ('merged', '已并入')], editable=False, max_length=10, verbose_name='结束方式')),
                ('paused_on', models.DateField(blank=True, editable=False, null=True, verbose_name='暂停日期')),
                ('resumes_on', models.DateField(blank=True, editable=False, null=True, verbose_name='预计复工日期')),
                ('total_investment_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='总投资（万元）')),
                ('investment_is_floor', models.BooleanField(default=False, help_text='公开资料只说“超过”时勾选。', verbose_name='总投资为下限')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='定时间')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('registered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='登记时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': '项目',
                'verbose_name_plural': '项目',
                'ordering': ['code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('code', models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('^[A-Z0-9][A-Z0-9-]*$', '编号只用大写字母、数字和短横线。')], verbose_name='编号')),
                ('name', models.CharField(max_length=80, verbose_name='项目名称')),
                ('baseline_frozen_on', models.DateField(blank=True, editable=False, null=True, verbose_name='基线冻结日期')),
                ('baseline_source', models.CharField(blank=True, editable=False, max_length=120, verbose_name='基线依据')),
                ('partner', models.CharField(blank=True, max_length=60, verbose_name='合作方')),
                ('attract_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('headquarters', '总部型'), ('tax', '税源型'), ('technology', '科技型')], max_length=12), blank=True, default=list, size=None, verbose_name='类型')),
                ('chain_action', models.CharField(blank=True, choices=[('strengthen', '强链'), ('complete', '补链')], max_length=12, verbose_name='链条作用')),
                ('stage', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='阶段')),
                ('key_listed_on', models.DateField(blank=True, null=True, verbose_name='列入重点项目日期')),
                ('key_until', models.DateField(blank=True, editable=False, null=True, verbose_name='列入重点项目至')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='销号日期')),
                ('ended_as', models.CharField(blank=True, choices=[('running', '在办'), ('paused', '暂停'), ('finished', '已销号'), ('stopped', '已终止'), ('merged', '已并入')], editable=False, max_length=10, verbose_name='结束方式')),
                ('paused_on', models.DateField(blank=True, editable=False, null=True, verbose_name='暂停日期')),
                ('resumes_on', models.DateField(blank=True, editable=False, null=True, verbose_name='预计复工日期')),
                ('total_investment_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='总投资（万元）')),
                ('investment_is_floor', models.BooleanField(default=False, help_text='公开资料只说“超过”时勾选。', verbose_name='总投资为下限')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='定时间')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('registered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='登记时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('moved', models.JSONField(default=dict, verbose_name='移过来的')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '项目合并',
                'verbose_name_plural': '项目合并',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='ProjectMergeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('moved', models.JSONField(default=dict, verbose_name='移过来的')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owed_at', models.DateTimeField(verbose_name='应发时间')),
            ],
            options={
                'verbose_name': '调度提醒',
                'verbose_name_plural': '调度提醒',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project_name', models.CharField(blank=True, editable=False, max_length=80, verbose_name='当时项目名称')),
                ('firm_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='当时企业名称')),
                ('frozen_at', models.DateTimeField(verbose_name='冻结时间')),
                ('stage', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='阶段')),
                ('system', models.CharField(choices=[('red', '红灯'), ('amber', '黄灯'), ('green', '绿灯'), ('grey', '灰灯'), ('done', '完成')], max_length=6, verbose_name='系统灯')),
                ('declared', models.CharField(blank=True, choices=[('green', '绿灯'), ('amber', '黄灯'), ('red', '红灯')], max_length=6, verbose_name='申报灯')),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None, verbose_name='判灯依据')),
                ('reported', models.BooleanField(default=False, verbose_name='已报')),
                ('paused', models.BooleanField(default=False, verbose_name='暂停')),
                ('unchanged', models.BooleanField(default=False, verbose_name='无变化')),
                ('done', models.TextField(blank=True, verbose_name='本周完成')),
                ('next', models.TextField(blank=True, verbose_name='下一步计划')),
                ('author', models.CharField(blank=True, max_length=60, verbose_name='填报人')),
                ('silent_periods', models.PositiveSmallIntegerField(default=0, verbose_name='连续未报期数')),
                ('invested_wan', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='累计完成投资（万元）')),
                ('total_wan', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='总投资（万元）')),
                ('leader', models.CharField(blank=True, max_length=60, verbose_name='联点领导')),
                ('reporter', models.CharField(blank=True, max_length=60, verbose_name='汇报人')),
                ('week_wan', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='本周完成投资（万元）')),
                ('open_blockers', models.PositiveSmallIntegerField(default=0, verbose_name='未解决需协调事项')),
                ('open_actions', models.PositiveSmallIntegerField(default=0, verbose_name='未销号交办单')),
                ('plan', models.JSONField(default=list, verbose_name='节点')),
            ],
            options={
                'verbose_name': '周快照',
                'verbose_name_plural': '周快照',
                'ordering': ['period', 'project'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StageChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='阶段')),
                ('on', models.DateField(verbose_name='日期')),
            ],
            options={
                'verbose_name': '阶段变更',
                'verbose_name_plural': '阶段变更',
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StageWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('stage', models.CharField(choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='拟进入阶段')),
                ('on', models.DateField(verbose_name='进入日期')),
                ('missing', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None, verbose_name='未完成节点')),
            ],
            options={
                'verbose_name': '容缺推进申请',
                'verbose_name_plural': '容缺推进申请',
                'ordering': ['-requested_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TaskForce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='专班')),
            ],
            options={
                'verbose_name': '专班',
                'verbose_name_plural': '专班',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TemplateNode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('key', models.SlugField(max_length=30, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='节点')),
                ('kind', models.CharField(choices=[('stage', '阶段节点'), ('approval', '审批报建'), ('work', '建设节点')], default='work', max_length=10, verbose_name='类型')),
                ('closes', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='完成即进入阶段')),
                ('working_days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(750)], verbose_name='工作日')),
                ('after', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=30), blank=True, default=list, size=None, verbose_name='前置节点代号')),
            ],
            options={
                'verbose_name': '模板节点',
                'verbose_name_plural': '模板节点',
                'ordering': ['template', 'rank'],
            },
        ),
        migrations.CreateModel(
            name='TemplateNodeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('rank', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('key', models.SlugField(db_index=False, max_length=30, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='节点')),
                ('kind', models.CharField(choices=[('stage', '阶段节点'), ('approval', '审批报建'), ('work', '建设节点')], default='work', max_length=10, verbose_name='类型')),
                ('closes', models.CharField(blank=True, choices=[('attracting', '招商'), ('planning', '规划'), ('signed', '签约'), ('started', '开工'), ('built', '竣工'), ('producing', '达产')], max_length=12, verbose_name='完成即进入阶段')),
                ('working_days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(750)], verbose_name='工作日')),
                ('after', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=30), blank=True, default=list, size=None, verbose_name='前置节点代号')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TemplateProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('name', models.CharField(max_length=40, verbose_name='模板名称')),
                ('nodes', models.JSONField(verbose_name='节点')),
            ],
            options={
                'verbose_name': '模板提议',
                'verbose_name_plural': '模板提议',
                'ordering': ['-requested_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TemplateProposalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('approved', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='pending', max_length=12, verbose_name='决定')),
                ('requested_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
                ('name', models.CharField(max_length=40, verbose_name='模板名称')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('unchanged', models.BooleanField(default=False, verbose_name='无变化')),
                ('done', models.TextField(blank=True, max_length=300, verbose_name='本周完成')),
                ('next', models.TextField(blank=True, max_length=300, verbose_name='下一步计划')),
                ('investment_wan', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='本周完成投资（万元）')),
                ('declared', models.CharField(choices=[('green', '绿灯'), ('amber', '黄灯'), ('red', '红灯')], max_length=6, verbose_name='申报灯')),
                ('submitted_at', models.DateTimeField(verbose_name='填报时间')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'verbose_name': '每周进展',
                'verbose_name_plural': '每周进展',
                'ordering': ['-period__starts_on', 'project'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UpdateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('unchanged', models.BooleanField(default=False, verbose_name='无变化')),
                ('done', models.TextField(blank=True, max_length=300, verbose_name='本周完成')),
                ('next', models.TextField(blank=True, max_length=300, verbose_name='下一步计划')),
                ('investment_wan', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='本周完成投资（万元）')),
                ('declared', models.CharField(choices=[('green', '绿灯'), ('amber', '黄灯'), ('red', '红灯')], max_length=6, verbose_name='申报灯')),
                ('submitted_at', models.DateTimeField(verbose_name='填报时间')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UpdatePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '进展照片',
                'verbose_name_plural': '进展照片',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='UpdatePhotoEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('planned_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='年度计划投资（万元）')),
            ],
            options={
                'verbose_name': '年度投资计划',
                'verbose_name_plural': '年度投资计划',
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='YearPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('planned_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='年度计划投资（万元）')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('project_name', models.CharField(blank=True, editable=False, max_length=80, verbose_name='当时项目名称')),
                ('firm_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='当时企业名称')),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='编号')),
                ('title', models.CharField(max_length=60, verbose_name='交办事项')),
                ('requirements', models.TextField(blank=True, max_length=500, verbose_name='交办要求')),
                ('due_on', models.DateField(verbose_name='办结期限')),
                ('issued_at', models.DateTimeField(verbose_name='签发时间')),
                ('state', models.CharField(choices=[('open', '办理中'), ('submitted', '待销号'), ('closed', '已销号'), ('revoked', '已撤销')], default='open', max_length=10, verbose_name='状态')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='销号时间')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='销号人')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='core.department', verbose_name='责任单位')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签发')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned_actions', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
            ],
            options={
                'verbose_name': '交办单',
                'verbose_name_plural': '交办单',
                'ordering': ['due_on', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('progress', '进展'), ('proof', '报请销号'), ('returned', '退回'), ('closed', '销号'), ('moved', '延期'), ('handed', '转交'), ('corrected', '更正'), ('revoked', '撤销')], max_length=10, verbose_name='类型')),
                ('text', models.CharField(max_length=300, verbose_name='内容')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='projects.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('photo', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_photo', to='core.attachment', verbose_name='佐证照片')),
            ],
            options={
                'verbose_name': '办理情况',
                'verbose_name_plural': '办理情况',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('project_name', models.CharField(blank=True, editable=False, max_length=80, verbose_name='当时项目名称')),
                ('firm_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='当时企业名称')),
                ('number', models.CharField(max_length=16, verbose_name='编号')),
                ('title', models.CharField(max_length=60, verbose_name='交办事项')),
                ('requirements', models.TextField(blank=True, max_length=500, verbose_name='交办要求')),
                ('due_on', models.DateField(verbose_name='办结期限')),
                ('issued_at', models.DateTimeField(verbose_name='签发时间')),
                ('state', models.CharField(choices=[('open', '办理中'), ('submitted', '待销号'), ('closed', '已销号'), ('revoked', '已撤销')], default='open', max_length=10, verbose_name='状态')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='销号时间')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='销号人')),
                ('department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.department', verbose_name='责任单位')),
                ('issued_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签发')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.action')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Adviser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('kind', models.CharField(choices=[('technologist', '技术带头人'), ('entrepreneur', '优秀企业家'), ('researcher', '科研机构专家'), ('agency', '受托机构')], max_length=12, verbose_name='类别')),
                ('organisation', models.CharField(blank=True, max_length=60, verbose_name='单位')),
                ('since', models.DateField(verbose_name='聘任日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='聘任终止')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '招商顾问',
                'verbose_name_plural': '招商顾问',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='adviser_name_as_seen')],
            },
        ),
        migrations.CreateModel(
            name='AfterCareItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('text', models.CharField(max_length=200, verbose_name='服务事项')),
                ('raised_on', models.DateField(verbose_name='登记日期')),
                ('due_on', models.DateField(verbose_name='办结期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='办理结果')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
            ],
            options={
                'verbose_name': '售后服务事项',
                'verbose_name_plural': '售后服务事项',
                'ordering': [models.OrderBy(models.F('done_on'), nulls_first=True), 'due_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AfterCareItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('text', models.CharField(max_length=200, verbose_name='服务事项')),
                ('raised_on', models.DateField(verbose_name='登记日期')),
                ('due_on', models.DateField(verbose_name='办结期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='办理结果')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='责任人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.aftercareitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project_name', models.CharField(blank=True, editable=False, max_length=80, verbose_name='当时项目名称')),
                ('firm_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='当时企业名称')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('section', models.CharField(choices=[('red', '红灯项目'), ('differ', '两灯不一致'), ('silent', '连续未填报'), ('overstayed', '逾期未复工'), ('unassigned', '责任待指定'), ('moved', '改期项目'), ('action', '到期交办单'), ('blocker', '需协调事项')], max_length=10, verbose_name='议程')),
                ('why', models.CharField(max_length=300, verbose_name='列入依据')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='各项依据')),
                ('actions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None, verbose_name='到期交办单')),
                ('minutes', models.PositiveSmallIntegerField(default=5, verbose_name='预计用时（分钟）')),
                ('handling', models.CharField(choices=[('take', '上会'), ('read', '书面阅知'), ('skipped', '略过'), ('merged', '合并')], default='take', max_length=8, verbose_name='处理方式')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='会议意见')),
                ('discussed_at', models.DateTimeField(blank=True, null=True, verbose_name='议过时间')),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='projects.action')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='projects.agendaitem', verbose_name='并入')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
            ],
            options={
                'verbose_name': '议程',
                'verbose_name_plural': '议程',
                'ordering': ['period', 'rank'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('leader', '定领导'), ('task_force', '定专班'), ('responsible', '定责任'), ('reporter', '填报人')], max_length=12, verbose_name='职责')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='交接说明')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Blocker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('next_step_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='下一步时刻')),
                ('text', models.CharField(max_length=200, verbose_name='需协调事项')),
                ('raised_at', models.DateTimeField(verbose_name='提出时间')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='解决时间')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='已撤回')),
                ('escalation', models.PositiveSmallIntegerField(choices=[(0, '协调部门'), (1, '专班'), (2, '联点领导')], default=0, verbose_name='升级')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blockers', to='core.department', verbose_name='协调部门')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
            ],
            options={
                'verbose_name': '需协调事项',
                'verbose_name_plural': '需协调事项',
                'ordering': ['raised_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BlockerAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('text', models.CharField(max_length=300, verbose_name='答复')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='承诺解决日期')),
                ('at', models.DateTimeField(verbose_name='答复时间')),
                ('is_transfer', models.BooleanField(default=False, verbose_name='转办')),
                ('is_reply', models.BooleanField(default=False, verbose_name='提出人异议')),
                ('blocker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='projects.blocker')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
            ],
            options={
                'verbose_name': '答复',
                'verbose_name_plural': '答复',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BlockerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('text', models.CharField(max_length=200, verbose_name='需协调事项')),
                ('raised_at', models.DateTimeField(verbose_name='提出时间')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='解决时间')),
                ('withdrawn', models.BooleanField(default=False, verbose_name='已撤回')),
                ('escalation', models.PositiveSmallIntegerField(choices=[(0, '协调部门'), (1, '专班'), (2, '联点领导')], default=0, verbose_name='升级')),
                ('department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.department', verbose_name='协调部门')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.blocker')),
                ('raised_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('resolved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('output', '年产值（万元）'), ('tax', '年税收（万元）'), ('jobs', '就业（人）')], max_length=8, verbose_name='承诺')),
                ('signed_value', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='签约承诺')),
                ('due_on', models.DateField(verbose_name='应兑现日期')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.commitment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitmentReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='截至')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='实际')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='projects.commitment')),
            ],
            options={
                'verbose_name': '兑现情况',
                'verbose_name_plural': '兑现情况',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CommitmentReadingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField(verbose_name='截至')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='实际')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('commitment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.commitment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.commitmentreading')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('text', models.CharField(max_length=300, verbose_name='更正内容')),
                ('investment_delta_wan', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='投资更正（万元）')),
                ('at', models.DateTimeField(verbose_name='更正时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
            ],
            options={
                'verbose_name': '更正',
                'verbose_name_plural': '更正',
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FirmChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='变更日期')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects_taken_over', to='enterprises.enterprise', verbose_name='现企业')),
                ('before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects_left', to='enterprises.enterprise', verbose_name='原企业')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '项目主体变更',
                'verbose_name_plural': '项目主体变更',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FirmChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField(verbose_name='变更日期')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('after', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='现企业')),
                ('before', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='原企业')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.firmchange')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('text', models.CharField(max_length=300, verbose_name='批示')),
                ('at', models.DateTimeField(verbose_name='批示时间')),
                ('action', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instruction', to='projects.action', verbose_name='交办单')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批示人')),
            ],
            options={
                'verbose_name': '批示',
                'verbose_name_plural': '批示',
                'ordering': ['-at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InstructionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('text', models.CharField(max_length=300, verbose_name='批示')),
                ('at', models.DateTimeField(verbose_name='批示时间')),
                ('action', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.action', verbose_name='交办单')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批示人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.instruction')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KeyList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='年度')),
                ('at', models.DateTimeField(verbose_name='确定时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确定人')),
            ],
            options={
                'verbose_name': '年度重点项目清单',
                'verbose_name_plural': '年度重点项目清单',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='KeyListEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('kept', '保留'), ('added', '新列入'), ('finished', '已完成'), ('dropped', '移出')], max_length=10, verbose_name='去留')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('key_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='projects.keylist')),
            ],
            options={
                'verbose_name': '清单条目',
                'verbose_name_plural': '清单条目',
                'ordering': ['project__code'],
            },
        ),
        migrations.CreateModel(
            name='KeyListEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('outcome', models.CharField(choices=[('kept', '保留'), ('added', '新列入'), ('finished', '已完成'), ('dropped', '移出')], max_length=10, verbose_name='去留')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('key_list', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.keylist')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.keylistentry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KeyListEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('at', models.DateTimeField(verbose_name='确定时间')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确定人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.keylist')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LampLimits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('late_red_over', models.PositiveSmallIntegerField(default=30, verbose_name='节点逾期转红：超过（工作日）')),
                ('slid_red_over', models.PositiveSmallIntegerField(default=45, verbose_name='节点滑动转红：超过（天）')),
                ('slid_amber_from', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='节点滑动转黄：达到（天）')),
                ('silent_amber_from', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(52)], verbose_name='连续未填报转黄：达到（期）')),
                ('unchanged_amber_from', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8)], verbose_name='连续无变化转黄：达到（期）')),
                ('action_red_over', models.PositiveSmallIntegerField(default=10, verbose_name='交办单逾期转红：超过（工作日）')),
                ('meeting_minutes', models.PositiveSmallIntegerField(default=90, help_text='议程按此时长排定哪些项目上会，其余书面阅知。', validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(480)], verbose_name='周一调度会时长（分钟）')),
            ],
            options={
                'verbose_name': '判灯规则',
                'verbose_name_plural': '判灯规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='lamp_limits_one_row')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimits',
            trigger=pgtrigger.compiler.Trigger(name='bumps_limits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('limits', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='74dbcf29f24a565bb6ce95b8ed3c13cd48fdbb50', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_limits_74bb1', table='projects_lamplimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimits',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_lamplimitsevent" ("action_red_over", "id", "late_red_over", "meeting_minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "silent_amber_from", "slid_amber_from", "slid_red_over", "unchanged_amber_from") VALUES (NEW."action_red_over", NEW."id", NEW."late_red_over", NEW."meeting_minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."silent_amber_from", NEW."slid_amber_from", NEW."slid_red_over", NEW."unchanged_amber_from"); RETURN NULL;', hash='84e6b4ecf11785a30be257c44ed9d26441658256', operation='INSERT', pgid='pgtrigger_insert_insert_fae38', table='projects_lamplimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimits',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_lamplimitsevent" ("action_red_over", "id", "late_red_over", "meeting_minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "silent_amber_from", "slid_amber_from", "slid_red_over", "unchanged_amber_from") VALUES (NEW."action_red_over", NEW."id", NEW."late_red_over", NEW."meeting_minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."silent_amber_from", NEW."slid_amber_from", NEW."slid_red_over", NEW."unchanged_amber_from"); RETURN NULL;', hash='984c95bfd12739f2d0be9db648d02258ef5b9ae9', operation='UPDATE', pgid='pgtrigger_update_update_046a8', table='projects_lamplimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimits',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_lamplimitsevent" ("action_red_over", "id", "late_red_over", "meeting_minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "silent_amber_from", "slid_amber_from", "slid_red_over", "unchanged_amber_from") VALUES (OLD."action_red_over", OLD."id", OLD."late_red_over", OLD."meeting_minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."silent_amber_from", OLD."slid_amber_from", OLD."slid_red_over", OLD."unchanged_amber_from"); RETURN NULL;', hash='de0ef09b8a6cbda63548ee9888256383d8085d96', operation='DELETE', pgid='pgtrigger_delete_delete_8218d', table='projects_lamplimits', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimits',
            trigger=pgtrigger.compiler.Trigger(name='makes_all_due', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00'; RETURN NULL;", hash='015c5ebc6f59cf821f951dfdb1d536e3147d3e05', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_makes_all_due_a6b3e', table='projects_lamplimits', when='AFTER')),
        ),
        migrations.AddField(
            model_name='lamplimitsevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='lamplimitsevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.lamplimits'),
        ),
        migrations.AddField(
            model_name='lampoverride',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='改判人'),
        ),
        migrations.AddField(
            model_name='lampoverrideevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='改判人'),
        ),
        migrations.AddField(
            model_name='lampoverrideevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='lampoverrideevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.lampoverride'),
        ),
        migrations.AddField(
            model_name='lead',
            name='adviser',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='projects.adviser', verbose_name='招商顾问或机构'),
        ),
        migrations.AddField(
            model_name='lead',
            name='cluster',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='lead',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to=settings.AUTH_USER_MODEL, verbose_name='跟进人'),
        ),
        migrations.AddField(
            model_name='lead',
            name='park',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.park', verbose_name='意向园区'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='adviser',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.adviser', verbose_name='招商顾问或机构'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='cluster',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='officer',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='跟进人'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='park',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.park', verbose_name='意向园区'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.lead'),
        ),
        migrations.AddField(
            model_name='leadnote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='leadnote',
            name='lead',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='projects.lead'),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='decider',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提请谁决定'),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='heir',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='售后由谁接'),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='decider',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提请谁决定'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='heir',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='售后由谁接'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.lifechange'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.milestone'),
        ),
        migrations.AddField(
            model_name='openingbalance',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='openingbalanceevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='openingbalanceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='openingbalanceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.openingbalance'),
        ),
        migrations.AddField(
            model_name='paper',
            name='attachment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='core.attachment', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='paper',
            name='blocker',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='projects.blocker', verbose_name='需协调事项'),
        ),
        migrations.AddField(
            model_name='paper',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='paper',
            name='entry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='projects.actionentry', verbose_name='办理情况'),
        ),
        migrations.AddField(
            model_name='paper',
            name='node',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='papers', to='projects.milestone', verbose_name='节点'),
        ),
        migrations.AddField(
            model_name='paper',
            name='turn',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='papers', to='projects.lifechange', verbose_name='项目状态变更'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='attachment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='blocker',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.blocker', verbose_name='需协调事项'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='entry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.actionentry', verbose_name='办理情况'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='node',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.milestone', verbose_name='节点'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.paper'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='turn',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.lifechange', verbose_name='项目状态变更'),
        ),
        migrations.AddField(
            model_name='period',
            name='changed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='变更人'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='projects.period'),
        ),
        migrations.AddField(
            model_name='actionevent',
            name='period',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.period', verbose_name='来源'),
        ),
        migrations.AddField(
            model_name='action',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='projects.period', verbose_name='来源'),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='changed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='变更人'),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='periodevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.period'),
        ),
        migrations.AddConstraint(
            model_name='plantemplate',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='plan_template_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plantemplate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_plantemplateevent" ("id", "key", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."key", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='3a5f5f7dc70756843acce87d77b42bf53f94b55e', operation='INSERT', pgid='pgtrigger_insert_insert_db735', table='projects_plantemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plantemplate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_plantemplateevent" ("id", "key", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."key", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='427c3e486fd8e8bbea4b106b2c50fdbc030f4cac', operation='UPDATE', pgid='pgtrigger_update_update_dec57', table='projects_plantemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plantemplate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_plantemplateevent" ("id", "key", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."key", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='9e2917e8003a616f1bea0705709f0e51a7056abb', operation='DELETE', pgid='pgtrigger_delete_delete_5945c', table='projects_plantemplate', when='AFTER')),
        ),
        migrations.AddField(
            model_name='plantemplateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='plantemplateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.plantemplate'),
        ),
        migrations.AddField(
            model_name='postponement',
            name='action',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postponements', to='projects.action'),
        ),
        migrations.AddField(
            model_name='postponement',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='postponement',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pushed', to='projects.postponement'),
        ),
        migrations.AddField(
            model_name='postponement',
            name='milestone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postponements', to='projects.milestone'),
        ),
        migrations.AddField(
            model_name='postponement',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='action',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.action'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='follows',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.postponement'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='milestone',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.milestone'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.postponement'),
        ),
        migrations.AddField(
            model_name='postponementevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='projects.project')),
                ('code', models.CharField(max_length=20, verbose_name='编号')),
                ('system', models.CharField(choices=[('red', '红灯'), ('amber', '黄灯'), ('green', '绿灯'), ('grey', '灰灯'), ('done', '完成')], default='grey', max_length=6, verbose_name='系统灯')),
                ('severity', models.PositiveSmallIntegerField(default=0, verbose_name='灯序')),
                ('ruled', models.CharField(choices=[('red', '红灯'), ('amber', '黄灯'), ('green', '绿灯'), ('grey', '灰灯'), ('done', '完成')], default='grey', max_length=6, verbose_name='按规则')),
                ('declared', models.CharField(blank=True, choices=[('green', '绿灯'), ('amber', '黄灯'), ('red', '红灯')], max_length=6, verbose_name='申报灯')),
                ('differ', models.BooleanField(default=False, verbose_name='两灯不一致')),
                ('causes', models.JSONField(default=list, verbose_name='判灯依据')),
                ('last_starts_on', models.DateField(blank=True, null=True, verbose_name='最近填报周')),
                ('last_unchanged', models.BooleanField(default=False, verbose_name='最近报无变化')),
                ('last_at', models.DateTimeField(blank=True, null=True, verbose_name='最近填报时间')),
                ('silent_since', models.DateField(blank=True, null=True, verbose_name='连续未填报自')),
                ('unchanged', models.PositiveSmallIntegerField(default=0, verbose_name='连续无变化期数')),
                ('has_plan', models.BooleanField(default=False, verbose_name='有节点')),
                ('next_name', models.CharField(blank=True, max_length=40, verbose_name='下一节点')),
                ('next_baseline_on', models.DateField(blank=True, null=True, verbose_name='下一节点原基线')),
                ('next_planned_on', models.DateField(blank=True, null=True, verbose_name='下一节点现计划')),
                ('next_paused_days', models.PositiveSmallIntegerField(default=0, verbose_name='下一节点因暂停顺延天数')),
                ('slips', models.PositiveSmallIntegerField(default=0, verbose_name='改期次数')),
                ('slipped_days', models.IntegerField(default=0, verbose_name='累计改期天数')),
                ('open_actions', models.PositiveSmallIntegerField(default=0, verbose_name='未销号交办单')),
                ('open_blockers', models.PositiveSmallIntegerField(default=0, verbose_name='未解决需协调事项')),
                ('invested_wan', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14, verbose_name='累计完成投资（万元）')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='下次重算')),
            ],
            options={
                'verbose_name': '项目现状',
                'verbose_name_plural': '项目现状',
            },
        ),
        migrations.AddField(
            model_name='project',
            name='cluster',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='project',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='project',
            name='leader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_projects', to=settings.AUTH_USER_MODEL, verbose_name='定领导'),
        ),
        migrations.AddField(
            model_name='project',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='projects.project', verbose_name='已并入'),
        ),
        migrations.AddField(
            model_name='project',
            name='park',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='core.park', verbose_name='园区'),
        ),
        migrations.AddField(
            model_name='project',
            name='plan_template',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.plantemplate', verbose_name='建设类型'),
        ),
        migrations.AddField(
            model_name='project',
            name='registered_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='project',
            name='reporter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_projects', to=settings.AUTH_USER_MODEL, verbose_name='填报人'),
        ),
        migrations.AddField(
            model_name='project',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duty_projects', to=settings.AUTH_USER_MODEL, verbose_name='定责任'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='paper',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='projects.project'),
        ),
        migrations.AddField(
            model_name='openingbalanceevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='openingbalance',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_balances', to='projects.project'),
        ),
        migrations.AddField(
            model_name='milestoneevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='projects.project'),
        ),
        migrations.AddField(
            model_name='lifechangeevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_changes', to='projects.project'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='project',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='lead',
            name='project',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lead', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='lampoverrideevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='lampoverride',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lamp_overrides', to='projects.project'),
        ),
        migrations.AddField(
            model_name='keylistentryevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='keylistentry',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='key_list_entries', to='projects.project'),
        ),
        migrations.AddField(
            model_name='instructionevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='instruction',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructions', to='projects.project'),
        ),
        migrations.AddField(
            model_name='formername',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='projects.project'),
        ),
        migrations.AddField(
            model_name='firmchangeevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='firmchange',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='firm_changes', to='projects.project'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='projects.project'),
        ),
        migrations.AddField(
            model_name='blockerevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='blocker',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blockers', to='projects.project'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='projects.project'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='project',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='projects.project'),
        ),
        migrations.AddField(
            model_name='aftercareitemevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='aftercareitem',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='after_care', to='projects.project'),
        ),
        migrations.AddField(
            model_name='actionevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='action',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='cluster',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='leader',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定领导'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='已并入'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='park',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.park', verbose_name='园区'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='plan_template',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plantemplate', verbose_name='建设类型'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='registered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='reporter',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='responsible',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定责任'),
        ),
        migrations.AddField(
            model_name='projectmerge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='projectmerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectmerge',
            name='merged',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merge', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectmergeevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='projectmergeevent',
            name='kept',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectmergeevent',
            name='merged',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='projectmergeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projectmergeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.projectmerge'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='projects.period'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='projects.project'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='projects.period'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='projects.project'),
        ),
        migrations.AddField(
            model_name='stagechange',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='stagechange',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_changes', to='projects.project'),
        ),
        migrations.AddField(
            model_name='stagewaiver',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='stagewaiver',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='projects.project'),
        ),
        migrations.AddField(
            model_name='stagewaiver',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='stagechange',
            name='waiver',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stage_change', to='projects.stagewaiver', verbose_name='容缺推进申请'),
        ),
        migrations.AddField(
            model_name='taskforce',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.department', verbose_name='牵头部门'),
        ),
        migrations.AddField(
            model_name='taskforce',
            name='members',
            field=models.ManyToManyField(blank=True, related_name='task_forces', to=settings.AUTH_USER_MODEL, verbose_name='成员'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='task_force',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.taskforce', verbose_name='定专班'),
        ),
        migrations.AddField(
            model_name='project',
            name='task_force',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='projects.taskforce', verbose_name='定专班'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='task_force',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='projects.taskforce', verbose_name='专班'),
        ),
        migrations.AddField(
            model_name='templatenode',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nodes', to='projects.plantemplate'),
        ),
        migrations.AddField(
            model_name='templatenodeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='templatenodeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.templatenode'),
        ),
        migrations.AddField(
            model_name='templatenodeevent',
            name='template',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.plantemplate'),
        ),
        migrations.AddField(
            model_name='templateproposal',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='templateproposal',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='template_proposals', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='templateproposal',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='templateproposalevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='templateproposalevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='templateproposalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.templateproposal'),
        ),
        migrations.AddField(
            model_name='templateproposalevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='templateproposalevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='update',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to=settings.AUTH_USER_MODEL, verbose_name='填报人'),
        ),
        migrations.AddField(
            model_name='update',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='projects.period'),
        ),
        migrations.AddField(
            model_name='update',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='projects.project'),
        ),
        migrations.AddField(
            model_name='correction',
            name='update_of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='projects.update'),
        ),
        migrations.AddField(
            model_name='blockerevent',
            name='update_of',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.update'),
        ),
        migrations.AddField(
            model_name='blocker',
            name='update_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blockers', to='projects.update'),
        ),
        migrations.AddField(
            model_name='updateevent',
            name='author',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人'),
        ),
        migrations.AddField(
            model_name='updateevent',
            name='period',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.period'),
        ),
        migrations.AddField(
            model_name='updateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='updateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.update'),
        ),
        migrations.AddField(
            model_name='updateevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        migrations.AddField(
            model_name='updatephoto',
            name='attachment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='update_photo', to='core.attachment', verbose_name='照片'),
        ),
        migrations.AddField(
            model_name='updatephoto',
            name='update_of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='projects.update'),
        ),
        migrations.AddField(
            model_name='updatephotoevent',
            name='attachment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='照片'),
        ),
        migrations.AddField(
            model_name='updatephotoevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='updatephotoevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.updatephoto'),
        ),
        migrations.AddField(
            model_name='updatephotoevent',
            name='update_of',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.update'),
        ),
        migrations.AddField(
            model_name='yearplan',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='year_plans', to='projects.project'),
        ),
        migrations.AddField(
            model_name='yearplanevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='yearplanevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.yearplan'),
        ),
        migrations.AddField(
            model_name='yearplanevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blockeranswer',
            trigger=pgtrigger.compiler.Trigger(name='begins_blocker_anew', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    UPDATE projects_blocker SET next_step_at = '2000-01-01 00:00:00+00:00' WHERE id IN (NEW.blocker_id, OLD.blocker_id) AND resolved_at IS NULL;\n    RETURN NULL;\n", hash='4ef56cb310c75336544330cd7b7fe46bea830fc4', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_begins_blocker_anew_75483', table='projects_blockeranswer', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='commitmentreading',
            constraint=models.UniqueConstraint(fields=('commitment', 'on'), name='commitment_reading_once_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentreading',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_commitmentreadingevent" ("by_id", "commitment_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (NEW."by_id", NEW."commitment_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."value"); RETURN NULL;', hash='7c3de54b58c86157225d1a561c1c94172557ce85', operation='INSERT', pgid='pgtrigger_insert_insert_0aa39', table='projects_commitmentreading', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentreading',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_commitmentreadingevent" ("by_id", "commitment_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (NEW."by_id", NEW."commitment_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."value"); RETURN NULL;', hash='d29a28c45aa0315c8055aa1620df03234b6f98fb', operation='UPDATE', pgid='pgtrigger_update_update_eca5f', table='projects_commitmentreading', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentreading',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_commitmentreadingevent" ("by_id", "commitment_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") VALUES (OLD."by_id", OLD."commitment_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."value"); RETURN NULL;', hash='2846047165b22157e4ac8dd9ebd22ae9b215940f', operation='DELETE', pgid='pgtrigger_delete_delete_3c0cc', table='projects_commitmentreading', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentreadingevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_commitmentreading\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='a764d0055d8589c1361a50a80e1513243cb95725', operation='INSERT', pgid='pgtrigger_writes_trail_f4531', table='projects_commitmentreadingevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentreadingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='769f137207ffddfdd87856db80cf7504f1babc0a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86ff0', table='projects_commitmentreadingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentreadingevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='d5d7715af3e57990af8ed72a3a7df1cb0b96cbd9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8e7de', table='projects_commitmentreadingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylist',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_keylistevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;', hash='182a3fd7cb0cfe968b48d3a8d4d211bbbc7822a6', operation='INSERT', pgid='pgtrigger_insert_insert_25ee0', table='projects_keylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylist',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_keylistevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;', hash='3ab943ff68e1c9c506f596ee50e2abc819eda0d8', operation='UPDATE', pgid='pgtrigger_update_update_0e5b1', table='projects_keylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylist',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_keylistevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."at", OLD."by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;', hash='ec9b928c040723dcabe5914d607ee941af07019d', operation='DELETE', pgid='pgtrigger_delete_delete_c7ca3', table='projects_keylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_keylist\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='073a7e4bf53fe0a9d0e4083f59bb73a96a827823', operation='INSERT', pgid='pgtrigger_writes_trail_b6b84', table='projects_keylistevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b48d92354e44254107249d12aaf46e6d56d3189', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1bb3f', table='projects_keylistevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='e1ea1a537766185ee64f5eb13d6dc5b276d86b0b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0cad9', table='projects_keylistevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimitsevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_lamplimits\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b18f1654646f98a81488e871d15b6087f99fb44a', operation='INSERT', pgid='pgtrigger_writes_trail_e8982', table='projects_lamplimitsevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimitsevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f845f10394010eda677fb7dd3b033e9f9fd650c6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_642f4', table='projects_lamplimitsevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lamplimitsevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='10da610b720d4f5140cbccd7b78cc0e0b64d3b51', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f9879', table='projects_lamplimitsevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.UniqueConstraint(fields=('iso_year', 'iso_week'), name='period_once'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('meets_on__isnull', True), models.Q(('meets_on__gte', models.F('starts_on')), ('meets_on__lte', models.F('ends_on'))), _connector='OR'), name='period_meets_inside'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='bumps_periods', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('periods', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='1d4c75061bae917329926cf365119ef57997154a', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_periods_7fa54', table='projects_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_periodevent" ("attended", "cancelled", "change_reason", "changed_by_id", "closed_at", "ends_on", "frozen_at", "host", "id", "iso_week", "iso_year", "meets_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."attended", NEW."cancelled", NEW."change_reason", NEW."changed_by_id", NEW."closed_at", NEW."ends_on", NEW."frozen_at", NEW."host", NEW."id", NEW."iso_week", NEW."iso_year", NEW."meets_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='679c4d1a87085d8856d9254342218463b092deb2', operation='INSERT', pgid='pgtrigger_insert_insert_f1ae8', table='projects_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_periodevent" ("attended", "cancelled", "change_reason", "changed_by_id", "closed_at", "ends_on", "frozen_at", "host", "id", "iso_week", "iso_year", "meets_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."attended", NEW."cancelled", NEW."change_reason", NEW."changed_by_id", NEW."closed_at", NEW."ends_on", NEW."frozen_at", NEW."host", NEW."id", NEW."iso_week", NEW."iso_year", NEW."meets_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;', hash='41fc8681e393b7d9b2bc5749e9939e4f86a02d9b', operation='UPDATE', pgid='pgtrigger_update_update_a7262', table='projects_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_periodevent" ("attended", "cancelled", "change_reason", "changed_by_id", "closed_at", "ends_on", "frozen_at", "host", "id", "iso_week", "iso_year", "meets_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."attended", OLD."cancelled", OLD."change_reason", OLD."changed_by_id", OLD."closed_at", OLD."ends_on", OLD."frozen_at", OLD."host", OLD."id", OLD."iso_week", OLD."iso_year", OLD."meets_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;', hash='30714fefd1d557309ae609d0fd522f0fbf2fdfe5', operation='DELETE', pgid='pgtrigger_delete_delete_751c5', table='projects_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='period',
            trigger=pgtrigger.compiler.Trigger(name='makes_due', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'INSERT' AND NEW.frozen_at IS NULL AND NEW.change_reason = '' THEN RETURN NULL; END IF;\n    IF TG_OP = 'UPDATE' AND OLD.meets_on IS NOT DISTINCT FROM NEW.meets_on\n        AND OLD.frozen_at IS NOT DISTINCT FROM NEW.frozen_at THEN RETURN NULL; END IF;\n    UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE due_at IS NOT NULL;\n    RETURN NULL;\n", hash='e40443a966a99609bcff8fb70121526b3d339bf2', operation='INSERT OR UPDATE', pgid='pgtrigger_makes_due_68ae8', table='projects_period', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_period\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b5d9620e33e2dc161a8d1f6b0036e2df8ace676f', operation='INSERT', pgid='pgtrigger_writes_trail_15b3d', table='projects_periodevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='498532007b5e3abdb62c865ea91b6176480ad021', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_55bdf', table='projects_periodevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c3e29543f46dff4422af3eed6f1651a9d1e28cf0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_fca44', table='projects_periodevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plantemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_plantemplate\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='759c98a8e3143dc8c112ea0616d3b208615b7a2e', operation='INSERT', pgid='pgtrigger_writes_trail_33ec2', table='projects_plantemplateevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plantemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa5190c4bf79c2af681a54dc8a44d6758b4c5b3c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_14460', table='projects_plantemplateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plantemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='6eb0b5b2f99c9eb0fd70c6b95f8f256228e659a1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0e3d1', table='projects_plantemplateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='postponement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='postponement_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='postponement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('milestone__isnull', False)), models.Q(('action__isnull', False), ('milestone__isnull', True)), _connector='OR'), name='postponement_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='postponement',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='postponement_later'),
        ),
        migrations.AddConstraint(
            model_name='postponement',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('milestone',), name='postponement_pending_once'),
        ),
        migrations.AddConstraint(
            model_name='postponement',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('action',), name='action_postponement_pending_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_postponementevent" ("action_id", "decided_at", "decided_by_id", "follows_id", "from_on", "id", "milestone_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "resumption", "state", "to_on", "with_followers") VALUES (NEW."action_id", NEW."decided_at", NEW."decided_by_id", NEW."follows_id", NEW."from_on", NEW."id", NEW."milestone_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."resumption", NEW."state", NEW."to_on", NEW."with_followers"); RETURN NULL;', hash='7c5bad6511554aed350a03e546a3b45789e51f99', operation='INSERT', pgid='pgtrigger_insert_insert_4e950', table='projects_postponement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_postponementevent" ("action_id", "decided_at", "decided_by_id", "follows_id", "from_on", "id", "milestone_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "resumption", "state", "to_on", "with_followers") VALUES (NEW."action_id", NEW."decided_at", NEW."decided_by_id", NEW."follows_id", NEW."from_on", NEW."id", NEW."milestone_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."resumption", NEW."state", NEW."to_on", NEW."with_followers"); RETURN NULL;', hash='3d9f2e1a03bd6ff006f3a64edb78d80c5e40537d', operation='UPDATE', pgid='pgtrigger_update_update_446f9', table='projects_postponement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_postponementevent" ("action_id", "decided_at", "decided_by_id", "follows_id", "from_on", "id", "milestone_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "resumption", "state", "to_on", "with_followers") VALUES (OLD."action_id", OLD."decided_at", OLD."decided_by_id", OLD."follows_id", OLD."from_on", OLD."id", OLD."milestone_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."resumption", OLD."state", OLD."to_on", OLD."with_followers"); RETURN NULL;', hash='9ac525fb0341f01922a8e3ccf74bcf69d353db44', operation='DELETE', pgid='pgtrigger_delete_delete_2669a', table='projects_postponement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT m.project_id FROM new_rows r JOIN projects_milestone m ON m.id = r.milestone_id); RETURN NULL;", hash='cb5b9c3622e56d8e420a2b7b83f41f947b9fdd02', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_d7ff1', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_postponement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT m.project_id FROM old_rows r JOIN projects_milestone m ON m.id = r.milestone_id UNION SELECT m.project_id FROM new_rows r JOIN projects_milestone m ON m.id = r.milestone_id); RETURN NULL;", hash='17104b50df17a8d365cd8540e8564d27749e0f1c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_5a59d', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_postponement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT m.project_id FROM old_rows r JOIN projects_milestone m ON m.id = r.milestone_id); RETURN NULL;", hash='061b5bcba60351585bdf7d121d209fe23be884be', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_d6caf', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_postponement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponementevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_postponement\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='fb01765d3200ee66234e2c535a3186439ed8199d', operation='INSERT', pgid='pgtrigger_writes_trail_a5aa6', table='projects_postponementevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a5deda2ca97e5865cfe5feb2bf4d089f2a4234b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_71bd4', table='projects_postponementevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponementevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='00ae11b08f42b6ef2f3d0022bf40d2548fcf6980', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_465b0', table='projects_postponementevent', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='standing',
            name='last_period',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.period', verbose_name='最近填报期'),
        ),
        migrations.AddField(
            model_name='standing',
            name='override',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.lampoverride', verbose_name='调整灯色（人工）'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_paper\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='f94ef05a0b4cd9d2ba00bcd45b5aa2a7ff521860', operation='INSERT', pgid='pgtrigger_writes_trail_4d3df', table='projects_paperevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ddd77e867177587290da51770d6dfb0a46f10afc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a52f', table='projects_paperevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='da272fa5e0cca1adef4a5c2b68ff23c3c24392c9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a905c', table='projects_paperevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('blocker', None), ('entry', None), ('node', None)), models.Q(('blocker', None), ('entry', None), ('turn', None)), models.Q(('blocker', None), ('node', None), ('turn', None)), models.Q(('entry', None), ('node', None), ('turn', None)), _connector='OR'), name='paper_is_of_one_thing'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_paperevent" ("at", "attachment_id", "blocker_id", "by_id", "client_id", "entry_id", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "turn_id") VALUES (NEW."at", NEW."attachment_id", NEW."blocker_id", NEW."by_id", NEW."client_id", NEW."entry_id", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."turn_id"); RETURN NULL;', hash='9774cc4b5c488ff467adc47c97db417b6e7432bd', operation='INSERT', pgid='pgtrigger_insert_insert_00257', table='projects_paper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_paperevent" ("at", "attachment_id", "blocker_id", "by_id", "client_id", "entry_id", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "turn_id") VALUES (NEW."at", NEW."attachment_id", NEW."blocker_id", NEW."by_id", NEW."client_id", NEW."entry_id", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."turn_id"); RETURN NULL;', hash='85003d9de097876a1b7126ebe9c18727ed73a3de', operation='UPDATE', pgid='pgtrigger_update_update_8c8a7', table='projects_paper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_paperevent" ("at", "attachment_id", "blocker_id", "by_id", "client_id", "entry_id", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "turn_id") VALUES (OLD."at", OLD."attachment_id", OLD."blocker_id", OLD."by_id", OLD."client_id", OLD."entry_id", OLD."id", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."turn_id"); RETURN NULL;', hash='f25127ac688edbb6f791c25645b05a99d79833f5', operation='DELETE', pgid='pgtrigger_delete_delete_87bc1', table='projects_paper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paper',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='19bb0b148097d34a7929625c2454a3618dd286bd', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_f33ff', table='projects_paper', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalanceevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_openingbalance\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='aadb855c9ed72fbe2f1813f370d1633d878c7f2f', operation='INSERT', pgid='pgtrigger_writes_trail_99b11', table='projects_openingbalanceevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3ee7dca1cd84dc8f78a92009971c2b1bb86bd82a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e633f', table='projects_openingbalanceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalanceevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='dee6cff9c21b575840364d0245b250ebb07b42e0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ff129', table='projects_openingbalanceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='openingbalance',
            constraint=models.UniqueConstraint(fields=('project', 'year'), name='opening_balance_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='openingbalance',
            constraint=models.CheckConstraint(condition=models.Q(('wan__gt', 0)), name='opening_balance_positive'),
        ),
        migrations.AddConstraint(
            model_name='openingbalance',
            constraint=models.CheckConstraint(condition=models.Q(('as_of__year', models.F('year'))), name='opening_balance_as_of_its_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_openingbalanceevent" ("as_of", "at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source", "wan", "year") VALUES (NEW."as_of", NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."source", NEW."wan", NEW."year"); RETURN NULL;', hash='6b58266a9ad26fc6483b5ff670878df506de905a', operation='INSERT', pgid='pgtrigger_insert_insert_ed8f2', table='projects_openingbalance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_openingbalanceevent" ("as_of", "at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source", "wan", "year") VALUES (NEW."as_of", NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."source", NEW."wan", NEW."year"); RETURN NULL;', hash='991286f4fab35db336ff5f72957ca6ab912d844d', operation='UPDATE', pgid='pgtrigger_update_update_a06b8', table='projects_openingbalance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_openingbalanceevent" ("as_of", "at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source", "wan", "year") VALUES (OLD."as_of", OLD."at", OLD."by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."source", OLD."wan", OLD."year"); RETURN NULL;', hash='9ab7bf621fb08268cdd05d58dd02beee2e282f58', operation='DELETE', pgid='pgtrigger_delete_delete_c8c2e', table='projects_openingbalance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='f6c87d3de960be2152ad53676f11c51583c62167', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_0f8a8', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_openingbalance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='8bad8ff9fab862d89008c0b6424e22001d241e25', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_b6516', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_openingbalance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='55c1bc7c5287fa3a7e99457e0bdc1784e55f472e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_2f79c', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_openingbalance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openingbalance',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='8c73f900abbe301e7c1efee49a0ddffd3364ae7b', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_35906', table='projects_openingbalance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_milestone\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='a0aacdd2618d4ca456e2b58c06837705de4e5226', operation='INSERT', pgid='pgtrigger_writes_trail_005f1', table='projects_milestoneevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3650ccc777918a130ef41c08626f724bf1940708', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bab76', table='projects_milestoneevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestoneevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c1f1908a1c6bf92b11644ce3833370a78c8b2af0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ecb28', table='projects_milestoneevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('project', 'rank'), name='milestone_rank_once'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('not_applicable', ''), ('actual_on__isnull', True), _connector='OR'), name='milestone_done_or_not_applicable'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_milestoneevent" ("actual_on", "after", "baseline_on", "closes", "id", "key", "kind", "name", "not_applicable", "paused_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "project_id", "rank", "starts_on", "working_days") VALUES (NEW."actual_on", NEW."after", NEW."baseline_on", NEW."closes", NEW."id", NEW."key", NEW."kind", NEW."name", NEW."not_applicable", NEW."paused_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."project_id", NEW."rank", NEW."starts_on", NEW."working_days"); RETURN NULL;', hash='fef67e36a864dc1ea8deaa4c7db484f8ced4da50', operation='INSERT', pgid='pgtrigger_insert_insert_2945c', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_milestoneevent" ("actual_on", "after", "baseline_on", "closes", "id", "key", "kind", "name", "not_applicable", "paused_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "project_id", "rank", "starts_on", "working_days") VALUES (NEW."actual_on", NEW."after", NEW."baseline_on", NEW."closes", NEW."id", NEW."key", NEW."kind", NEW."name", NEW."not_applicable", NEW."paused_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_on", NEW."project_id", NEW."rank", NEW."starts_on", NEW."working_days"); RETURN NULL;', hash='731129074a353666faa98a5b8c7a4cc52270833a', operation='UPDATE', pgid='pgtrigger_update_update_96e58', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_milestoneevent" ("actual_on", "after", "baseline_on", "closes", "id", "key", "kind", "name", "not_applicable", "paused_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "project_id", "rank", "starts_on", "working_days") VALUES (OLD."actual_on", OLD."after", OLD."baseline_on", OLD."closes", OLD."id", OLD."key", OLD."kind", OLD."name", OLD."not_applicable", OLD."paused_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."project_id", OLD."rank", OLD."starts_on", OLD."working_days"); RETURN NULL;', hash='c9794d4b5dc0730acebb73aa5febf81b037252d1', operation='DELETE', pgid='pgtrigger_delete_delete_fed44', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='95631b92ab8af0a7553e2368846e8606616a5c41', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_8bde3', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='53c276a4f405641b5b5497ab554570d0982dad53', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_ff1ef', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='fdaac3162b5ff0fde33b272e1465bc41573539ac', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_9aac8', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_milestone', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='473a8e73515bfa79182070d875b187aefa313e7b', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_0f1a4', table='projects_milestone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechangeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_lifechange\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='f1c3d3423c168af9be16ea21390b6b94e2861a31', operation='INSERT', pgid='pgtrigger_writes_trail_6b37c', table='projects_lifechangeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05f50f8bacfacb65d524cfd0b93b8b07ac28103a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_467b7', table='projects_lifechangeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechangeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a6d7640bef02a772d1713080027cc5b373203072', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3c0f3', table='projects_lifechangeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='lifechange_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('project',), name='life_change_pending_once'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'pause'), ('until__gt', models.F('on'))), models.Q(models.Q(('act', 'pause'), _negated=True), ('until', None)), _connector='OR'), name='life_change_pause_has_an_end'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_lifechangeevent" ("act", "cause", "dates", "decided_at", "decided_by_id", "decider_id", "evidence", "given_up", "heir_id", "id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "requested_at", "requested_by_id", "state", "until") VALUES (NEW."act", NEW."cause", NEW."dates", NEW."decided_at", NEW."decided_by_id", NEW."decider_id", NEW."evidence", NEW."given_up", NEW."heir_id", NEW."id", NEW."note", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."state", NEW."until"); RETURN NULL;', hash='222fc1f040c2f5140eec670b30244662a02e0ece', operation='INSERT', pgid='pgtrigger_insert_insert_9a0da', table='projects_lifechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_lifechangeevent" ("act", "cause", "dates", "decided_at", "decided_by_id", "decider_id", "evidence", "given_up", "heir_id", "id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "requested_at", "requested_by_id", "state", "until") VALUES (NEW."act", NEW."cause", NEW."dates", NEW."decided_at", NEW."decided_by_id", NEW."decider_id", NEW."evidence", NEW."given_up", NEW."heir_id", NEW."id", NEW."note", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."state", NEW."until"); RETURN NULL;', hash='626d5441afa5e2bd1c8d30b58b459025eb34aeba', operation='UPDATE', pgid='pgtrigger_update_update_ad3ce', table='projects_lifechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_lifechangeevent" ("act", "cause", "dates", "decided_at", "decided_by_id", "decider_id", "evidence", "given_up", "heir_id", "id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "requested_at", "requested_by_id", "state", "until") VALUES (OLD."act", OLD."cause", OLD."dates", OLD."decided_at", OLD."decided_by_id", OLD."decider_id", OLD."evidence", OLD."given_up", OLD."heir_id", OLD."id", OLD."note", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."state", OLD."until"); RETURN NULL;', hash='d33187a1b73b3759ce09b7bb0d0ae1ba562637a6', operation='DELETE', pgid='pgtrigger_delete_delete_8b687', table='projects_lifechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='20cbfa37372d9d473d7f11b9590e0329447350b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_21562', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_lifechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='e35b3cf7cfbd0eb0525e7310dc65b7bec5517175', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_e37cb', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_lifechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='4f5aabb9634d8e58f180cbd8eedf8068d502fa32', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_de002', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_lifechange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifechange',
            trigger=pgtrigger.compiler.Trigger(name='here_decider', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.decider_id IS NOT DISTINCT FROM OLD.decider_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.decider_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.decider_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='48703328b5173f1219d563bfe34e2aa794461c5c', operation='INSERT OR UPDATE OF "decider_id"', pgid='pgtrigger_here_decider_aca3d', table='projects_lifechange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leadevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_lead\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='334e758ab16bab88329b979a37107f81d81291d3', operation='INSERT', pgid='pgtrigger_writes_trail_2a736', table='projects_leadevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leadevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e7e97099908512843e21a484c987b32322897269', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_909ab', table='projects_leadevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leadevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='fbe387658dc32c2875b8272ff5d9bbb19a3c6961', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8a4e1', table='projects_leadevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='lead_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adviser__isnull', True), ('channel', 'own')), models.Q(models.Q(('channel', 'own'), _negated=True), ('adviser__isnull', False)), _connector='OR'), name='lead_adviser_by_channel'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('project__isnull', True), ('state', 'open')), models.Q(('closed_on__isnull', False), ('project__isnull', False), ('state', 'signed')), models.Q(('closed_on__isnull', False), ('project__isnull', True), ('state', 'lost')), _connector='OR'), name='lead_ends_one_way'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('received_on')), _connector='OR'), name='lead_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_leadevent" ("adviser_id", "attract_kinds", "chain_action", "channel", "client_id", "closed_on", "cluster_id", "firm_name", "id", "investment_wan", "is_example", "lost_reason", "name", "officer_id", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "received_on", "state") VALUES (NEW."adviser_id", NEW."attract_kinds", NEW."chain_action", NEW."channel", NEW."client_id", NEW."closed_on", NEW."cluster_id", NEW."firm_name", NEW."id", NEW."investment_wan", NEW."is_example", NEW."lost_reason", NEW."name", NEW."officer_id", NEW."park_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."received_on", NEW."state"); RETURN NULL;', hash='c932960d0b1d3e54057a6f7d0ebf2b9a70077619', operation='INSERT', pgid='pgtrigger_insert_insert_d2398', table='projects_lead', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_leadevent" ("adviser_id", "attract_kinds", "chain_action", "channel", "client_id", "closed_on", "cluster_id", "firm_name", "id", "investment_wan", "is_example", "lost_reason", "name", "officer_id", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "received_on", "state") VALUES (NEW."adviser_id", NEW."attract_kinds", NEW."chain_action", NEW."channel", NEW."client_id", NEW."closed_on", NEW."cluster_id", NEW."firm_name", NEW."id", NEW."investment_wan", NEW."is_example", NEW."lost_reason", NEW."name", NEW."officer_id", NEW."park_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."received_on", NEW."state"); RETURN NULL;', hash='c788f9aa56a3d9d0f5249cc66937d6f9d0f3f521', operation='UPDATE', pgid='pgtrigger_update_update_b9988', table='projects_lead', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_leadevent" ("adviser_id", "attract_kinds", "chain_action", "channel", "client_id", "closed_on", "cluster_id", "firm_name", "id", "investment_wan", "is_example", "lost_reason", "name", "officer_id", "park_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "received_on", "state") VALUES (OLD."adviser_id", OLD."attract_kinds", OLD."chain_action", OLD."channel", OLD."client_id", OLD."closed_on", OLD."cluster_id", OLD."firm_name", OLD."id", OLD."investment_wan", OLD."is_example", OLD."lost_reason", OLD."name", OLD."officer_id", OLD."park_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."received_on", OLD."state"); RETURN NULL;', hash='2efad26b58f8153bd3589c774bdbe2fb99d693bc', operation='DELETE', pgid='pgtrigger_delete_delete_590b1', table='projects_lead', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='8833b4f18171198fc3c1e2c9a54c3a4cb83fe346', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_68f6a', table='projects_lead', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='here_officer', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.officer_id IS NOT DISTINCT FROM OLD.officer_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.officer_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.officer_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='3fa3e25598de0763c6ba6a780a19bf7f41015174', operation='INSERT OR UPDATE OF "officer_id"', pgid='pgtrigger_here_officer_1315f', table='projects_lead', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverrideevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_lampoverride\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='6707bace3b395f063ffa16a5dcfe1864017954d4', operation='INSERT', pgid='pgtrigger_writes_trail_6d23e', table='projects_lampoverrideevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverrideevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a5ac90bacc55d906d60f6ab35d4d803b18235666', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_08c12', table='projects_lampoverrideevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverrideevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='bfecb44e900afd33de74bf804bcb85e89b58e8cf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e257b', table='projects_lampoverrideevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='lampoverride',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='override_in_order'),
        ),
        migrations.AddConstraint(
            model_name='lampoverride',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), name='override_has_evidence'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_lampoverrideevent" ("by_id", "ends_on", "evidence", "id", "lamp", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "starts_on", "withdrawn_on") VALUES (NEW."by_id", NEW."ends_on", NEW."evidence", NEW."id", NEW."lamp", NEW."made_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."starts_on", NEW."withdrawn_on"); RETURN NULL;', hash='34319e17ecd844cb2f301d27f8f7205e50072828', operation='INSERT', pgid='pgtrigger_insert_insert_af6cc', table='projects_lampoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_lampoverrideevent" ("by_id", "ends_on", "evidence", "id", "lamp", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "starts_on", "withdrawn_on") VALUES (NEW."by_id", NEW."ends_on", NEW."evidence", NEW."id", NEW."lamp", NEW."made_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."starts_on", NEW."withdrawn_on"); RETURN NULL;', hash='1529dba73ee8de13492e8a4dd6413c12a0f031a8', operation='UPDATE', pgid='pgtrigger_update_update_4a758', table='projects_lampoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_lampoverrideevent" ("by_id", "ends_on", "evidence", "id", "lamp", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "starts_on", "withdrawn_on") VALUES (OLD."by_id", OLD."ends_on", OLD."evidence", OLD."id", OLD."lamp", OLD."made_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."reason", OLD."starts_on", OLD."withdrawn_on"); RETURN NULL;', hash='0e5d8a5d955bd58ce3d01794fc3c4b0d46276102', operation='DELETE', pgid='pgtrigger_delete_delete_f86e4', table='projects_lampoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='4bdf30e92c5f7cf7f9e086819c60a58b6f0f7c75', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_c2c63', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_lampoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='0774f79f71e60cef4f3c568be3fce75797176675', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_b83f4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_lampoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='ac4ce85c40e7f77426a0b04bdc08c651abda1b84', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_d6311', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_lampoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lampoverride',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='32c7825e0ae5790c25f0780ba72a9f3262b58239', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_35b12', table='projects_lampoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistentryevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_keylistentry\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='d10c09b063c27b2c64656e1a008df395fbde1171', operation='INSERT', pgid='pgtrigger_writes_trail_67bd7', table='projects_keylistentryevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e3907a884785e7bb56c19e3c79ed2b90e3103867', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ead1d', table='projects_keylistentryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistentryevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='102b2f01ee2d6fe70d7846adc786f04a74ce911d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_139ba', table='projects_keylistentryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='keylistentry',
            constraint=models.UniqueConstraint(fields=('key_list', 'project'), name='key_list_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='keylistentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'dropped'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='key_list_entry_dropped_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_keylistentryevent" ("id", "key_list_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (NEW."id", NEW."key_list_id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason"); RETURN NULL;', hash='173144ef0172a9e8859a2f8580a3af804580ead6', operation='INSERT', pgid='pgtrigger_insert_insert_af37a', table='projects_keylistentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_keylistentryevent" ("id", "key_list_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (NEW."id", NEW."key_list_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason"); RETURN NULL;', hash='555a04a2eb59db1c3fc25b1c8cb567e9512808a8', operation='UPDATE', pgid='pgtrigger_update_update_f2670', table='projects_keylistentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keylistentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_keylistentryevent" ("id", "key_list_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (OLD."id", OLD."key_list_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."reason"); RETURN NULL;', hash='f88ef8369cf6c4604284205d17b743cd020863e4', operation='DELETE', pgid='pgtrigger_delete_delete_c47a7', table='projects_keylistentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instructionevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_instruction\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='c3d35d66243e83cebd11a882f70e832aea3e5ef6', operation='INSERT', pgid='pgtrigger_writes_trail_524d9', table='projects_instructionevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instructionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e059dd0c3bcc5ff3c3987f8ec3395474d9748a08', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_150fc', table='projects_instructionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instructionevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5f2565a4b464bbdf223eb2330b2438fa920d9540', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ef4f5', table='projects_instructionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instruction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_instructionevent" ("action_id", "at", "by_id", "client_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text") VALUES (NEW."action_id", NEW."at", NEW."by_id", NEW."client_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."text"); RETURN NULL;', hash='f56da69fbdff77360419ca26a55499312377de16', operation='INSERT', pgid='pgtrigger_insert_insert_7f61f', table='projects_instruction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instruction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_instructionevent" ("action_id", "at", "by_id", "client_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text") VALUES (NEW."action_id", NEW."at", NEW."by_id", NEW."client_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."text"); RETURN NULL;', hash='d4656699c0fc3513693979d5c5af835f9cde14d0', operation='UPDATE', pgid='pgtrigger_update_update_32321', table='projects_instruction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instruction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_instructionevent" ("action_id", "at", "by_id", "client_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text") VALUES (OLD."action_id", OLD."at", OLD."by_id", OLD."client_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."text"); RETURN NULL;', hash='e8dc63ab8cdb6863ba9f13b26f5a8fbd72e8f7ae', operation='DELETE', pgid='pgtrigger_delete_delete_f0bb7', table='projects_instruction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instruction',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='d071c6c809263ac9d25694f8eec7e0dd929451ec', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_80f0d', table='projects_instruction', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='formername',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='formername_grams'),
        ),
        migrations.AddConstraint(
            model_name='formername',
            constraint=models.UniqueConstraint(fields=('project', 'name'), name='former_name_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='bumps_key_list', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('key_list', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='7eff0f8e11cf6702954f4901ec3346a653d7ba51', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_key_list_0c0dd', table='projects_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchangeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_firmchange\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='312f69ad9e6ef1a5b487c2ae3d1dccd7eb6a19ab', operation='INSERT', pgid='pgtrigger_writes_trail_70fe5', table='projects_firmchangeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e28d51718efe1fa62724d9020924ed7b10c7783f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11708', table='projects_firmchangeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchangeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='954542233f3e25d3114cd1013741482f3ac3a507', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d5723', table='projects_firmchangeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_firmchangeevent" ("after_id", "at", "before_id", "by_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (NEW."after_id", NEW."at", NEW."before_id", NEW."by_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason"); RETURN NULL;', hash='a96615287333940a49cf190148b1f7bbac555b09', operation='INSERT', pgid='pgtrigger_insert_insert_e2163', table='projects_firmchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_firmchangeevent" ("after_id", "at", "before_id", "by_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (NEW."after_id", NEW."at", NEW."before_id", NEW."by_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason"); RETURN NULL;', hash='c15d5bac68da144b9d9d3a1c9c789f012c8b2a62', operation='UPDATE', pgid='pgtrigger_update_update_708ed', table='projects_firmchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_firmchangeevent" ("after_id", "at", "before_id", "by_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason") VALUES (OLD."after_id", OLD."at", OLD."before_id", OLD."by_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."reason"); RETURN NULL;', hash='22180a8d229fbc9a7f780a847dbe211012092816', operation='DELETE', pgid='pgtrigger_delete_delete_26a92', table='projects_firmchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchange',
            trigger=pgtrigger.compiler.Trigger(name='follows_after', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.after_id IS NOT DISTINCT FROM OLD.after_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.after_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.after_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='85709bd6a6b3214459abbd3482e7a32de57f1bc8', operation='INSERT OR UPDATE OF "after_id"', pgid='pgtrigger_follows_after_75dbf', table='projects_firmchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchange',
            trigger=pgtrigger.compiler.Trigger(name='follows_before', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.before_id IS NOT DISTINCT FROM OLD.before_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.before_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.before_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='1eaf6edc643b027f17d3077d22e8034903c08c02', operation='INSERT OR UPDATE OF "before_id"', pgid='pgtrigger_follows_before_c04ee', table='projects_firmchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmchange',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='c08d39c3196d77b63a8bcc942340af2cb37791e2', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_a269b', table='projects_firmchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_commitment\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='57794e7e419e19654eea764e7833d7d7a6db9ba7', operation='INSERT', pgid='pgtrigger_writes_trail_7022c', table='projects_commitmentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e138c3171c2addc138e463df5e640d9008f1b96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bd457', table='projects_commitmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='85d25cb43c47e7c424faad534496446ad8b6f71b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_36377', table='projects_commitmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('project', 'kind'), name='commitment_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('signed_value__gt', 0)), name='commitment_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_commitmentevent" ("due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_value") VALUES (NEW."due_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."signed_value"); RETURN NULL;', hash='1d541066b1203e28413163bb59356e48ac569c18', operation='INSERT', pgid='pgtrigger_insert_insert_72193', table='projects_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_commitmentevent" ("due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_value") VALUES (NEW."due_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."signed_value"); RETURN NULL;', hash='eaf2f55c9f6d1e6ccc17ce1084032af3401b8d16', operation='UPDATE', pgid='pgtrigger_update_update_d6e8b', table='projects_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_commitmentevent" ("due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "signed_value") VALUES (OLD."due_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."signed_value"); RETURN NULL;', hash='70e9f4ed235596c0f4f05cbb9818486260bc9633', operation='DELETE', pgid='pgtrigger_delete_delete_514f3', table='projects_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='00f30de6ced4cda8956865946f52c81db4ca9b81', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_e7180', table='projects_commitment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('period', 'rank'), name='agenda_rank_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('period', 'project'), name='agenda_project_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handling', 'merged'), ('merged_into__isnull', False)), models.Q(models.Q(('handling', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='agenda_merged_into_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='keeps_names', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.project_id IS NOT NULL AND NEW.project_name = '' THEN\n        SELECT project.name, COALESCE(NULLIF(firm.full_name, ''), firm.short_name, '')\n        INTO NEW.project_name, NEW.firm_name\n        FROM projects_project project LEFT JOIN enterprises_enterprise firm ON firm.id = project.enterprise_id\n        WHERE project.id = NEW.project_id;\n    END IF;\n    RETURN NEW;\n", hash='be0b04b91257dfab1861b35e7a417756b1d1ca4d', operation='INSERT', pgid='pgtrigger_keeps_names_33452', table='projects_agendaitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitemevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_aftercareitem\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='9d6cfa267e5bc96dd5357437375ed5d629b3f4bd', operation='INSERT', pgid='pgtrigger_writes_trail_51599', table='projects_aftercareitemevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='04aed4df6a41cfa66fc32258ec3d48ecb0d3a4ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_22259', table='projects_aftercareitemevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitemevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='f6b23f125ffc095c649c81b49a53518848d7098a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5269e', table='projects_aftercareitemevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_aftercareitemevent" ("client_id", "done_on", "due_on", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_on", "result", "text") VALUES (NEW."client_id", NEW."done_on", NEW."due_on", NEW."id", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."raised_on", NEW."result", NEW."text"); RETURN NULL;', hash='cfc94816de756f7542d693cfe00330a5c9d17edb', operation='INSERT', pgid='pgtrigger_insert_insert_4007d', table='projects_aftercareitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_aftercareitemevent" ("client_id", "done_on", "due_on", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_on", "result", "text") VALUES (NEW."client_id", NEW."done_on", NEW."due_on", NEW."id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."raised_on", NEW."result", NEW."text"); RETURN NULL;', hash='81cc27199a1d53159841c9241d67342e0f649888', operation='UPDATE', pgid='pgtrigger_update_update_c9e2d', table='projects_aftercareitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_aftercareitemevent" ("client_id", "done_on", "due_on", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_on", "result", "text") VALUES (OLD."client_id", OLD."done_on", OLD."due_on", OLD."id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."raised_on", OLD."result", OLD."text"); RETURN NULL;', hash='ab048d501ddfb0fca7d7c26d309478a36b6af10c', operation='DELETE', pgid='pgtrigger_delete_delete_a5306', table='projects_aftercareitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitem',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='e96b52f5e1e22140d23236a46e8c3c49c29667cf', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_bc44f', table='projects_aftercareitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aftercareitem',
            trigger=pgtrigger.compiler.Trigger(name='here_owner', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.owner_id IS NOT DISTINCT FROM OLD.owner_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.owner_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.owner_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='e7d09bb4090ce58411a437b416e36c37fa6cf132', operation='INSERT OR UPDATE OF "owner_id"', pgid='pgtrigger_here_owner_df452', table='projects_aftercareitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_action\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='dafdd3b23465b5dcf62d0a406fb415b34b112372', operation='INSERT', pgid='pgtrigger_writes_trail_522f9', table='projects_actionevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1bb5c694716fb25ef83c18d9257aa9c38ee2905e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8b6a6', table='projects_actionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actionevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ac8b0a29fa594c39992eba8af351a9a54b4611b5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_620ca', table='projects_actionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['due_on', 'number'], name='action_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ('closed', 'revoked'))), models.Q(models.Q(('state__in', ('closed', 'revoked')), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='action_closed_when_closed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='keeps_names', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.project_id IS NOT NULL AND NEW.project_name = '' THEN\n        SELECT project.name, COALESCE(NULLIF(firm.full_name, ''), firm.short_name, '')\n        INTO NEW.project_name, NEW.firm_name\n        FROM projects_project project LEFT JOIN enterprises_enterprise firm ON firm.id = project.enterprise_id\n        WHERE project.id = NEW.project_id;\n    END IF;\n    RETURN NEW;\n", hash='c27f1eabe94984c72c729ed26efe0ef1f77f224f', operation='INSERT', pgid='pgtrigger_keeps_names_54087', table='projects_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_actionevent" ("client_id", "closed_at", "closed_by_id", "department_id", "due_on", "firm_name", "id", "issued_at", "issued_by_id", "number", "owner_id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "project_name", "requirements", "state", "title") VALUES (NEW."client_id", NEW."closed_at", NEW."closed_by_id", NEW."department_id", NEW."due_on", NEW."firm_name", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."number", NEW."owner_id", NEW."period_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."project_name", NEW."requirements", NEW."state", NEW."title"); RETURN NULL;', hash='404e182797cbb03656cc4a336866ffa929051c76', operation='INSERT', pgid='pgtrigger_insert_insert_92102', table='projects_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_actionevent" ("client_id", "closed_at", "closed_by_id", "department_id", "due_on", "firm_name", "id", "issued_at", "issued_by_id", "number", "owner_id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "project_name", "requirements", "state", "title") VALUES (NEW."client_id", NEW."closed_at", NEW."closed_by_id", NEW."department_id", NEW."due_on", NEW."firm_name", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."number", NEW."owner_id", NEW."period_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."project_name", NEW."requirements", NEW."state", NEW."title"); RETURN NULL;', hash='64bed029460d950ffa641e5ebcc699c6b3534cc2', operation='UPDATE', pgid='pgtrigger_update_update_5cb5d', table='projects_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_actionevent" ("client_id", "closed_at", "closed_by_id", "department_id", "due_on", "firm_name", "id", "issued_at", "issued_by_id", "number", "owner_id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "project_name", "requirements", "state", "title") VALUES (OLD."client_id", OLD."closed_at", OLD."closed_by_id", OLD."department_id", OLD."due_on", OLD."firm_name", OLD."id", OLD."issued_at", OLD."issued_by_id", OLD."number", OLD."owner_id", OLD."period_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."project_name", OLD."requirements", OLD."state", OLD."title"); RETURN NULL;', hash='5f199be70f9975fef0b5a6c318fbd81f3bbb6a1c', operation='DELETE', pgid='pgtrigger_delete_delete_82fe8', table='projects_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='dfe23c44d28b759d9ab4ac025ff0354b715af272', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_0d10b', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='95968d0f081c4be338e47e2a1c99e23de7d2e189', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_7ca5f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='3c437f7bedff6d079627cce8061ca979b925f21e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_2128f', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    IF TG_OP = 'INSERT' AND (EXISTS (SELECT FROM projects_project it WHERE it.id = NEW.project_id AND (it.closed_on IS NOT NULL))) THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n    RETURN NEW;\n", hash='9d5d0a756b2b3421214a0a32fdb686b166aa3123', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_7603b', table='projects_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='here_owner', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.owner_id IS NOT DISTINCT FROM OLD.owner_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.owner_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.owner_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='f2d4679f93c2613dc903bc5cd7de4f608ed00f02', operation='INSERT OR UPDATE OF "owner_id"', pgid='pgtrigger_here_owner_1fcf5', table='projects_action', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectmerge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectmergeevent" ("at", "by_id", "id", "kept_id", "merged_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."kept_id", NEW."merged_id", NEW."moved", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='fec41ec824ba0f102bda74b30d7803b319b749da', operation='INSERT', pgid='pgtrigger_insert_insert_d263e', table='projects_projectmerge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectmerge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectmergeevent" ("at", "by_id", "id", "kept_id", "merged_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."kept_id", NEW."merged_id", NEW."moved", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='c1c7557d74390fb2fae089c1d61d6fc4180431e9', operation='UPDATE', pgid='pgtrigger_update_update_62609', table='projects_projectmerge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectmerge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectmergeevent" ("at", "by_id", "id", "kept_id", "merged_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."kept_id", OLD."merged_id", OLD."moved", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='26f221dd756e1e0b9ea658b311b3cd1001ee07ad', operation='DELETE', pgid='pgtrigger_delete_delete_0390b', table='projects_projectmerge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectmergeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_projectmerge\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b59c2aeb8bbffde0f880c74854b544892898c7d0', operation='INSERT', pgid='pgtrigger_writes_trail_f387f', table='projects_projectmergeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectmergeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa4b64bb0e60c7c8f7b3ef4996718e1fb8604d72', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9f9a2', table='projects_projectmergeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectmergeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5eca59f0be404b7c187f97d54614a21de35634e9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_db333', table='projects_projectmergeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('period', 'project', 'user'), name='reminder_once'),
        ),
        migrations.AddIndex(
            model_name='snapshot',
            index=models.Index(fields=['project', '-frozen_at'], name='snapshot_latest'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(fields=('period', 'project'), name='snapshot_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='bumps_snapshots', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('snapshots', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b4c90aa37d207cc99cc523560ef40d8dc9ef98ae', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_snapshots_90da2', table='projects_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='keeps_names', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.project_id IS NOT NULL AND NEW.project_name = '' THEN\n        SELECT project.name, COALESCE(NULLIF(firm.full_name, ''), firm.short_name, '')\n        INTO NEW.project_name, NEW.firm_name\n        FROM projects_project project LEFT JOIN enterprises_enterprise firm ON firm.id = project.enterprise_id\n        WHERE project.id = NEW.project_id;\n    END IF;\n    RETURN NEW;\n", hash='782b52756f4337b29e8683ec93ced455e4137f81', operation='INSERT', pgid='pgtrigger_keeps_names_61446', table='projects_snapshot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e2c720d9ad0c10f67cd463320c6ccc2e5320a7ee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8a14e', table='projects_snapshot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='4979857ea531ff27f5ef2071642b784cd3ddc7fe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_b639d', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='2491fd70bb3ac55f191d5e7eea70485412550224', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_eeea5', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_snapshot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snapshot',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='a872e3853825f584ab8df1db874d97929e0db757', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_ea5e4', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_snapshot', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='stagewaiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='stagewaiver_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='stagewaiver',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('project',), name='stage_waiver_pending_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagewaiver',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ebb43c33205fadd7565e46dc8c08fb5cf1fea346', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_dd497', table='projects_stagewaiver', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='stagechange',
            constraint=models.UniqueConstraint(fields=('project', 'stage'), name='stage_once'),
        ),
        migrations.AddConstraint(
            model_name='taskforce',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='task_force_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskforce',
            trigger=pgtrigger.compiler.Trigger(name='bumps_key_list', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('key_list', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='06e284d2dc9bfd1ff2d85e7836e98549a534044e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_key_list_0a1fb', table='projects_taskforce', when='AFTER')),
        ),
        migrations.CreateModel(
            name='TaskForceMember',
            fields=[
            ],
            options={
                'verbose_name': '专班成员',
                'verbose_name_plural': '专班成员',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('projects.taskforce_members',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_project\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='bb4ecfe85e6cc3503e13fc9d5584cc844b370ede', operation='INSERT', pgid='pgtrigger_writes_trail_0be92', table='projects_projectevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e539f9fdce38ce92bafc8b1e4a452e7eeeec59d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bce67', table='projects_projectevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c26764ce8cd223b8e6b10f8ccb12ebf7061dd217', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_605ac', table='projects_projectevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='project_grams'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='project_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('total_investment_wan__isnull', True), ('total_investment_wan__gt', 0), _connector='OR'), name='investment_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='bumps_key_list', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('key_list', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='454f81090eb8ace70c68df4beb41eb0323c176d6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_key_list_a344e', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("attract_kinds", "baseline_frozen_on", "baseline_source", "chain_action", "client_id", "closed_on", "cluster_id", "code", "due_on", "ended_as", "enterprise_id", "id", "investment_is_floor", "is_example", "key_listed_on", "key_until", "leader_id", "merged_into_id", "name", "park_id", "partner", "paused_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "plan_template_id", "registered_at", "registered_by_id", "reporter_id", "responsible_id", "resumes_on", "source", "stage", "task_force_id", "total_investment_wan", "version") VALUES (NEW."attract_kinds", NEW."baseline_frozen_on", NEW."baseline_source", NEW."chain_action", NEW."client_id", NEW."closed_on", NEW."cluster_id", NEW."code", NEW."due_on", NEW."ended_as", NEW."enterprise_id", NEW."id", NEW."investment_is_floor", NEW."is_example", NEW."key_listed_on", NEW."key_until", NEW."leader_id", NEW."merged_into_id", NEW."name", NEW."park_id", NEW."partner", NEW."paused_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pinyin", NEW."plan_template_id", NEW."registered_at", NEW."registered_by_id", NEW."reporter_id", NEW."responsible_id", NEW."resumes_on", NEW."source", NEW."stage", NEW."task_force_id", NEW."total_investment_wan", NEW."version"); RETURN NULL;', hash='b9cad0a533ea3d03678d9741bd4918c77501bbfd', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attract_kinds" IS DISTINCT FROM (NEW."attract_kinds") OR OLD."baseline_frozen_on" IS DISTINCT FROM (NEW."baseline_frozen_on") OR OLD."baseline_source" IS DISTINCT FROM (NEW."baseline_source") OR OLD."chain_action" IS DISTINCT FROM (NEW."chain_action") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."cluster_id" IS DISTINCT FROM (NEW."cluster_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."ended_as" IS DISTINCT FROM (NEW."ended_as") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."investment_is_floor" IS DISTINCT FROM (NEW."investment_is_floor") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."key_listed_on" IS DISTINCT FROM (NEW."key_listed_on") OR OLD."key_until" IS DISTINCT FROM (NEW."key_until") OR OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."park_id" IS DISTINCT FROM (NEW."park_id") OR OLD."partner" IS DISTINCT FROM (NEW."partner") OR OLD."paused_on" IS DISTINCT FROM (NEW."paused_on") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."plan_template_id" IS DISTINCT FROM (NEW."plan_template_id") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."registered_by_id" IS DISTINCT FROM (NEW."registered_by_id") OR OLD."reporter_id" IS DISTINCT FROM (NEW."reporter_id") OR OLD."responsible_id" IS DISTINCT FROM (NEW."responsible_id") OR OLD."resumes_on" IS DISTINCT FROM (NEW."resumes_on") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."task_force_id" IS DISTINCT FROM (NEW."task_force_id") OR OLD."total_investment_wan" IS DISTINCT FROM (NEW."total_investment_wan") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "projects_projectevent" ("attract_kinds", "baseline_frozen_on", "baseline_source", "chain_action", "client_id", "closed_on", "cluster_id", "code", "due_on", "ended_as", "enterprise_id", "id", "investment_is_floor", "is_example", "key_listed_on", "key_until", "leader_id", "merged_into_id", "name", "park_id", "partner", "paused_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "plan_template_id", "registered_at", "registered_by_id", "reporter_id", "responsible_id", "resumes_on", "source", "stage", "task_force_id", "total_investment_wan", "version") VALUES (NEW."attract_kinds", NEW."baseline_frozen_on", NEW."baseline_source", NEW."chain_action", NEW."client_id", NEW."closed_on", NEW."cluster_id", NEW."code", NEW."due_on", NEW."ended_as", NEW."enterprise_id", NEW."id", NEW."investment_is_floor", NEW."is_example", NEW."key_listed_on", NEW."key_until", NEW."leader_id", NEW."merged_into_id", NEW."name", NEW."park_id", NEW."partner", NEW."paused_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pinyin", NEW."plan_template_id", NEW."registered_at", NEW."registered_by_id", NEW."reporter_id", NEW."responsible_id", NEW."resumes_on", NEW."source", NEW."stage", NEW."task_force_id", NEW."total_investment_wan", NEW."version"); RETURN NULL;', hash='0f1527cbc94efa6b654110197746960b5ed6cf29', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("attract_kinds", "baseline_frozen_on", "baseline_source", "chain_action", "client_id", "closed_on", "cluster_id", "code", "due_on", "ended_as", "enterprise_id", "id", "investment_is_floor", "is_example", "key_listed_on", "key_until", "leader_id", "merged_into_id", "name", "park_id", "partner", "paused_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "plan_template_id", "registered_at", "registered_by_id", "reporter_id", "responsible_id", "resumes_on", "source", "stage", "task_force_id", "total_investment_wan", "version") VALUES (OLD."attract_kinds", OLD."baseline_frozen_on", OLD."baseline_source", OLD."chain_action", OLD."client_id", OLD."closed_on", OLD."cluster_id", OLD."code", OLD."due_on", OLD."ended_as", OLD."enterprise_id", OLD."id", OLD."investment_is_floor", OLD."is_example", OLD."key_listed_on", OLD."key_until", OLD."leader_id", OLD."merged_into_id", OLD."name", OLD."park_id", OLD."partner", OLD."paused_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pinyin", OLD."plan_template_id", OLD."registered_at", OLD."registered_by_id", OLD."reporter_id", OLD."responsible_id", OLD."resumes_on", OLD."source", OLD."stage", OLD."task_force_id", OLD."total_investment_wan", OLD."version"); RETURN NULL;', hash='58a5259ac5956744d0e5e3e65adc02d849d68df9', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='begins_blockers_anew', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."responsible_id" IS DISTINCT FROM (NEW."responsible_id") OR OLD."task_force_id" IS DISTINCT FROM (NEW."task_force_id"))', func="\n    UPDATE projects_blocker SET next_step_at = '2000-01-01 00:00:00+00:00' WHERE project_id = NEW.id AND resolved_at IS NULL;\n    RETURN NULL;\n", hash='53089c9c8585674c7420975fba3e6ca92da88f50', operation='UPDATE', pgid='pgtrigger_begins_blockers_anew_09ac3', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT id FROM old_rows UNION SELECT id FROM new_rows); RETURN NULL;", hash='f54a758c6e8129149192c76e5baddeb862de84de', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_28083', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT id FROM old_rows); RETURN NULL;", hash='81e0223cd4fe1357ddb1fb44e2705ead2de1e821', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_76602', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='begins_standing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO projects_standing (project_id, code, system, severity, ruled, declared, differ, causes, last_unchanged,\n        unchanged, has_plan, next_name, next_paused_days, slips, slipped_days, open_actions, open_blockers,\n        invested_wan, due_at)\n    SELECT id, code, 'grey', 0, 'grey', '', false, '[]', false, 0, false, '', 0, 0, 0, 0, 0, 0, '2000-01-01 00:00:00+00:00'\n    FROM projects_project\n WHERE id = NEW.id; RETURN NULL;", hash='048ec97c0a91cef98861b5d205a478237743de16', operation='INSERT', pgid='pgtrigger_begins_standing_a736c', table='projects_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='8ce74292623c1ade511b1c83d0e85c47d26d920b', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_3afa9', table='projects_project', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='here_leader', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.leader_id IS NOT DISTINCT FROM OLD.leader_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.leader_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.leader_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='0768fef492a9016408d0fd930cd99cea0afb1325', operation='INSERT OR UPDATE OF "leader_id"', pgid='pgtrigger_here_leader_65ea6', table='projects_project', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='here_responsible', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.responsible_id IS NOT DISTINCT FROM OLD.responsible_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.responsible_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.responsible_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='8e8a713c7403d3621487917a12b587975adb11e6', operation='INSERT OR UPDATE OF "responsible_id"', pgid='pgtrigger_here_responsible_f7285', table='projects_project', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='here_reporter', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.reporter_id IS NOT DISTINCT FROM OLD.reporter_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.reporter_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.reporter_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='70d0ebd6632d63c112fc8902e5b684762dc840d6', operation='INSERT OR UPDATE OF "reporter_id"', pgid='pgtrigger_here_reporter_8cf5b', table='projects_project', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('project', 'duty'), name='assignment_open_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='assignment_in_order'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty', 'task_force'), ('task_force__isnull', False), ('user__isnull', True)), models.Q(models.Q(('duty', 'task_force'), _negated=True), ('task_force__isnull', True), ('user__isnull', False)), _connector='OR'), name='assignment_of_one_kind'),
        ),
        migrations.AddConstraint(
            model_name='templatenode',
            constraint=models.UniqueConstraint(fields=('template', 'key'), name='template_node_once'),
        ),
        migrations.AddConstraint(
            model_name='templatenode',
            constraint=models.CheckConstraint(condition=models.Q(('working_days__gte', 1)), name='template_node_takes_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templatenode',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_templatenodeevent" ("after", "closes", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "template_id", "working_days") VALUES (NEW."after", NEW."closes", NEW."id", NEW."key", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."template_id", NEW."working_days"); RETURN NULL;', hash='6eb7d725af27677acd879da955135b270a465a8f', operation='INSERT', pgid='pgtrigger_insert_insert_a281a', table='projects_templatenode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templatenode',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_templatenodeevent" ("after", "closes", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "template_id", "working_days") VALUES (NEW."after", NEW."closes", NEW."id", NEW."key", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."template_id", NEW."working_days"); RETURN NULL;', hash='497a1b939acdaf288c13640cee63971cdc5480ee', operation='UPDATE', pgid='pgtrigger_update_update_a0ece', table='projects_templatenode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templatenode',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_templatenodeevent" ("after", "closes", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "template_id", "working_days") VALUES (OLD."after", OLD."closes", OLD."id", OLD."key", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rank", OLD."template_id", OLD."working_days"); RETURN NULL;', hash='55da664de1066e46dac80b1c6debd7b00df2023f', operation='DELETE', pgid='pgtrigger_delete_delete_5d207', table='projects_templatenode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templatenodeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_templatenode\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='a6456cd601c60309f75c26955284d9bd157c1edc', operation='INSERT', pgid='pgtrigger_writes_trail_51ee1', table='projects_templatenodeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templatenodeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d721e0335fd5bad2f4725d79fce2d15516867801', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b8ae5', table='projects_templatenodeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templatenodeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='0245d7ec0d215533bd871d056488a4e14fb700e8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8e520', table='projects_templatenodeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='templateproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'pending')), models.Q(models.Q(('state', 'pending'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='templateproposal_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='templateproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('project',), name='template_proposal_pending_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_templateproposalevent" ("decided_at", "decided_by_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "requested_at", "requested_by_id", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."state"); RETURN NULL;', hash='71303055bbbd50b5f9aacacb42d39dba9b9ac321', operation='INSERT', pgid='pgtrigger_insert_insert_691ca', table='projects_templateproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "projects_templateproposalevent" ("decided_at", "decided_by_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "requested_at", "requested_by_id", "state") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."state"); RETURN NULL;', hash='423c7fd48c58a09871e4b432340d8cb4f7fe2c9f', operation='UPDATE', pgid='pgtrigger_update_update_3845c', table='projects_templateproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_templateproposalevent" ("decided_at", "decided_by_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "requested_at", "requested_by_id", "state") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."state"); RETURN NULL;', hash='d7b1af35606cbf3273bb09dbe696948a68db6251', operation='DELETE', pgid='pgtrigger_delete_delete_906e3', table='projects_templateproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposal',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='d95de4e041c492378963d6f03de45e141ed22711', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_761b8', table='projects_templateproposal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_templateproposal\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='fd554f21d6400c8c671729679aabbb0b8bf9c7bc', operation='INSERT', pgid='pgtrigger_writes_trail_6ac65', table='projects_templateproposalevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='523c005b5840a1c7a7d585e481538a2fd96caad1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_587ca', table='projects_templateproposalevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='templateproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5cf6e296d70378ee981a3be4828da1d04610b84a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_52a2f', table='projects_templateproposalevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.UniqueConstraint(fields=('project', 'period'), name='update_once_a_period'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('investment_wan__gte', 0)), name='update_investment_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('unchanged', True), models.Q(('done', ''), _negated=True), _connector='OR'), name='update_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_updateevent" ("author_id", "client_id", "declared", "done", "id", "investment_wan", "next", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "submitted_at", "unchanged", "version") VALUES (NEW."author_id", NEW."client_id", NEW."declared", NEW."done", NEW."id", NEW."investment_wan", NEW."next", NEW."period_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."submitted_at", NEW."unchanged", NEW."version"); RETURN NULL;', hash='dd18ff949b60576f6b1c45c32c8ed6f47a86519f', operation='INSERT', pgid='pgtrigger_insert_insert_69d14', table='projects_update', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_updateevent" ("author_id", "client_id", "declared", "done", "id", "investment_wan", "next", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "submitted_at", "unchanged", "version") VALUES (NEW."author_id", NEW."client_id", NEW."declared", NEW."done", NEW."id", NEW."investment_wan", NEW."next", NEW."period_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."submitted_at", NEW."unchanged", NEW."version"); RETURN NULL;', hash='d6676ba55f2ff4bb3adbaca0c84e02e139160c29', operation='UPDATE', pgid='pgtrigger_update_update_ddc21', table='projects_update', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_updateevent" ("author_id", "client_id", "declared", "done", "id", "investment_wan", "next", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "submitted_at", "unchanged", "version") VALUES (OLD."author_id", OLD."client_id", OLD."declared", OLD."done", OLD."id", OLD."investment_wan", OLD."next", OLD."period_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."submitted_at", OLD."unchanged", OLD."version"); RETURN NULL;', hash='6f3c4dd13ebc9b0391fba44f26fd4717dbf4dfd5', operation='DELETE', pgid='pgtrigger_delete_delete_322da', table='projects_update', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='5510d207b78fd15a28e2d849a95707b6dcc9a010', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_2419a', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_update', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows UNION SELECT project_id FROM new_rows); RETURN NULL;", hash='9f67dc8dc62528672a97db8d0e4166bd5c827d51', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_30d81', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_update', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='9eb4980fa424e21009cee89afc4c201e10f893c5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_2c428', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_update', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='update',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    IF TG_OP = 'INSERT' AND (EXISTS (SELECT FROM projects_project it WHERE it.id = NEW.project_id AND (it.closed_on IS NOT NULL))) THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n    RETURN NEW;\n", hash='8724a8343882f9bced86077303f93e5d012eefc2', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_bfd44', table='projects_update', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT u.project_id FROM new_rows r JOIN projects_update u ON u.id = r.update_of_id); RETURN NULL;", hash='523d958954137b8072e0dbed6c83f59a12be09e4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_24240', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT u.project_id FROM old_rows r JOIN projects_update u ON u.id = r.update_of_id UNION SELECT u.project_id FROM new_rows r JOIN projects_update u ON u.id = r.update_of_id); RETURN NULL;", hash='39c3ad888ad6d5db1309d0f607e15b3a714edf6f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_748e2', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT u.project_id FROM old_rows r JOIN projects_update u ON u.id = r.update_of_id); RETURN NULL;", hash='f3d960aedde2e27124cb35fbd49e90b7eed600a3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_63f14', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blockerevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_blocker\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='5191cbc61916d15cce9413c639e8f149ce8e7a2e', operation='INSERT', pgid='pgtrigger_writes_trail_263fe', table='projects_blockerevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blockerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='54bb5f4906afba32c1ac17f3230617a2ade8f6f6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_edea3', table='projects_blockerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blockerevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='b3875873cc26e9736dc6ccc63722d8741a56e028', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3d501', table='projects_blockerevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='blocker',
            index=models.Index(condition=models.Q(('next_step_at__isnull', False)), fields=['next_step_at'], name='blocker_next_step'),
        ),
        migrations.AddConstraint(
            model_name='blocker',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), ('resolved_at__isnull', False), _connector='OR'), name='blocker_withdrawn_is_over'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='bumps_standings', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('standings', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='65627249a21153b2de5cf60da1c0e509c22f4edd', level='STATEMENT', operation='INSERT OR UPDATE OF "project_id", "department_id" OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_standings_e0539', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='begins_anew', sql=pgtrigger.compiler.UpsertTriggerSql(func="NEW.next_step_at = CASE WHEN NEW.resolved_at IS NULL THEN TIMESTAMPTZ '2000-01-01 00:00:00+00:00' END; RETURN NEW;", hash='4e441511ceed3747ce139a49a554e4babce5590e', operation='INSERT OR UPDATE OF "project_id", "department_id", "raised_at", "resolved_at"', pgid='pgtrigger_begins_anew_39a06', table='projects_blocker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_blockerevent" ("client_id", "department_id", "escalation", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_at", "raised_by_id", "resolved_at", "resolved_by_id", "text", "update_of_id", "withdrawn") VALUES (NEW."client_id", NEW."department_id", NEW."escalation", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."raised_at", NEW."raised_by_id", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."update_of_id", NEW."withdrawn"); RETURN NULL;', hash='794f731bc4d71272b8efd11eccc92aaec92b8141', operation='INSERT', pgid='pgtrigger_insert_insert_2c65f', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."department_id" IS DISTINCT FROM (NEW."department_id") OR OLD."escalation" IS DISTINCT FROM (NEW."escalation") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."raised_by_id" IS DISTINCT FROM (NEW."raised_by_id") OR OLD."resolved_at" IS DISTINCT FROM (NEW."resolved_at") OR OLD."resolved_by_id" IS DISTINCT FROM (NEW."resolved_by_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."update_of_id" IS DISTINCT FROM (NEW."update_of_id") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn"))', func='INSERT INTO "projects_blockerevent" ("client_id", "department_id", "escalation", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_at", "raised_by_id", "resolved_at", "resolved_by_id", "text", "update_of_id", "withdrawn") VALUES (NEW."client_id", NEW."department_id", NEW."escalation", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."raised_at", NEW."raised_by_id", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."update_of_id", NEW."withdrawn"); RETURN NULL;', hash='acb44dc9a98a617a68575109e033a3688cf41048', operation='UPDATE', pgid='pgtrigger_update_update_e1a66', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_blockerevent" ("client_id", "department_id", "escalation", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "raised_at", "raised_by_id", "resolved_at", "resolved_by_id", "text", "update_of_id", "withdrawn") VALUES (OLD."client_id", OLD."department_id", OLD."escalation", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."raised_at", OLD."raised_by_id", OLD."resolved_at", OLD."resolved_by_id", OLD."text", OLD."update_of_id", OLD."withdrawn"); RETURN NULL;', hash='514f9fc971095f8cee998612aaf0a6632c5ef1e8', operation='DELETE', pgid='pgtrigger_delete_delete_6617e', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM new_rows); RETURN NULL;", hash='d0e3efa7e4e0c4fc6ec724089305d0f3ad1d2263', level='STATEMENT', operation='INSERT', pgid='pgtrigger_makes_due_inserted_2abc1', referencing='REFERENCING NEW TABLE AS new_rows ', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.project_id, n.resolved_at) IS DISTINCT FROM (o.project_id, o.resolved_at)) AS changed_o UNION SELECT project_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.project_id, n.resolved_at) IS DISTINCT FROM (o.project_id, o.resolved_at)) AS changed_n); RETURN NULL;", hash='d2b70f8fc9f167bc04ddd3ad6419b629e5697313', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_makes_due_updated_cde54', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='makes_due_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE projects_standing SET due_at = '2000-01-01 00:00:00+00:00' WHERE project_id IN (SELECT project_id FROM old_rows); RETURN NULL;", hash='391721972956b2ea36ed655611da4db929af3538', level='STATEMENT', operation='DELETE', pgid='pgtrigger_makes_due_deleted_0230e', referencing='REFERENCING OLD TABLE AS old_rows ', table='projects_blocker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='blocker',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    IF TG_OP = 'INSERT' AND (EXISTS (SELECT FROM projects_project it WHERE it.id = NEW.project_id AND (it.closed_on IS NOT NULL))) THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n    RETURN NEW;\n", hash='72be9aa7862678ae51064c69573436107f70e4e5', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_d93bd', table='projects_blocker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updateevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_update\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='30a597ad26dbd550a423df63b762f7993665ffb0', operation='INSERT', pgid='pgtrigger_writes_trail_bb233', table='projects_updateevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='767c4d53b4e6423aa27cc9e41c9b753f39a73d7f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e886e', table='projects_updateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updateevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='9aa6c22f1d8cf21abb1db383886bc77a2cd4181d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_79fc4', table='projects_updateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatephoto',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_updatephotoevent" ("attachment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "update_of_id") VALUES (NEW."attachment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."update_of_id"); RETURN NULL;', hash='4bf3aa2238ad5c573b25ade976ae535968a8188a', operation='INSERT', pgid='pgtrigger_insert_insert_e5716', table='projects_updatephoto', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatephoto',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_updatephotoevent" ("attachment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "update_of_id") VALUES (NEW."attachment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."update_of_id"); RETURN NULL;', hash='6281a3d53a205e7e629358095ca3e20df10341f1', operation='UPDATE', pgid='pgtrigger_update_update_82ff3', table='projects_updatephoto', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatephoto',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_updatephotoevent" ("attachment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "update_of_id") VALUES (OLD."attachment_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."update_of_id"); RETURN NULL;', hash='c4ff57e21bdc80daa26f0f7254451aa6206c7699', operation='DELETE', pgid='pgtrigger_delete_delete_f7ec5', table='projects_updatephoto', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatephotoevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_updatephoto\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='e91be56f9facd1c025a5f2c72b708bddfb5bb0c7', operation='INSERT', pgid='pgtrigger_writes_trail_42e18', table='projects_updatephotoevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatephotoevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='91394dfdb73f37eda46fedbaabfb0d686c5cc603', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_32433', table='projects_updatephotoevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='updatephotoevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='dba8888465b4c92b89d48c3815c675d23c982239', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a614b', table='projects_updatephotoevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='yearplan',
            constraint=models.UniqueConstraint(fields=('project', 'year'), name='year_plan_once'),
        ),
        migrations.AddConstraint(
            model_name='yearplan',
            constraint=models.CheckConstraint(condition=models.Q(('planned_wan__gt', 0)), name='year_plan_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_yearplanevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_wan", "project_id", "year") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_wan", NEW."project_id", NEW."year"); RETURN NULL;', hash='98b11a51e5249a7efd1e23725427bdda61c2370a', operation='INSERT', pgid='pgtrigger_insert_insert_5257a', table='projects_yearplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_yearplanevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_wan", "project_id", "year") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_wan", NEW."project_id", NEW."year"); RETURN NULL;', hash='949c458a03344f1d5778e0e60b61f82490d5af8f', operation='UPDATE', pgid='pgtrigger_update_update_9c5f1', table='projects_yearplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_yearplanevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_wan", "project_id", "year") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_wan", OLD."project_id", OLD."year"); RETURN NULL;', hash='b319ff13b94b0ec29e56307e20c50cd1f696e510', operation='DELETE', pgid='pgtrigger_delete_delete_95c9d', table='projects_yearplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplan',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='bc6483260f87a475d1ce08478bc49ff9bdd00274', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_0a43b', table='projects_yearplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplanevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'projects_yearplan\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='dbdadc8b50e29f2f2d357307cec59443a1edc978', operation='INSERT', pgid='pgtrigger_writes_trail_94e00', table='projects_yearplanevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6807bcda182cb7d030bb8f855d02dbde662b8ece', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_67270', table='projects_yearplanevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearplanevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='83deeb865549569ff896a6243b247d57645adf8f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_61d56', table='projects_yearplanevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(models.OrderBy(models.F('severity'), descending=True), models.F('code'), name='standing_by_lamp'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['due_at'], name='standing_due'),
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(fields=['next_planned_on', 'code'], name='standing_by_next'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='standing',
            trigger=pgtrigger.compiler.Trigger(name='bumps_standings', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('standings', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='03eb722a538379ecbb0394e58e77b582dfa8d889', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_standings_a7688', table='projects_standing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskforcemember',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='f97ec6bb8e3b970391e873bc7ab07d3185662b47', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_9e8b7', table='projects_taskforce_members', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskforcemember',
            trigger=pgtrigger.compiler.Trigger(name='here_user', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.user_id IS NOT DISTINCT FROM OLD.user_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.user_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.user_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='5da8b10584679159fb6d3560c5a13ea76e32e11d', operation='INSERT OR UPDATE OF "user_id"', pgid='pgtrigger_here_user_13433', table='projects_taskforce_members', when='BEFORE')),
        ),
    ]
