"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import core.sealed.columns
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
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
        ('enterprises', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('projects', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CategoryChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('on', models.DateField(verbose_name='自哪天起')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='原因')),
            ],
            options={
                'verbose_name': '类别变更',
                'verbose_name_plural': '类别变更',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CategoryChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('on', models.DateField(verbose_name='自哪天起')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('name', models.CharField(max_length=60, verbose_name='培训班')),
                ('kind', models.CharField(choices=[('skill', '技能提升'), ('engineer', '工程师继续教育'), ('manager', '经营管理'), ('newcomer', '岗前培训'), ('other', '其他培训')], max_length=12, verbose_name='培训类型')),
                ('organiser', models.CharField(blank=True, max_length=60, verbose_name='主办单位')),
                ('begins_on', models.DateField(verbose_name='开班日期')),
                ('ends_on', models.DateField(verbose_name='结班日期')),
                ('hours', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='学时')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '培训班',
                'verbose_name_plural': '培训班',
                'ordering': ['-begins_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('name', models.CharField(max_length=60, verbose_name='培训班')),
                ('kind', models.CharField(choices=[('skill', '技能提升'), ('engineer', '工程师继续教育'), ('manager', '经营管理'), ('newcomer', '岗前培训'), ('other', '其他培训')], max_length=12, verbose_name='培训类型')),
                ('organiser', models.CharField(blank=True, max_length=60, verbose_name='主办单位')),
                ('begins_on', models.DateField(verbose_name='开班日期')),
                ('ends_on', models.DateField(verbose_name='结班日期')),
                ('hours', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='学时')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FlatWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('asked_on', models.DateField(verbose_name='申请日期')),
                ('persons', models.PositiveIntegerField(verbose_name='同住人数')),
                ('state', models.CharField(choices=[('waiting', '轮候中'), ('offered', '已通知选房'), ('assigned', '已配房'), ('withdrawn', '已撤回')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_on', models.DateField(blank=True, editable=False, null=True, verbose_name='处理日期')),
                ('why', models.CharField(blank=True, editable=False, max_length=120, verbose_name='原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '公寓轮候',
                'verbose_name_plural': '公寓轮候',
                'ordering': ['asked_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FlatWishEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('asked_on', models.DateField(verbose_name='申请日期')),
                ('persons', models.PositiveIntegerField(verbose_name='同住人数')),
                ('state', models.CharField(choices=[('waiting', '轮候中'), ('offered', '已通知选房'), ('assigned', '已配房'), ('withdrawn', '已撤回')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_on', models.DateField(blank=True, editable=False, null=True, verbose_name='处理日期')),
                ('why', models.CharField(blank=True, editable=False, max_length=120, verbose_name='原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GreenCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='卡号')),
            ],
            options={
                'verbose_name': '人才绿卡',
                'verbose_name_plural': '人才绿卡',
                'ordering': ['-since', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GreenCardEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('number', models.CharField(max_length=30, verbose_name='卡号')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeadRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('valid_from', models.DateField(unique=True, verbose_name='起用日期')),
                ('begins_on', models.DateField(blank=True, null=True, verbose_name='工程起点')),
                ('needs_recognition', models.BooleanField(default=True, verbose_name='须有认定')),
                ('needs_contract', models.BooleanField(default=True, verbose_name='须有合同')),
                ('needs_insurance', models.BooleanField(default=True, verbose_name='须有社保')),
                ('needs_identity', models.BooleanField(default=True, verbose_name='须填证件')),
                ('counts_before', models.BooleanField(default=False, verbose_name='工程起点前认定的也计入')),
                ('counts_without_firm', models.BooleanField(default=False, verbose_name='没有企业的也计入')),
                ('leavers', models.CharField(choices=[('day', '离职当天起不计'), ('month', '离职当月起不计'), ('year', '计到当年年底')], default='month', max_length=6, verbose_name='离园的人')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='依据')),
            ],
            options={
                'verbose_name': '计数规则',
                'verbose_name_plural': '计数规则',
                'ordering': ['valid_from'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeadRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('valid_from', models.DateField(verbose_name='起用日期')),
                ('begins_on', models.DateField(blank=True, null=True, verbose_name='工程起点')),
                ('needs_recognition', models.BooleanField(default=True, verbose_name='须有认定')),
                ('needs_contract', models.BooleanField(default=True, verbose_name='须有合同')),
                ('needs_insurance', models.BooleanField(default=True, verbose_name='须有社保')),
                ('needs_identity', models.BooleanField(default=True, verbose_name='须填证件')),
                ('counts_before', models.BooleanField(default=False, verbose_name='工程起点前认定的也计入')),
                ('counts_without_firm', models.BooleanField(default=False, verbose_name='没有企业的也计入')),
                ('leavers', models.CharField(choices=[('day', '离职当天起不计'), ('month', '离职当月起不计'), ('year', '计到当年年底')], default='month', max_length=6, verbose_name='离园的人')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='依据')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HeadSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('since', models.DateField(verbose_name='计入日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='计至')),
            ],
            options={
                'verbose_name': '计数区间',
                'verbose_name_plural': '计数区间',
                'ordering': ['talent', 'since'],
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='荣誉')),
            ],
            options={
                'verbose_name': '荣誉',
                'verbose_name_plural': '荣誉',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HonourGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('on', models.DateField(blank=True, null=True, verbose_name='授予日期')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号或证书号')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '授予荣誉',
                'verbose_name_plural': '授予荣誉',
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HonourGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('on', models.DateField(blank=True, null=True, verbose_name='授予日期')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号或证书号')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HonourLoss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='授予日期')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号或证书号')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('on', models.DateField(verbose_name='撤销日期')),
                ('why', models.CharField(max_length=120, verbose_name='撤销原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '撤销荣誉',
                'verbose_name_plural': '撤销荣誉',
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HonourLossEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='授予日期')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号或证书号')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('on', models.DateField(verbose_name='撤销日期')),
                ('why', models.CharField(max_length=120, verbose_name='撤销原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('trade', models.CharField(max_length=40, verbose_name='工种')),
                ('outcome', models.CharField(choices=[('going', '在带'), ('done', '出师'), ('stopped', '中止')], default='going', editable=False, max_length=10, verbose_name='结果')),
            ],
            options={
                'verbose_name': '师带徒',
                'verbose_name_plural': '师带徒',
                'ordering': ['-since', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MentorshipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('trade', models.CharField(max_length=40, verbose_name='工种')),
                ('outcome', models.CharField(choices=[('going', '在带'), ('done', '出师'), ('stopped', '中止')], default='going', editable=False, max_length=10, verbose_name='结果')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlatformMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='角色')),
            ],
            options={
                'verbose_name': '平台人员',
                'verbose_name_plural': '平台人员',
                'ordering': ['-since', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlatformMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='角色')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlatformResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('work', '科研成果'), ('standard', '标准'), ('patent', '专利'), ('trained', '培养人才'), ('other', '其他成果')], max_length=12, verbose_name='成果类型')),
                ('what', models.CharField(max_length=120, verbose_name='成果')),
                ('n', models.PositiveIntegerField(default=1, verbose_name='数量')),
                ('on', models.DateField(verbose_name='取得日期')),
                ('source', models.CharField(max_length=120, verbose_name='依据')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '平台成果',
                'verbose_name_plural': '平台成果',
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlatformResultEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('work', '科研成果'), ('standard', '标准'), ('patent', '专利'), ('trained', '培养人才'), ('other', '其他成果')], max_length=12, verbose_name='成果类型')),
                ('what', models.CharField(max_length=120, verbose_name='成果')),
                ('n', models.PositiveIntegerField(default=1, verbose_name='数量')),
                ('on', models.DateField(verbose_name='取得日期')),
                ('source', models.CharField(max_length=120, verbose_name='依据')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('recognition', '认定'), ('contract', '合同'), ('insurance', '社保')], max_length=12, verbose_name='佐证类型')),
                ('what', models.CharField(blank=True, max_length=60, verbose_name='内容')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='编号或文号')),
                ('on', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='截止日期')),
            ],
            options={
                'verbose_name': '佐证',
                'verbose_name_plural': '佐证',
                'ordering': ['kind', '-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProofEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('recognition', '认定'), ('contract', '合同'), ('insurance', '社保')], max_length=12, verbose_name='佐证类型')),
                ('what', models.CharField(blank=True, max_length=60, verbose_name='内容')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='编号或文号')),
                ('on', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='截止日期')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('heads', models.PositiveIntegerField(verbose_name='人数')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='依据')),
            ],
            options={
                'verbose_name': '人才配额',
                'verbose_name_plural': '人才配额',
                'ordering': ['-year', 'enterprise__pinyin', 'category'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QuotaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('heads', models.PositiveIntegerField(verbose_name='人数')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='依据')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SchoolPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('stage', models.CharField(choices=[('kindergarten', '幼儿园'), ('first', '小学一年级'), ('primary', '小学其他年级'), ('junior', '初中'), ('senior', '高中')], max_length=12, verbose_name='学段')),
                ('school', models.CharField(blank=True, max_length=40, verbose_name='学校')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('term', models.CharField(choices=[('spring', '春季'), ('autumn', '秋季')], default='autumn', max_length=6, verbose_name='学期')),
                ('state', models.CharField(choices=[('asked', '申请'), ('working', '协调中'), ('admitted', '已录取'), ('failed', '未落实'), ('withdrawn', '撤回')], default='asked', max_length=10, verbose_name='进展')),
                ('on', models.DateField(verbose_name='进展日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '子女上学',
                'verbose_name_plural': '子女上学',
                'ordering': ['-year', 'term', '-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SchoolPlaceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('stage', models.CharField(choices=[('kindergarten', '幼儿园'), ('first', '小学一年级'), ('primary', '小学其他年级'), ('junior', '初中'), ('senior', '高中')], max_length=12, verbose_name='学段')),
                ('school', models.CharField(blank=True, max_length=40, verbose_name='学校')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('term', models.CharField(choices=[('spring', '春季'), ('autumn', '秋季')], default='autumn', max_length=6, verbose_name='学期')),
                ('state', models.CharField(choices=[('asked', '申请'), ('working', '协调中'), ('admitted', '已录取'), ('failed', '未落实'), ('withdrawn', '撤回')], default='asked', max_length=10, verbose_name='进展')),
                ('on', models.DateField(verbose_name='进展日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Talent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='个人信息删除时间')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='岗位或职称')),
                ('arrived_on', models.DateField(verbose_name='引进日期')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='离园日期')),
                ('left_how', models.CharField(blank=True, choices=[('resigned', '离职'), ('moved', '调出园区'), ('other', '其他')], max_length=10, verbose_name='离园方式')),
                ('left_note', models.CharField(blank=True, max_length=120, verbose_name='离园说明')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('identity_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True, verbose_name='证件号码摘要')),
                ('identity', core.sealed.columns.SealedColumn(blank=True, default='', editable=False, max_length=60, once='identity_hash', verbose_name='证件')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': '人才',
                'verbose_name_plural': '人才',
                'ordering': ['pinyin', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='个人信息删除时间')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='岗位或职称')),
                ('arrived_on', models.DateField(verbose_name='引进日期')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='离园日期')),
                ('left_how', models.CharField(blank=True, choices=[('resigned', '离职'), ('moved', '调出园区'), ('other', '其他')], max_length=10, verbose_name='离园方式')),
                ('left_note', models.CharField(blank=True, max_length=120, verbose_name='离园说明')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('identity_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, verbose_name='证件号码摘要')),
                ('identity', core.sealed.columns.SealedColumn(blank=True, default='', editable=False, max_length=60, once='identity_hash', verbose_name='证件')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('what', models.CharField(max_length=60, verbose_name='岗位或工种')),
                ('category', models.CharField(blank=True, choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('heads', models.PositiveIntegerField(verbose_name='人数')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='希望到岗日期')),
                ('details', models.CharField(blank=True, max_length=200, verbose_name='要求与待遇')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('withdrawn_why', models.CharField(blank=True, max_length=120, verbose_name='撤回原因')),
                ('filled', models.PositiveIntegerField(default=0, editable=False, verbose_name='已到岗')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '人才需求',
                'verbose_name_plural': '人才需求',
                'ordering': ['-raised_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentNeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('what', models.CharField(max_length=60, verbose_name='岗位或工种')),
                ('category', models.CharField(blank=True, choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('heads', models.PositiveIntegerField(verbose_name='人数')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='希望到岗日期')),
                ('details', models.CharField(blank=True, max_length=200, verbose_name='要求与待遇')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('withdrawn_why', models.CharField(blank=True, max_length=120, verbose_name='撤回原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentNeedFill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('heads', models.PositiveIntegerField(verbose_name='到岗人数')),
                ('on', models.DateField(verbose_name='到岗日期')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='备注')),
            ],
            options={
                'verbose_name': '到岗',
                'verbose_name_plural': '到岗',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentNeedFillEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('heads', models.PositiveIntegerField(verbose_name='到岗人数')),
                ('on', models.DateField(verbose_name='到岗日期')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='备注')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentPlatform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='人才平台')),
                ('kind', models.CharField(choices=[('academician', '院士专家工作站'), ('postdoc', '博士后工作站'), ('training', '产业人才实训基地'), ('college', '院校')], max_length=12, verbose_name='类型')),
            ],
            options={
                'verbose_name': '人才平台',
                'verbose_name_plural': '人才平台',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TalentPlatformEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='人才平台')),
                ('kind', models.CharField(choices=[('academician', '院士专家工作站'), ('postdoc', '博士后工作站'), ('training', '产业人才实训基地'), ('college', '院校')], max_length=12, verbose_name='类型')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='人才服务')),
            ],
            options={
                'verbose_name': '人才服务',
                'verbose_name_plural': '人才服务',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='团队')),
            ],
            options={
                'verbose_name': '人才团队',
                'verbose_name_plural': '人才团队',
                'ordering': ['-since', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('name', models.CharField(max_length=40, verbose_name='团队')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='分工')),
            ],
            options={
                'verbose_name': '团队成员',
                'verbose_name_plural': '团队成员',
                'ordering': ['since', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='分工')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('what', models.CharField(blank=True, max_length=120, verbose_name='承担内容')),
            ],
            options={
                'verbose_name': '团队项目',
                'verbose_name_plural': '团队项目',
                'ordering': ['-since', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamProjectEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('what', models.CharField(blank=True, max_length=120, verbose_name='承担内容')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tenancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('out_of_turn', models.CharField(blank=True, max_length=120, verbose_name='不按轮候的理由')),
            ],
            options={
                'verbose_name': '公寓入住',
                'verbose_name_plural': '公寓入住',
                'ordering': ['-since', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TenancyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='终止日期')),
                ('ended_why', models.CharField(blank=True, max_length=120, verbose_name='终止原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('out_of_turn', models.CharField(blank=True, max_length=120, verbose_name='不按轮候的理由')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('left_on', models.DateField(verbose_name='离园日期')),
                ('left_how', models.CharField(choices=[('resigned', '离职'), ('moved', '调出园区'), ('other', '其他')], max_length=10, verbose_name='离园方式')),
                ('returned_on', models.DateField(verbose_name='回园日期')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='更正原因')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '离园又回',
                'verbose_name_plural': '离园又回',
                'ordering': ['left_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AbsenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('left_on', models.DateField(verbose_name='离园日期')),
                ('left_how', models.CharField(choices=[('resigned', '离职'), ('moved', '调出园区'), ('other', '其他')], max_length=10, verbose_name='离园方式')),
                ('returned_on', models.DateField(verbose_name='回园日期')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='更正原因')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.absence')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Apartment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('estate', models.CharField(max_length=40, verbose_name='小区')),
                ('building', models.CharField(max_length=20, verbose_name='楼栋')),
                ('room', models.CharField(max_length=20, verbose_name='房号')),
                ('rooms', models.PositiveIntegerField(verbose_name='几居')),
                ('area', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='面积（㎡）')),
                ('rent', models.PositiveIntegerField(verbose_name='租金（元/月）')),
                ('repair_since', models.DateField(blank=True, null=True, verbose_name='维修开始')),
                ('repair_until', models.DateField(blank=True, null=True, verbose_name='维修结束')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '公寓房源',
                'verbose_name_plural': '公寓房源',
                'ordering': ['estate', 'building', 'room', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApartmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('estate', models.CharField(max_length=40, verbose_name='小区')),
                ('building', models.CharField(max_length=20, verbose_name='楼栋')),
                ('room', models.CharField(max_length=20, verbose_name='房号')),
                ('rooms', models.PositiveIntegerField(verbose_name='几居')),
                ('area', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='面积（㎡）')),
                ('rent', models.PositiveIntegerField(verbose_name='租金（元/月）')),
                ('repair_since', models.DateField(blank=True, null=True, verbose_name='维修开始')),
                ('repair_until', models.DateField(blank=True, null=True, verbose_name='维修结束')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.apartment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApartmentGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('units', models.PositiveSmallIntegerField(verbose_name='套数')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apartment_grants', to='enterprises.enterprise')),
            ],
            options={
                'verbose_name': '人才公寓配给',
                'verbose_name_plural': '人才公寓配给',
                'ordering': ['-year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('state', models.CharField(choices=[('enrolled', '已报名'), ('done', '已结业'), ('absent', '缺席')], default='enrolled', max_length=10, verbose_name='参训情况')),
                ('certificate', models.CharField(blank=True, max_length=60, verbose_name='证书编号')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '参训记录',
                'verbose_name_plural': '参训记录',
                'ordering': ['-course__begins_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('state', models.CharField(choices=[('enrolled', '已报名'), ('done', '已结业'), ('absent', '缺席')], default='enrolled', max_length=10, verbose_name='参训情况')),
                ('certificate', models.CharField(blank=True, max_length=60, verbose_name='证书编号')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.attendance')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CardGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='绿卡等级')),
                ('rights', models.CharField(blank=True, max_length=200, verbose_name='权益')),
                ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='有效期（月）')),
            ],
            options={
                'verbose_name': '绿卡等级',
                'verbose_name_plural': '绿卡等级',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='card_grade_name_as_seen'), models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='card_grade_valid_a_month')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cardgrade',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='a0ed8de4e9b7f0af2caeaa0da50cb20ff6549727', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_9cca3', table='talent_cardgrade', when='AFTER')),
        ),
        migrations.AddField(
            model_name='categorychange',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='categorychangeevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='categorychangeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='categorychangeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.categorychange'),
        ),
        migrations.AddField(
            model_name='course',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='course',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='enterprises.enterprise', verbose_name='承办企业'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='course',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.course', verbose_name='培训班'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='talent.course', verbose_name='培训班'),
        ),
        migrations.AddField(
            model_name='courseevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='courseevent',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='承办企业'),
        ),
        migrations.AddField(
            model_name='courseevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='courseevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.course'),
        ),
        migrations.AddField(
            model_name='flatwish',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='flatwishevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='flatwishevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='flatwishevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.flatwish'),
        ),
        migrations.AddField(
            model_name='greencard',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='greencard',
            name='grade',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='talent.cardgrade', verbose_name='绿卡等级'),
        ),
        migrations.AddField(
            model_name='greencardevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='greencardevent',
            name='grade',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.cardgrade', verbose_name='绿卡等级'),
        ),
        migrations.AddField(
            model_name='greencardevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='greencardevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.greencard'),
        ),
        migrations.AddField(
            model_name='headrule',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人'),
        ),
        migrations.AddField(
            model_name='headruleevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人'),
        ),
        migrations.AddField(
            model_name='headruleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='headruleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.headrule'),
        ),
        migrations.AddField(
            model_name='honourgrant',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='honourgrant',
            name='honour',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='talent.honour', verbose_name='荣誉'),
        ),
        migrations.AddField(
            model_name='honourgrantevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='honourgrantevent',
            name='honour',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.honour', verbose_name='荣誉'),
        ),
        migrations.AddField(
            model_name='honourgrantevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='honourgrantevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.honourgrant'),
        ),
        migrations.AddField(
            model_name='honourloss',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='honourloss',
            name='honour',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='losses', to='talent.honour', verbose_name='荣誉'),
        ),
        migrations.AddField(
            model_name='honourlossevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='honourlossevent',
            name='honour',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.honour', verbose_name='荣誉'),
        ),
        migrations.AddField(
            model_name='honourlossevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='honourlossevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.honourloss'),
        ),
        migrations.AddField(
            model_name='mentorship',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='mentorshipevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='mentorshipevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='mentorshipevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.mentorship'),
        ),
        migrations.AddField(
            model_name='platformmember',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='platformmemberevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='platformmemberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='platformmemberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.platformmember'),
        ),
        migrations.AddField(
            model_name='platformresult',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='platformresultevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='platformresultevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='platformresultevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.platformresult'),
        ),
        migrations.AddField(
            model_name='proof',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='proof',
            name='paper',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talent_proof', to='core.attachment', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='proofevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='proofevent',
            name='paper',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.attachment', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='proofevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='proofevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.proof'),
        ),
        migrations.AddField(
            model_name='quota',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='quota',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talent_quotas', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='quotaevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='quotaevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='quotaevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='quotaevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.quota'),
        ),
        migrations.AddField(
            model_name='schoolplace',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='schoolplaceevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='schoolplaceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='schoolplaceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.schoolplace'),
        ),
        migrations.AddField(
            model_name='talent',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talents', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='schoolplaceevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='schoolplace',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='school_places', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='proofevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='proof',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='platformmemberevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='platformmember',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='platform_members', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='mentorshipevent',
            name='apprentice',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='徒弟'),
        ),
        migrations.AddField(
            model_name='mentorshipevent',
            name='mentor',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='师傅'),
        ),
        migrations.AddField(
            model_name='mentorship',
            name='apprentice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentors', to='talent.talent', verbose_name='徒弟'),
        ),
        migrations.AddField(
            model_name='mentorship',
            name='mentor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apprentices', to='talent.talent', verbose_name='师傅'),
        ),
        migrations.AddField(
            model_name='honourlossevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='honourloss',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honour_losses', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='honourgrantevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='honourgrant',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honour_grants', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='honour',
            name='holders',
            field=models.ManyToManyField(blank=True, related_name='honours', through='talent.HonourGrant', to='talent.talent', verbose_name='获得者'),
        ),
        migrations.AddField(
            model_name='headspan',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='greencardevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='greencard',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='green_cards', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='flatwishevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='flatwish',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flat_wishes', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='categorychangeevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='categorychange',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='category_changes', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='absenceevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='absence',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='talentevent',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='talentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='talentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.talent'),
        ),
        migrations.AddField(
            model_name='talentneed',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talent_needs', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='talentneed',
            name='handoff',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='enterprises.visithandoff', verbose_name='走访转办'),
        ),
        migrations.AddField(
            model_name='talentneedevent',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='talentneedevent',
            name='handoff',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.visithandoff', verbose_name='走访转办'),
        ),
        migrations.AddField(
            model_name='talentneedevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='talentneedevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.talentneed'),
        ),
        migrations.AddField(
            model_name='talentneedfill',
            name='need',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fills', to='talent.talentneed', verbose_name='人才需求'),
        ),
        migrations.AddField(
            model_name='talentneedfill',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='talentneedfill',
            name='talent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filled_needs', to='talent.talent', verbose_name='在册人才'),
        ),
        migrations.AddField(
            model_name='talentneedfillevent',
            name='need',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talentneed', verbose_name='人才需求'),
        ),
        migrations.AddField(
            model_name='talentneedfillevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='talentneedfillevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.talentneedfill'),
        ),
        migrations.AddField(
            model_name='talentneedfillevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='talentneedfillevent',
            name='talent',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='在册人才'),
        ),
        migrations.AddField(
            model_name='talentplatform',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise', verbose_name='依托企业'),
        ),
        migrations.AddField(
            model_name='platformresultevent',
            name='platform',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talentplatform', verbose_name='人才平台'),
        ),
        migrations.AddField(
            model_name='platformresult',
            name='platform',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='talent.talentplatform', verbose_name='人才平台'),
        ),
        migrations.AddField(
            model_name='platformmemberevent',
            name='platform',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talentplatform', verbose_name='人才平台'),
        ),
        migrations.AddField(
            model_name='platformmember',
            name='platform',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='talent.talentplatform', verbose_name='人才平台'),
        ),
        migrations.AddField(
            model_name='courseevent',
            name='platform',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talentplatform', verbose_name='人才平台'),
        ),
        migrations.AddField(
            model_name='course',
            name='platform',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='talent.talentplatform', verbose_name='人才平台'),
        ),
        migrations.AddField(
            model_name='talentplatformevent',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='依托企业'),
        ),
        migrations.AddField(
            model_name='talentplatformevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='talentplatformevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.talentplatform'),
        ),
        migrations.AddConstraint(
            model_name='talentservice',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='talent_service_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentservice',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b2e9b9489b203f9885b5442130de567f161abd39', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_dea4a', table='talent_talentservice', when='AFTER')),
        ),
        migrations.AddField(
            model_name='team',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='team',
            name='cluster',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talent_teams', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='team',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talent_teams', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='team',
            name='leader',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led_teams', to='talent.talent', verbose_name='带头人'),
        ),
        migrations.AddField(
            model_name='teamevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='teamevent',
            name='cluster',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.cluster', verbose_name='产业高地'),
        ),
        migrations.AddField(
            model_name='teamevent',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业'),
        ),
        migrations.AddField(
            model_name='teamevent',
            name='leader',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='带头人'),
        ),
        migrations.AddField(
            model_name='teamevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='teamevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.team'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team_members', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='talent.team', verbose_name='团队'),
        ),
        migrations.AddField(
            model_name='teammemberevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='teammemberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='teammemberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.teammember'),
        ),
        migrations.AddField(
            model_name='teammemberevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='teammemberevent',
            name='team',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.team', verbose_name='团队'),
        ),
        migrations.AddField(
            model_name='teamproject',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='teamproject',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_works', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='teamproject',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='works', to='talent.team', verbose_name='团队'),
        ),
        migrations.AddField(
            model_name='teamprojectevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='teamprojectevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='teamprojectevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.teamproject'),
        ),
        migrations.AddField(
            model_name='teamprojectevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='teamprojectevent',
            name='team',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.team', verbose_name='团队'),
        ),
        migrations.AddField(
            model_name='tenancy',
            name='apartment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenancies', to='talent.apartment', verbose_name='公寓房源'),
        ),
        migrations.AddField(
            model_name='tenancy',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='tenancy',
            name='talent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tenancies', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddField(
            model_name='flatwishevent',
            name='tenancy',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.tenancy', verbose_name='公寓入住'),
        ),
        migrations.AddField(
            model_name='flatwish',
            name='tenancy',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='wish', to='talent.tenancy', verbose_name='公寓入住'),
        ),
        migrations.AddField(
            model_name='tenancyevent',
            name='apartment',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.apartment', verbose_name='公寓房源'),
        ),
        migrations.AddField(
            model_name='tenancyevent',
            name='by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='tenancyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='tenancyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.tenancy'),
        ),
        migrations.AddField(
            model_name='tenancyevent',
            name='talent',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talent.talent', verbose_name='人才'),
        ),
        migrations.AddConstraint(
            model_name='apartment',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('room', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), models.F('estate'), models.F('building'), name='apartment_once_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='apartment',
            constraint=models.CheckConstraint(condition=models.Q(('area__gt', 0), ('rooms__gte', 1)), name='apartment_of_some_size'),
        ),
        migrations.AddConstraint(
            model_name='apartment',
            constraint=models.CheckConstraint(condition=models.Q(('repair_until__isnull', True), models.Q(('repair_since__isnull', False), ('repair_until__gte', models.F('repair_since'))), _connector='OR'), name='apartment_repair_ends_after_it_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartment',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='32fe5da656646b434c7ec34d01a7b02990ca08c7', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_ba186', table='talent_apartment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_apartmentevent" ("area", "building", "by_id", "client_id", "estate", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rent", "repair_since", "repair_until", "room", "rooms") VALUES (NEW."area", NEW."building", NEW."by_id", NEW."client_id", NEW."estate", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rent", NEW."repair_since", NEW."repair_until", NEW."room", NEW."rooms"); RETURN NULL;', hash='46ebfd4470d84e3c29dd870327c66a4b445ad401', operation='INSERT', pgid='pgtrigger_insert_insert_26663', table='talent_apartment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_apartmentevent" ("area", "building", "by_id", "client_id", "estate", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rent", "repair_since", "repair_until", "room", "rooms") VALUES (NEW."area", NEW."building", NEW."by_id", NEW."client_id", NEW."estate", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rent", NEW."repair_since", NEW."repair_until", NEW."room", NEW."rooms"); RETURN NULL;', hash='ac396c9f9e7eea87337ff6e2c75136c3ef7846ab', operation='UPDATE', pgid='pgtrigger_update_update_64fa4', table='talent_apartment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_apartmentevent" ("area", "building", "by_id", "client_id", "estate", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rent", "repair_since", "repair_until", "room", "rooms") VALUES (OLD."area", OLD."building", OLD."by_id", OLD."client_id", OLD."estate", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rent", OLD."repair_since", OLD."repair_until", OLD."room", OLD."rooms"); RETURN NULL;', hash='49ce0f2988127a25f0939f7945000bf60ed256e5', operation='DELETE', pgid='pgtrigger_delete_delete_f9737', table='talent_apartment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_apartment\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='1ba4d2ffa29733be28b7ffef8d3ce64de0988bc4', operation='INSERT', pgid='pgtrigger_writes_trail_0eead', table='talent_apartmentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9ca7d8fbf77936bc5b1770e73249b36b1bdfb2d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bdd1c', table='talent_apartmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='3bd2e20aaa84744a32b55a5a2b95b50b94fe5812', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_797a5', table='talent_apartmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='apartmentgrant',
            constraint=models.UniqueConstraint(fields=('enterprise', 'year'), name='apartments_once_a_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentgrant',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='598f7773d68224140cfa9210c3cf2aadf6b59dd9', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_af260', table='talent_apartmentgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentgrant',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='59c68b41966e069a7ac270a31e9eb29d20861ec1', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_4d835', table='talent_apartmentgrant', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='722620608ed60f72ac10543e7cede9b57f1c20a3', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_877f0', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_headruleevent" ("basis", "begins_on", "by_id", "client_id", "counts_before", "counts_without_firm", "id", "leavers", "needs_contract", "needs_identity", "needs_insurance", "needs_recognition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from") VALUES (NEW."basis", NEW."begins_on", NEW."by_id", NEW."client_id", NEW."counts_before", NEW."counts_without_firm", NEW."id", NEW."leavers", NEW."needs_contract", NEW."needs_identity", NEW."needs_insurance", NEW."needs_recognition", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."valid_from"); RETURN NULL;', hash='08dba36024eeaa4691cec73e5ca18898c036a1d8', operation='INSERT', pgid='pgtrigger_insert_insert_adbd8', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_headruleevent" ("basis", "begins_on", "by_id", "client_id", "counts_before", "counts_without_firm", "id", "leavers", "needs_contract", "needs_identity", "needs_insurance", "needs_recognition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from") VALUES (NEW."basis", NEW."begins_on", NEW."by_id", NEW."client_id", NEW."counts_before", NEW."counts_without_firm", NEW."id", NEW."leavers", NEW."needs_contract", NEW."needs_identity", NEW."needs_insurance", NEW."needs_recognition", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_from"); RETURN NULL;', hash='ec31afd1fdc5b7d5a298f2348c0eb1bec158aa0a', operation='UPDATE', pgid='pgtrigger_update_update_1a8ca', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_headruleevent" ("basis", "begins_on", "by_id", "client_id", "counts_before", "counts_without_firm", "id", "leavers", "needs_contract", "needs_identity", "needs_insurance", "needs_recognition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from") VALUES (OLD."basis", OLD."begins_on", OLD."by_id", OLD."client_id", OLD."counts_before", OLD."counts_without_firm", OLD."id", OLD."leavers", OLD."needs_contract", OLD."needs_identity", OLD."needs_insurance", OLD."needs_recognition", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from"); RETURN NULL;', hash='30b372643ee1cf2dfa8136bb21ab167f6d821537', operation='DELETE', pgid='pgtrigger_delete_delete_0dca0', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows)) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows))\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows)) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows)) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='490de3869913d1f61869ac3df4ce5db75c92c495', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_heads_inserted_790dd', referencing='REFERENCING NEW TABLE AS new_rows ', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows) UNION SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows)) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows) UNION SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows))\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows) UNION SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows)) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows) UNION SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM new_rows)) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='554d0fddd8f03b210b0e71b760f5fccfa3f65e12', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_heads_updated_a189f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headrule',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows)) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows))\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows)) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM old_rows)) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='df8078fa354124c9e65f9debf40cacbfea697f4d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_heads_deleted_70ce9', referencing='REFERENCING OLD TABLE AS old_rows ', table='talent_headrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headruleevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_headrule\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='f32a39f36b3116850d5ad8576e3b4a2ddb29e434', operation='INSERT', pgid='pgtrigger_writes_trail_912b5', table='talent_headruleevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headruleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='64fcacdf345fe94e9f38089f0371cdbc6170b012', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8783f', table='talent_headruleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headruleevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='36745f5601a86c7b3dae16dbc566d02a0b83d38a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f9542', table='talent_headruleevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(fields=('enterprise', 'category', 'year'), name='quota_once_a_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='6eb2e55c226b1c4fb6a63a80f19c8239f910d7e3', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_69baa', table='talent_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_quotaevent" ("by_id", "category", "client_id", "enterprise_id", "heads", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (NEW."by_id", NEW."category", NEW."client_id", NEW."enterprise_id", NEW."heads", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."year"); RETURN NULL;', hash='fc49a2f6a53a1e4908a69b2e70cc25e404e3f157', operation='INSERT', pgid='pgtrigger_insert_insert_09ecd', table='talent_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_quotaevent" ("by_id", "category", "client_id", "enterprise_id", "heads", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (NEW."by_id", NEW."category", NEW."client_id", NEW."enterprise_id", NEW."heads", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."year"); RETURN NULL;', hash='01fb37c1ef4816fad94a70f8f43634b67c841d63', operation='UPDATE', pgid='pgtrigger_update_update_87ffb', table='talent_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_quotaevent" ("by_id", "category", "client_id", "enterprise_id", "heads", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "year") VALUES (OLD."by_id", OLD."category", OLD."client_id", OLD."enterprise_id", OLD."heads", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."year"); RETURN NULL;', hash='591a03e7f8e9157562bd8f315e6982e6de017006', operation='DELETE', pgid='pgtrigger_delete_delete_240c8', table='talent_quota', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quota',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='a147da989fa8198eeec2d7ef0fe9f457c8efa3a4', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_03ca6', table='talent_quota', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotaevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_quota\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='23ad929d6ec5d9aae1adeaf8e8f1700f265d5392', operation='INSERT', pgid='pgtrigger_writes_trail_6e804', table='talent_quotaevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a665b6371e75149f9f7dc2de9d2db306b2107e91', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bf3c1', table='talent_quotaevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quotaevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='2f9d00283ec27eafeb2f55e70947bc171a0fad8c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e4d97', table='talent_quotaevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='talent_grams'),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=models.Index(fields=['category', 'recognised_on'], name='talent_counted'),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=models.Index(fields=['pinyin', 'id'], name='talent_by_name'),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.Func(models.F('phone'), models.Value('.'), models.Value(2), function='split_part', output_field=models.TextField()), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='talent_phone_found'),
        ),
        migrations.AddConstraint(
            model_name='talent',
            constraint=models.CheckConstraint(condition=models.Q(('recognised_on__isnull', True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='talent_recognition_has_evidence'),
        ),
        migrations.AddConstraint(
            model_name='talent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_how', ''), ('left_on__isnull', True)), models.Q(('left_on__isnull', False), models.Q(('left_how', ''), _negated=True)), _connector='OR'), name='talent_left_somehow'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='40af820038d55a1f12d35eeceb02b1b9eb639afd', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_56630', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.phone <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.phone, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: phone is not sealed under the key of the data'; END IF;\n\n\n    IF NEW.identity <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.identity, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: identity is not sealed under the key of the data'; END IF;\n RETURN NEW;", hash='c12d708d5d647e3bde9b2a96ec29ccc6312e7913', operation='INSERT OR UPDATE OF "phone", "identity"', pgid='pgtrigger_sealed_062ce', table='talent_talent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='sealed_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.identity <> '' THEN\n        NEW.identity_hash := split_part(split_part(NEW.identity, '.', 2), ' ', 1);\n    ELSIF TG_OP = 'UPDATE' AND OLD.identity <> '' AND NEW.identity_hash NOT LIKE 'erased:%' THEN NEW.identity_hash := NULL;\n    END IF;\n    RETURN NEW;\n", hash='78ee215836948d0343f1de9d8285cc1b92f1ea00', operation='INSERT OR UPDATE OF "identity", "identity_hash"', pgid='pgtrigger_sealed_once_d913d', table='talent_talent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='erases', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."erased_at" IS NOT NULL OR OLD."erased_at" IS NOT NULL)', declare='DECLARE ignored text;', func='\n    IF OLD.erased_at IS NOT NULL THEN\n        IF NEW.erased_at IS DISTINCT FROM OLD.erased_at OR (NEW.name, NEW.pinyin, NEW.title, NEW.phone, NEW.identity, NEW.identity_hash, NEW.evidence, NEW.left_note) IS DISTINCT FROM (OLD.name, OLD.pinyin, OLD.title, OLD.phone, OLD.identity, OLD.identity_hash, OLD.evidence, OLD.left_note) THEN\n            RAISE EXCEPTION \'pgtrigger: the personal data of this row was erased\';\n        END IF;\n        RETURN NULL;\n    END IF;\n    IF NOT EXISTS (SELECT FROM core_erasure e WHERE e.whose = \'talent\' AND e."row" = NEW.id AND e.state = \'approved\')\n    THEN RAISE EXCEPTION \'pgtrigger: two people have to agree before personal data is erased\'; END IF;\n    ignored := coalesce(nullif(current_setting(\'pgtrigger.ignore\', true), \'\'), \'{}\');\n    PERFORM set_config(\'pgtrigger.ignore\', (\n        SELECT array_agg(t.tgname)::text FROM pg_trigger t\n        WHERE t.tgrelid IN (\'talent_talentevent\'::regclass, \'talent_proofevent\'::regclass, \'talent_categorychangeevent\'::regclass, \'talent_absenceevent\'::regclass, \'talent_talentneedfillevent\'::regclass, \'talent_honourgrantevent\'::regclass, \'talent_honourlossevent\'::regclass, \'talent_greencardevent\'::regclass, \'talent_tenancyevent\'::regclass, \'talent_flatwishevent\'::regclass, \'talent_schoolplaceevent\'::regclass, \'talent_platformmemberevent\'::regclass, \'talent_attendanceevent\'::regclass, \'talent_teammemberevent\'::regclass, \'talent_teamevent\'::regclass, \'talent_mentorshipevent\'::regclass, \'talent_mentorshipevent\'::regclass) AND t.tgname LIKE \'pgtrigger_append_only_%\'\n    ), true);\n    UPDATE talent_talentevent SET name = CASE WHEN name <> \'\' THEN NEW.name ELSE name END, pinyin = CASE WHEN pinyin <> \'\' THEN NEW.pinyin ELSE pinyin END, title = CASE WHEN title <> \'\' THEN NEW.title ELSE title END, phone = CASE WHEN phone <> \'\' THEN NEW.phone ELSE phone END, identity = CASE WHEN identity <> \'\' THEN NEW.identity ELSE identity END, identity_hash = CASE WHEN identity_hash <> \'\' THEN NEW.identity_hash ELSE identity_hash END, evidence = CASE WHEN evidence <> \'\' THEN NEW.evidence ELSE evidence END, left_note = CASE WHEN left_note <> \'\' THEN NEW.left_note ELSE left_note END WHERE pgh_obj_id = NEW.id;\n    UPDATE talent_proofevent SET what = CASE WHEN what <> \'\' THEN \'已删除\' ELSE \'\' END, number = CASE WHEN number <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_categorychangeevent SET reason = CASE WHEN reason <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_absenceevent SET why = CASE WHEN why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_talentneedfillevent SET note = CASE WHEN note <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_honourgrantevent SET number = CASE WHEN number <> \'\' THEN \'已删除\' ELSE \'\' END, evidence = CASE WHEN evidence <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_honourlossevent SET number = CASE WHEN number <> \'\' THEN \'已删除\' ELSE \'\' END, evidence = CASE WHEN evidence <> \'\' THEN \'已删除\' ELSE \'\' END, why = CASE WHEN why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_greencardevent SET ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END, number = CASE WHEN number <> \'\' THEN \'已删除 \' || pgh_obj_id ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_tenancyevent SET out_of_turn = CASE WHEN out_of_turn <> \'\' THEN \'已删除\' ELSE \'\' END, ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_flatwishevent SET why = CASE WHEN why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_schoolplaceevent SET school = CASE WHEN school <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_platformmemberevent SET role = CASE WHEN role <> \'\' THEN \'已删除\' ELSE \'\' END, ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_attendanceevent SET certificate = CASE WHEN certificate <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_teammemberevent SET role = CASE WHEN role <> \'\' THEN \'已删除\' ELSE \'\' END, ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE talent_id = NEW.id;\n    UPDATE talent_teamevent SET ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END, name = CASE WHEN name <> \'\' THEN \'已删除 \' || pgh_obj_id ELSE \'\' END WHERE leader_id = NEW.id;\n    UPDATE talent_mentorshipevent SET trade = CASE WHEN trade <> \'\' THEN \'已删除\' ELSE \'\' END, ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE mentor_id = NEW.id;\n    UPDATE talent_mentorshipevent SET trade = CASE WHEN trade <> \'\' THEN \'已删除\' ELSE \'\' END, ended_why = CASE WHEN ended_why <> \'\' THEN \'已删除\' ELSE \'\' END WHERE apprentice_id = NEW.id;\n    PERFORM set_config(\'pgtrigger.ignore\', ignored, true);\n    RETURN NULL;\n', hash='da35ce0b5769befefda1e1361da25dcd54dd00bd', operation='UPDATE', pgid='pgtrigger_erases_6c938', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentevent" ("arrived_on", "category", "client_id", "enterprise_id", "erased_at", "evidence", "id", "identity", "identity_hash", "is_example", "left_how", "left_note", "left_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "recognised_on", "title") VALUES (NEW."arrived_on", NEW."category", NEW."client_id", NEW."enterprise_id", NEW."erased_at", NEW."evidence", NEW."id", NEW."identity", NEW."identity_hash", NEW."is_example", NEW."left_how", NEW."left_note", NEW."left_on", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."pinyin", NEW."recognised_on", NEW."title"); RETURN NULL;', hash='337c7253622a990421c2b79723aa4b13c56013c9', operation='INSERT', pgid='pgtrigger_insert_insert_03538', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."arrived_on" IS DISTINCT FROM (NEW."arrived_on") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."identity_hash" IS DISTINCT FROM (NEW."identity_hash") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."left_how" IS DISTINCT FROM (NEW."left_how") OR OLD."left_note" IS DISTINCT FROM (NEW."left_note") OR OLD."left_on" IS DISTINCT FROM (NEW."left_on") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."recognised_on" IS DISTINCT FROM (NEW."recognised_on") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "talent_talentevent" ("arrived_on", "category", "client_id", "enterprise_id", "erased_at", "evidence", "id", "identity", "identity_hash", "is_example", "left_how", "left_note", "left_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "recognised_on", "title") VALUES (NEW."arrived_on", NEW."category", NEW."client_id", NEW."enterprise_id", NEW."erased_at", NEW."evidence", NEW."id", NEW."identity", NEW."identity_hash", NEW."is_example", NEW."left_how", NEW."left_note", NEW."left_on", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."pinyin", NEW."recognised_on", NEW."title"); RETURN NULL;', hash='c9ba972c770a2e65e10a1ea3747596c540653737', operation='UPDATE', pgid='pgtrigger_update_update_2a714', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentevent" ("arrived_on", "category", "client_id", "enterprise_id", "erased_at", "evidence", "id", "identity", "identity_hash", "is_example", "left_how", "left_note", "left_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "recognised_on", "title") VALUES (OLD."arrived_on", OLD."category", OLD."client_id", OLD."enterprise_id", OLD."erased_at", OLD."evidence", OLD."id", OLD."identity", OLD."identity_hash", OLD."is_example", OLD."left_how", OLD."left_note", OLD."left_on", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."pinyin", OLD."recognised_on", OLD."title"); RETURN NULL;', hash='68d3fd6145ee05c4cc873126e08b5d446fd95a70', operation='DELETE', pgid='pgtrigger_delete_delete_3cbcd', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT id FROM new_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT id FROM new_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='991bf231d9152b51a1f78eb10060f8901644c204', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_heads_inserted_5e309', referencing='REFERENCING NEW TABLE AS new_rows ', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_o UNION SELECT id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_n) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_o UNION SELECT id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_n)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_o UNION SELECT id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_o UNION SELECT id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.category, n.arrived_on, n.recognised_on, n.identity_hash, n.enterprise_id, n.left_on) IS DISTINCT FROM (o.category, o.arrived_on, o.recognised_on, o.identity_hash, o.enterprise_id, o.left_on)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='be0fa52252928782eeb70b83feb989894933ab53', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_heads_updated_c485b', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT id FROM old_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT id FROM old_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='ab5b469b886a179e3c486a9acd75af9174b3a065', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_heads_deleted_9622e', referencing='REFERENCING OLD TABLE AS old_rows ', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='begins_category', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO talent_categorychange (client_id, talent_id, "on", category, reason)\n    SELECT md5(t.client_id::text)::uuid, t.id, t.arrived_on, t.category, \'\' FROM new_rows t\n    WHERE NOT EXISTS (SELECT FROM talent_categorychange c WHERE c.talent_id = t.id)\n; RETURN NULL;', hash='d8c5a47a2be5336d0bd8c5e486c7bbf082336621', level='STATEMENT', operation='INSERT', pgid='pgtrigger_begins_category_4d6b1', referencing='REFERENCING NEW TABLE AS new_rows ', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='6469889eb3f8c4a0829b41cac4e89975579e33b1', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_25ced', table='talent_talent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_schoolplace\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='2c8d8188947cabeed7bb074ca184f484769308c4', operation='INSERT', pgid='pgtrigger_writes_trail_2ec8b', table='talent_schoolplaceevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2718249090053633eeb116164eb68e9cfe0d2c4a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8aebb', table='talent_schoolplaceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a8b4f045483bae194f121fdf545e2dacb444d5fb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c7fb6', table='talent_schoolplaceevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='schoolplace',
            index=models.Index(fields=['-year', 'term'], name='school_place_by_term'),
        ),
        migrations.AddConstraint(
            model_name='schoolplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'admitted'), _negated=True), models.Q(('school', ''), _negated=True), _connector='OR'), name='school_place_admitted_somewhere'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplace',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='273e3083881581b8231da79c16e8c8dcfa95a9f7', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_798e5', table='talent_schoolplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplace',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_schoolplaceevent" ("by_id", "client_id", "id", "is_example", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school", "stage", "state", "talent_id", "term", "year") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."is_example", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school", NEW."stage", NEW."state", NEW."talent_id", NEW."term", NEW."year"); RETURN NULL;', hash='b2eaaab3a64956560a8ea7e75dac9cf71428db0a', operation='INSERT', pgid='pgtrigger_insert_insert_e6090', table='talent_schoolplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplace',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_schoolplaceevent" ("by_id", "client_id", "id", "is_example", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school", "stage", "state", "talent_id", "term", "year") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."is_example", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school", NEW."stage", NEW."state", NEW."talent_id", NEW."term", NEW."year"); RETURN NULL;', hash='9a4310b90cd2db14a9e05bb559b0b75601cc0bfc', operation='UPDATE', pgid='pgtrigger_update_update_743fe', table='talent_schoolplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplace',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_schoolplaceevent" ("by_id", "client_id", "id", "is_example", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school", "stage", "state", "talent_id", "term", "year") VALUES (OLD."by_id", OLD."client_id", OLD."id", OLD."is_example", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school", OLD."stage", OLD."state", OLD."talent_id", OLD."term", OLD."year"); RETURN NULL;', hash='510fdae49978a95e0cf0caecb4d068cc48a9887c', operation='DELETE', pgid='pgtrigger_delete_delete_1d937', table='talent_schoolplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplace',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.school <> '' AND NEW.school NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='f618888d5d9a1accac82f6633f94ebdd28531520', operation='INSERT', pgid='pgtrigger_erased_insert_0ec03', table='talent_schoolplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolplace',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.school <> '' AND NEW.school NOT LIKE '已删除%' AND NEW.school IS DISTINCT FROM OLD.school) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='bd2fab34d948274019e378b5504f50a19a7c29db', operation='UPDATE', pgid='pgtrigger_erased_update_bd135', table='talent_schoolplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proofevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_proof\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='9dc2d480ba36e980502eedf1a7083dfba8f6a655', operation='INSERT', pgid='pgtrigger_writes_trail_d9507', table='talent_proofevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proofevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2bc5777dfd8b1dd7d4bbb1790b02b31ec60b7540', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7def', table='talent_proofevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proofevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='967852c9b7af78c53736cc55ac61959ad531dee5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0b9f5', table='talent_proofevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(fields=['talent', 'kind'], name='proof_of_talent'),
        ),
        migrations.AddConstraint(
            model_name='proof',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('on')), _connector='OR'), name='proof_ends_after_it_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='dde1bfe99a7625d4d2b5c451a7b77d401dbb2955', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_47622', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_proofevent" ("by_id", "client_id", "id", "kind", "number", "on", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id", "until", "what") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."kind", NEW."number", NEW."on", NEW."paper_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."talent_id", NEW."until", NEW."what"); RETURN NULL;', hash='910c8224320e264ba0c4dfe68999ca0521713c57', operation='INSERT', pgid='pgtrigger_insert_insert_1d400', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_proofevent" ("by_id", "client_id", "id", "kind", "number", "on", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id", "until", "what") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."kind", NEW."number", NEW."on", NEW."paper_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."talent_id", NEW."until", NEW."what"); RETURN NULL;', hash='98619c95a7fa7422b392b60bf11a903c442d92d4', operation='UPDATE', pgid='pgtrigger_update_update_22514', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_proofevent" ("by_id", "client_id", "id", "kind", "number", "on", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id", "until", "what") VALUES (OLD."by_id", OLD."client_id", OLD."id", OLD."kind", OLD."number", OLD."on", OLD."paper_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."talent_id", OLD."until", OLD."what"); RETURN NULL;', hash='1a60659161618798d3514f4bd1cfbed769d51430', operation='DELETE', pgid='pgtrigger_delete_delete_8798b', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.what <> '' AND NEW.what NOT LIKE '已删除%') OR (NEW.number <> '' AND NEW.number NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='105cf4d28d40fd13f3c3ef4e859fffd9d4d3ddde', operation='INSERT', pgid='pgtrigger_erased_insert_dfd1a', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.what <> '' AND NEW.what NOT LIKE '已删除%' AND NEW.what IS DISTINCT FROM OLD.what) OR (NEW.number <> '' AND NEW.number NOT LIKE '已删除%' AND NEW.number IS DISTINCT FROM OLD.number) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='56e65e3e0396acfaec48387656344cd4c3dca92a', operation='UPDATE', pgid='pgtrigger_erased_update_23ac8', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM new_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='8416f0acd6f1f8a1577f6881d8cb8eeb41196f4b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_heads_inserted_cd48a', referencing='REFERENCING NEW TABLE AS new_rows ', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_n) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_n)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.kind, n."on", n.until) IS DISTINCT FROM (o.talent_id, o.kind, o."on", o.until)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='7e7fba8b786559341ee697108d3e534cf2a20c29', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_heads_updated_c29a5', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proof',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM old_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM old_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='5a26ede7be254cb3949e346546adb694dbd79472', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_heads_deleted_38671', referencing='REFERENCING OLD TABLE AS old_rows ', table='talent_proof', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorshipevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_mentorship\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='2337a3dbd65a783c2abb9d70b5736a5ef39c0aa3', operation='INSERT', pgid='pgtrigger_writes_trail_ecbdf', table='talent_mentorshipevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorshipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e0577546049438e7acf395ff4eaa3a180142897c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_03296', table='talent_mentorshipevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorshipevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='4b299d5585561da1316c982f4bf5679e90141eaf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f4476', table='talent_mentorshipevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='mentorship_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='mentorship_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(('mentor', models.F('apprentice')), _negated=True), name='mentor_of_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('outcome', 'going')), models.Q(('ended_on__isnull', False), models.Q(('outcome', 'going'), _negated=True)), _connector='OR'), name='mentorship_ended_somehow'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('apprentice'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('apprentice'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.Func(models.Func(models.F('trade'), function='lower'), models.Value(0), function='hashtextextended'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.Func(models.Func(models.F('trade'), function='lower'), models.Value(0), function='hashtextextended'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_mentor_a_trade', violation_error_message='这位徒弟这段日子在这个工种已有师傅。'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Least('mentor', 'apprentice'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Least('mentor', 'apprentice'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Greatest('mentor', 'apprentice'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.Greatest('mentor', 'apprentice'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.Case(models.When(models.Q(('mentor__lt', models.F('apprentice'))), then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), models.Case(models.When(models.Q(('mentor__lt', models.F('apprentice'))), then=models.Value(1)), default=models.Value(2), output_field=models.IntegerField()), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '-|-'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='mentor_not_both_ways', violation_error_message='这段日子徒弟正是师傅的师傅。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorship',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='bc97e10ea0353e81ba4fd451febabb924deae850', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_0a348', table='talent_mentorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorship',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_mentorshipevent" ("apprentice_id", "by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "mentor_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "trade", "until") VALUES (NEW."apprentice_id", NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", NEW."mentor_id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."trade", NEW."until"); RETURN NULL;', hash='a2c60bced8ffb40fa263d829b9c630253ee20f7c', operation='INSERT', pgid='pgtrigger_insert_insert_74213', table='talent_mentorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorship',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_mentorshipevent" ("apprentice_id", "by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "mentor_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "trade", "until") VALUES (NEW."apprentice_id", NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", NEW."mentor_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."trade", NEW."until"); RETURN NULL;', hash='2cef414d289c0f574a3a613703a1aab075fdf583', operation='UPDATE', pgid='pgtrigger_update_update_24088', table='talent_mentorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorship',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_mentorshipevent" ("apprentice_id", "by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "mentor_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "trade", "until") VALUES (OLD."apprentice_id", OLD."by_id", OLD."client_id", OLD."ended_on", OLD."ended_why", OLD."id", OLD."is_example", OLD."mentor_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."trade", OLD."until"); RETURN NULL;', hash='6c6b0367440a3e4a9e0d10ee8932035a057d9239', operation='DELETE', pgid='pgtrigger_delete_delete_0f570', table='talent_mentorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorship',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.mentor_id, NEW.apprentice_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.trade <> '' AND NEW.trade NOT LIKE '已删除%') OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='2473ba5340402bfbd679ea6f882744987a3d6c65', operation='INSERT', pgid='pgtrigger_erased_insert_8d87c', table='talent_mentorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mentorship',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.mentor_id, NEW.apprentice_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.trade <> '' AND NEW.trade NOT LIKE '已删除%' AND NEW.trade IS DISTINCT FROM OLD.trade) OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%' AND NEW.ended_why IS DISTINCT FROM OLD.ended_why AND OLD.ended_why <> '') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='affb39bb0dd9fb1c137df0bfaf486927482ff4e2', operation='UPDATE', pgid='pgtrigger_erased_update_65ee4', table='talent_mentorship', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourlossevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_honourloss\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='fc8e9e14641bcf78f498b1c5326932164f8e269e', operation='INSERT', pgid='pgtrigger_writes_trail_ff4ff', table='talent_honourlossevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourlossevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7b76b78856f2321c60105261c36292aa8f0c0eee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6c3e', table='talent_honourlossevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourlossevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='4a581e3596a968f91e50661a1b0d9c87840ce170', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_01bd8', table='talent_honourlossevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='honourloss',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='honour_lost_with_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourloss',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='87a72684461cdb4c1ad19a23e21996e848818cb1', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_b2292', table='talent_honourloss', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourloss',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_honourlossevent" ("by_id", "client_id", "evidence", "given_on", "honour_id", "id", "is_example", "number", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id", "why") VALUES (NEW."by_id", NEW."client_id", NEW."evidence", NEW."given_on", NEW."honour_id", NEW."id", NEW."is_example", NEW."number", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."talent_id", NEW."why"); RETURN NULL;', hash='379a38efe4ace82e74a1fc3567b48217ef00d6ab', operation='INSERT', pgid='pgtrigger_insert_insert_5b8ca', table='talent_honourloss', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourloss',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_honourlossevent" ("by_id", "client_id", "evidence", "given_on", "honour_id", "id", "is_example", "number", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id", "why") VALUES (NEW."by_id", NEW."client_id", NEW."evidence", NEW."given_on", NEW."honour_id", NEW."id", NEW."is_example", NEW."number", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."talent_id", NEW."why"); RETURN NULL;', hash='28d24fc1f9b5398fdcc975b8d907521f2513e351', operation='UPDATE', pgid='pgtrigger_update_update_ae1b6', table='talent_honourloss', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourloss',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_honourlossevent" ("by_id", "client_id", "evidence", "given_on", "honour_id", "id", "is_example", "number", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id", "why") VALUES (OLD."by_id", OLD."client_id", OLD."evidence", OLD."given_on", OLD."honour_id", OLD."id", OLD."is_example", OLD."number", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."talent_id", OLD."why"); RETURN NULL;', hash='78d46237532d8bf485009bdead3c82b9f85171fd', operation='DELETE', pgid='pgtrigger_delete_delete_fb924', table='talent_honourloss', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourloss',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.number <> '' AND NEW.number NOT LIKE '已删除%') OR (NEW.evidence <> '' AND NEW.evidence NOT LIKE '已删除%') OR (NEW.why <> '' AND NEW.why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='12d095ec1a1cd58e0d799c723deb2ee9fed56632', operation='INSERT', pgid='pgtrigger_erased_insert_61dc8', table='talent_honourloss', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourloss',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.number <> '' AND NEW.number NOT LIKE '已删除%' AND NEW.number IS DISTINCT FROM OLD.number) OR (NEW.evidence <> '' AND NEW.evidence NOT LIKE '已删除%' AND NEW.evidence IS DISTINCT FROM OLD.evidence) OR (NEW.why <> '' AND NEW.why NOT LIKE '已删除%' AND NEW.why IS DISTINCT FROM OLD.why) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='5111844d6f5b2aef432e59abff0713a8951404ed', operation='UPDATE', pgid='pgtrigger_erased_update_22c67', table='talent_honourloss', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrantevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_honourgrant\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='0d99891856aa8fe1acb59992ac507e3a48940773', operation='INSERT', pgid='pgtrigger_writes_trail_99f8b', table='talent_honourgrantevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8913859fbb7648f570c7817b5aa94462dc30def5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ecbbd', table='talent_honourgrantevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrantevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='e21a303e536a2f3f665929c454a593cb646754d4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_6d356', table='talent_honourgrantevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='honourgrant',
            constraint=models.UniqueConstraint(fields=('talent', 'honour'), name='honour_held_once', violation_error_message='这个人已有这项荣誉。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrant',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='7846264c161771e02321d60d3704e20cbf97cade', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_5c68b', table='talent_honourgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_honourgrantevent" ("by_id", "client_id", "evidence", "honour_id", "id", "is_example", "number", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id") VALUES (NEW."by_id", NEW."client_id", NEW."evidence", NEW."honour_id", NEW."id", NEW."is_example", NEW."number", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."talent_id"); RETURN NULL;', hash='1c44145e3717fc3343b01fa86979b6ecbdfc7024', operation='INSERT', pgid='pgtrigger_insert_insert_fc0c8', table='talent_honourgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_honourgrantevent" ("by_id", "client_id", "evidence", "honour_id", "id", "is_example", "number", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id") VALUES (NEW."by_id", NEW."client_id", NEW."evidence", NEW."honour_id", NEW."id", NEW."is_example", NEW."number", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."talent_id"); RETURN NULL;', hash='4b76b5a0bd0ff38befa7e3a1ec964c32dce9cbe7', operation='UPDATE', pgid='pgtrigger_update_update_9e50d', table='talent_honourgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_honourgrantevent" ("by_id", "client_id", "evidence", "honour_id", "id", "is_example", "number", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "talent_id") VALUES (OLD."by_id", OLD."client_id", OLD."evidence", OLD."honour_id", OLD."id", OLD."is_example", OLD."number", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."talent_id"); RETURN NULL;', hash='ac3ad4b429c536f4ca446238bafea521c4f45a1d', operation='DELETE', pgid='pgtrigger_delete_delete_10346', table='talent_honourgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrant',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.number <> '' AND NEW.number NOT LIKE '已删除%') OR (NEW.evidence <> '' AND NEW.evidence NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='3057ad70e040ca00b0d85948e399a4f0f3917825', operation='INSERT', pgid='pgtrigger_erased_insert_32ec3', table='talent_honourgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourgrant',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.number <> '' AND NEW.number NOT LIKE '已删除%' AND NEW.number IS DISTINCT FROM OLD.number) OR (NEW.evidence <> '' AND NEW.evidence NOT LIKE '已删除%' AND NEW.evidence IS DISTINCT FROM OLD.evidence) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='b5183bdddfa2babb317debd3f62b944e9473882d', operation='UPDATE', pgid='pgtrigger_erased_update_4caa4', table='talent_honourgrant', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='honour_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='7440d09561b78ba5056680984a95a88f86c84497', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_7c7d2', table='talent_honour', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='headspan',
            index=models.Index(fields=['category', 'since', 'until'], name='head_span_counted'),
        ),
        migrations.AddConstraint(
            model_name='headspan',
            constraint=models.UniqueConstraint(fields=('talent', 'since'), name='head_span_once'),
        ),
        migrations.AddConstraint(
            model_name='headspan',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='head_span_has_days'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='headspan',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='5c106ad1aa3e037030ebff1bf0e8ad6d931b2e9b', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_0caa4', table='talent_headspan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencardevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_greencard\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='4bcde524fe6c1cea9b69eaad62eccbd81c356550', operation='INSERT', pgid='pgtrigger_writes_trail_34c2e', table='talent_greencardevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencardevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='436f3339fde39253e04f238a09acbd1937b6772a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c08f3', table='talent_greencardevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencardevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='522380106a21423ebbe2807d57eb7e3aad6f9111', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3a890', table='talent_greencardevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='greencard',
            index=models.Index(fields=['until'], name='green_card_by_end'),
        ),
        migrations.AddConstraint(
            model_name='greencard',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='greencard_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='greencard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='greencard_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='greencard',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('number', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='green_card_number_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='greencard',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', False)), name='green_card_runs_out'),
        ),
        migrations.AddConstraint(
            model_name='greencard',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='green_card_once_a_person', violation_error_message='这个人这段日子已有一张绿卡。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencard',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='4e78fdbcc7a8d1b2ceb1d1861820dc13da692abf', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_71e4f', table='talent_greencard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencard',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_greencardevent" ("by_id", "client_id", "ended_on", "ended_why", "grade_id", "id", "is_example", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "talent_id", "until") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."grade_id", NEW."id", NEW."is_example", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."talent_id", NEW."until"); RETURN NULL;', hash='ce51f0f04705300a1606962e59310f4f731c8abf', operation='INSERT', pgid='pgtrigger_insert_insert_7776e', table='talent_greencard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencard',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_greencardevent" ("by_id", "client_id", "ended_on", "ended_why", "grade_id", "id", "is_example", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "talent_id", "until") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."grade_id", NEW."id", NEW."is_example", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."talent_id", NEW."until"); RETURN NULL;', hash='0bebc26f4154fb1ad94df2f2f2833d54bf6701bf', operation='UPDATE', pgid='pgtrigger_update_update_34d4f', table='talent_greencard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencard',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_greencardevent" ("by_id", "client_id", "ended_on", "ended_why", "grade_id", "id", "is_example", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "talent_id", "until") VALUES (OLD."by_id", OLD."client_id", OLD."ended_on", OLD."ended_why", OLD."grade_id", OLD."id", OLD."is_example", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."talent_id", OLD."until"); RETURN NULL;', hash='d93350f93cac55afbd6035dfd361463d242c5eed', operation='DELETE', pgid='pgtrigger_delete_delete_312fd', table='talent_greencard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencard',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%') OR (NEW.number <> '' AND NEW.number NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='faf11ac14b84afeaa41cabc934c289893432fb5c', operation='INSERT', pgid='pgtrigger_erased_insert_4c6e6', table='talent_greencard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='greencard',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%' AND NEW.ended_why IS DISTINCT FROM OLD.ended_why AND OLD.ended_why <> '') OR (NEW.number <> '' AND NEW.number NOT LIKE '已删除%' AND NEW.number IS DISTINCT FROM OLD.number) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='ba750e3d8ebd69f0544ed4284543a9d7ebc4b320', operation='UPDATE', pgid='pgtrigger_erased_update_949f0', table='talent_greencard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychangeevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_categorychange\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='90d7a5b2abb4777a286bcdcd987d64b345062f90', operation='INSERT', pgid='pgtrigger_writes_trail_1f6c8', table='talent_categorychangeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d5d957b2d16c28233244691bdcb17f0dfbf1f7a5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_deba8', table='talent_categorychangeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychangeevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='72c36049a6367f719969aab3662f0b5ddafc2d5e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ee417', table='talent_categorychangeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='categorychange',
            constraint=models.UniqueConstraint(fields=('talent', 'on'), name='category_change_once_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='0eae55e16e72f306b2b66c53ad9a2ba1b9cd1a79', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_8ad39', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_categorychangeevent" ("by_id", "category", "client_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "talent_id") VALUES (NEW."by_id", NEW."category", NEW."client_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."talent_id"); RETURN NULL;', hash='fd2321f4fd05453c66241fc0aa10aa90856f7b45', operation='INSERT', pgid='pgtrigger_insert_insert_89571', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_categorychangeevent" ("by_id", "category", "client_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "talent_id") VALUES (NEW."by_id", NEW."category", NEW."client_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."talent_id"); RETURN NULL;', hash='8c7341e3484c7b681c5dbc1b05f13bdeba7c83e5', operation='UPDATE', pgid='pgtrigger_update_update_9d449', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_categorychangeevent" ("by_id", "category", "client_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "talent_id") VALUES (OLD."by_id", OLD."category", OLD."client_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."talent_id"); RETURN NULL;', hash='8d31d2bb7ff5a82a0aa4088899bbaef7207bf5b2', operation='DELETE', pgid='pgtrigger_delete_delete_b0fe7', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.reason <> '' AND NEW.reason NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='2e708dbf87d110445b5879514841e353f2df4a0d', operation='INSERT', pgid='pgtrigger_erased_insert_b87df', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.reason <> '' AND NEW.reason NOT LIKE '已删除%' AND NEW.reason IS DISTINCT FROM OLD.reason) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='01001af951219abf1704aaedf739b6de11d708d8', operation='UPDATE', pgid='pgtrigger_erased_update_21662', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM new_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='78f82a07eb30aa8ff84a5adf88e49337c301efcb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_heads_inserted_3590a', referencing='REFERENCING NEW TABLE AS new_rows ', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_n) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_n)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n."on", n.category) IS DISTINCT FROM (o.talent_id, o."on", o.category)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='96d157ace1ea023877ff1d15cbed32e0a254e04e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_heads_updated_42da2', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM old_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM old_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='8b6fa3048a83e5f8c0a3740be8784654d642ef2d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_heads_deleted_9b2fb', referencing='REFERENCING OLD TABLE AS old_rows ', table='talent_categorychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_attendance\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='18d2ce5de98b131333c5fa1993bc106558989267', operation='INSERT', pgid='pgtrigger_writes_trail_48ab7', table='talent_attendanceevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b85df8f3095ac1abf931b2ca0c545a1861884b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2dc0b', table='talent_attendanceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='9425f6fc8e0a6f7667a8835f5ec863402064af72', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8d5c0', table='talent_attendanceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('course', 'talent'), name='attends_a_course_once', violation_error_message='这个人已在这个培训班。'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('certificate', ''), ('state', 'done'), _connector='OR'), name='certificate_when_finished'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='8cf5a5e15a824970825b5fb6dc18cb0f8ff4e2fe', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_1ce3c', table='talent_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_attendanceevent" ("by_id", "certificate", "client_id", "course_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "talent_id") VALUES (NEW."by_id", NEW."certificate", NEW."client_id", NEW."course_id", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."talent_id"); RETURN NULL;', hash='8692903cf93fa12f2fe2d9bb89dd4ed79410662e', operation='INSERT', pgid='pgtrigger_insert_insert_7f813', table='talent_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_attendanceevent" ("by_id", "certificate", "client_id", "course_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "talent_id") VALUES (NEW."by_id", NEW."certificate", NEW."client_id", NEW."course_id", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."talent_id"); RETURN NULL;', hash='171e0346eff4a8d9b7a368e2aeb51e9421b0fa1a', operation='UPDATE', pgid='pgtrigger_update_update_6fb1c', table='talent_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_attendanceevent" ("by_id", "certificate", "client_id", "course_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "talent_id") VALUES (OLD."by_id", OLD."certificate", OLD."client_id", OLD."course_id", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."talent_id"); RETURN NULL;', hash='e3f98c3fbaecaa4a3ca1a8152a3e3d7859ea0668', operation='DELETE', pgid='pgtrigger_delete_delete_7fde4', table='talent_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.certificate <> '' AND NEW.certificate NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='3d32b3774300e59e379a062a762ef9fbee262250', operation='INSERT', pgid='pgtrigger_erased_insert_d6f34', table='talent_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.certificate <> '' AND NEW.certificate NOT LIKE '已删除%' AND NEW.certificate IS DISTINCT FROM OLD.certificate) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='afe4294c2235db10084ecea660cdfdd8f5535bca', operation='UPDATE', pgid='pgtrigger_erased_update_d4940', table='talent_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absenceevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_absence\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='dad844e0602343bfb1906872b51961f81a19a6af', operation='INSERT', pgid='pgtrigger_writes_trail_5dd0d', table='talent_absenceevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='803c37d2aecf9dea18e5bdf60eefc7e6f74e61e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_38e83', table='talent_absenceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absenceevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a826aa4bb23a9a4b2b8fa3a662f75b9748647cf4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d0160', table='talent_absenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('returned_on__gt', models.F('left_on'))), name='absence_ends_after_it_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='5a44eafd9bb9ab0c5cbadf2dfc8de341b6f5cc3b', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_85d10', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_absenceevent" ("by_id", "client_id", "id", "left_how", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_on", "talent_id", "why") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."left_how", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."returned_on", NEW."talent_id", NEW."why"); RETURN NULL;', hash='12ff650cc5a4e4959e403b7ef187bb36ff7e8959', operation='INSERT', pgid='pgtrigger_insert_insert_4135d', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_absenceevent" ("by_id", "client_id", "id", "left_how", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_on", "talent_id", "why") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."left_how", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned_on", NEW."talent_id", NEW."why"); RETURN NULL;', hash='6924cf55cfeab6e7ea8e62db8b7f584db22cc0bd', operation='UPDATE', pgid='pgtrigger_update_update_64e64', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_absenceevent" ("by_id", "client_id", "id", "left_how", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_on", "talent_id", "why") VALUES (OLD."by_id", OLD."client_id", OLD."id", OLD."left_how", OLD."left_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned_on", OLD."talent_id", OLD."why"); RETURN NULL;', hash='879bc546d6386fa4993fd37ac3fcd333a87f0a12', operation='DELETE', pgid='pgtrigger_delete_delete_56d4d', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.why <> '' AND NEW.why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='e6789b192333f0ba4ccf0db2dd47e05960f4aca6', operation='INSERT', pgid='pgtrigger_erased_insert_45ea4', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.why <> '' AND NEW.why NOT LIKE '已删除%' AND NEW.why IS DISTINCT FROM OLD.why) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='769421da8b1108434b37b2bc03384cd9dcccd31d', operation='UPDATE', pgid='pgtrigger_erased_update_60eb1', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_inserted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM new_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM new_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='79d4be34cf21c70640b26c851ff133889821fba0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_keeps_heads_inserted_61cde', referencing='REFERENCING NEW TABLE AS new_rows ', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_updated', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_n) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_n)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM (SELECT o.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_o UNION SELECT talent_id FROM (SELECT n.* FROM new_rows n JOIN old_rows o USING (id) WHERE (n.talent_id, n.left_on, n.returned_on) IS DISTINCT FROM (o.talent_id, o.left_on, o.returned_on)) AS changed_n) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='56517f947ee9f6676a2d12f46d50b362bb68c6bf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_keeps_heads_updated_df01e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='keeps_heads_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM 1 FROM talent_talent WHERE id IN (SELECT talent_id FROM old_rows) ORDER BY id FOR NO KEY UPDATE; \n    DELETE FROM talent_headspan s WHERE s.talent_id IN (SELECT talent_id FROM old_rows)\n        AND NOT EXISTS (SELECT FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so WHERE so.talent_id = s.talent_id AND so.since = s.since)\n; \n    INSERT INTO talent_headspan AS s (talent_id, category, since, until)\n    SELECT talent_id, category, since, until FROM (\n    SELECT talent_id, category, since, until FROM (\n        SELECT talent_id, category, day AS since,\n            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until\n        FROM (\n            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before\n            FROM (\n                SELECT t.id AS talent_id, d.day, CASE WHEN \n    d.day >= t.arrived_on\n    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)\n    AND (NOT r.needs_contract OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'contract\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_insurance OR EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = \'insurance\' AND p."on" <= d.day\n        AND (p.until IS NULL OR d.day <= p.until)))\n    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)\n    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)\n    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)\n    AND NOT EXISTS (SELECT FROM (\n            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL\n            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n        ) away WHERE CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))\n THEN COALESCE(\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day\n                        ORDER BY c."on" DESC LIMIT 1),\n                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),\n                    t.category) END AS category\n                FROM talent_talent t\n                CROSS JOIN LATERAL (\n                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on\n                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id\n                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id\n                    UNION SELECT valid_from FROM talent_headrule\n                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id\n                    UNION SELECT CASE r.leavers WHEN \'day\' THEN away.left_on\n        WHEN \'month\' THEN date_trunc(\'month\', away.left_on)::date\n        ELSE (date_trunc(\'year\', away.left_on) + interval \'1 year\')::date END FROM talent_headrule r, (\n                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id\n                    ) away\n                ) d\n                CROSS JOIN LATERAL (\n                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,\n                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1\n                ) r\n                WHERE t.id IN (SELECT talent_id FROM old_rows) AND d.day IS NOT NULL\n            ) states\n        ) turns\n        WHERE category IS DISTINCT FROM before\n    ) kept WHERE category IS NOT NULL\n) so\n    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until\n    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)\n; RETURN NULL;', hash='a441e083580e39a6083b90fbfd2619bba481a36a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_keeps_heads_deleted_072c3', referencing='REFERENCING OLD TABLE AS old_rows ', table='talent_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_talent\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b1b8419477c3949cfc755fda04a40a986376dd17', operation='INSERT', pgid='pgtrigger_writes_trail_7ab9c', table='talent_talentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cd1cbb76938877f4c4e71fcf1d2dd3288f8ced4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1bc87', table='talent_talentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='96e0e6caf6101ead217878da998621eb831b0492', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_2427e', table='talent_talentevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='talentneed',
            index=models.Index(fields=['-raised_on', '-id'], name='talent_need_by_day'),
        ),
        migrations.AddConstraint(
            model_name='talentneed',
            constraint=models.CheckConstraint(condition=models.Q(('heads__gte', 1)), name='talent_need_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='talentneed',
            constraint=models.CheckConstraint(condition=models.Q(('filled__lte', models.F('heads'))), name='talent_need_not_overfilled'),
        ),
        migrations.AddConstraint(
            model_name='talentneed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on__isnull', True), ('withdrawn_why', '')), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='talent_need_withdrawn_with_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneed',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='1ba457d50533d6c03e930cd6d324139911dd02e0', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_5ce3f', table='talent_talentneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentneedevent" ("category", "client_id", "details", "enterprise_id", "handoff_id", "heads", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_on", "wanted_by", "what", "withdrawn_on", "withdrawn_why") VALUES (NEW."category", NEW."client_id", NEW."details", NEW."enterprise_id", NEW."handoff_id", NEW."heads", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."raised_on", NEW."wanted_by", NEW."what", NEW."withdrawn_on", NEW."withdrawn_why"); RETURN NULL;', hash='80b5375d02cd9b50d47d45c902c5f493b7ed0a83', operation='INSERT', pgid='pgtrigger_insert_insert_a87af', table='talent_talentneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."details" IS DISTINCT FROM (NEW."details") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."handoff_id" IS DISTINCT FROM (NEW."handoff_id") OR OLD."heads" IS DISTINCT FROM (NEW."heads") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."raised_on" IS DISTINCT FROM (NEW."raised_on") OR OLD."wanted_by" IS DISTINCT FROM (NEW."wanted_by") OR OLD."what" IS DISTINCT FROM (NEW."what") OR OLD."withdrawn_on" IS DISTINCT FROM (NEW."withdrawn_on") OR OLD."withdrawn_why" IS DISTINCT FROM (NEW."withdrawn_why"))', func='INSERT INTO "talent_talentneedevent" ("category", "client_id", "details", "enterprise_id", "handoff_id", "heads", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_on", "wanted_by", "what", "withdrawn_on", "withdrawn_why") VALUES (NEW."category", NEW."client_id", NEW."details", NEW."enterprise_id", NEW."handoff_id", NEW."heads", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."raised_on", NEW."wanted_by", NEW."what", NEW."withdrawn_on", NEW."withdrawn_why"); RETURN NULL;', hash='0478f4881b41da4bf3c8ec59e0ec62a44ca5aaa9', operation='UPDATE', pgid='pgtrigger_update_update_7d4b6', table='talent_talentneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneed',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentneedevent" ("category", "client_id", "details", "enterprise_id", "handoff_id", "heads", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_on", "wanted_by", "what", "withdrawn_on", "withdrawn_why") VALUES (OLD."category", OLD."client_id", OLD."details", OLD."enterprise_id", OLD."handoff_id", OLD."heads", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."raised_on", OLD."wanted_by", OLD."what", OLD."withdrawn_on", OLD."withdrawn_why"); RETURN NULL;', hash='c21ae91afd54d2e7450719c74d5a693624d6fa84', operation='DELETE', pgid='pgtrigger_delete_delete_a335d', table='talent_talentneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneed',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='6897f969d42f9b5d6854e4801ee32bb3977b2ee8', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_b6775', table='talent_talentneed', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_talentneed\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='0d592559c17463f2da5e0309793b6d738df53469', operation='INSERT', pgid='pgtrigger_writes_trail_fcd43', table='talent_talentneedevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='784be965ece56a1210328620b1ccc8c33847b7a2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b51d5', table='talent_talentneedevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8027411e8328090fe0506fb20623c8b087f28276', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_bbadb', table='talent_talentneedevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='talentneedfill',
            constraint=models.CheckConstraint(condition=models.Q(('heads__gte', 1)), name='talent_need_filled_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='dcdb98657df02f2bc2c45611b0de18232fcc2c55', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_8cda0', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='keeps_filled', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP <> 'INSERT' THEN\n        UPDATE talent_talentneed SET filled = filled - OLD.heads WHERE id = OLD.need_id;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        UPDATE talent_talentneed SET filled = filled + NEW.heads WHERE id = NEW.need_id;\n    END IF;\n    RETURN NULL;\n", hash='b1fa8f806dcf39ef64dd1da50e8afaa8a236e8fd', operation='INSERT OR UPDATE OF "heads", "need_id" OR DELETE', pgid='pgtrigger_keeps_filled_e0a3b', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentneedfillevent" ("client_id", "heads", "id", "need_id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "talent_id") VALUES (NEW."client_id", NEW."heads", NEW."id", NEW."need_id", NEW."note", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."talent_id"); RETURN NULL;', hash='689cd1eea9b1e9933bc2316570b9c72de4072ee6', operation='INSERT', pgid='pgtrigger_insert_insert_3aa80', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_talentneedfillevent" ("client_id", "heads", "id", "need_id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "talent_id") VALUES (NEW."client_id", NEW."heads", NEW."id", NEW."need_id", NEW."note", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."talent_id"); RETURN NULL;', hash='dd2ab82a367c43c0a12ff3bdce1fb014aeb1b94c', operation='UPDATE', pgid='pgtrigger_update_update_4e603', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentneedfillevent" ("client_id", "heads", "id", "need_id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "talent_id") VALUES (OLD."client_id", OLD."heads", OLD."id", OLD."need_id", OLD."note", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."talent_id"); RETURN NULL;', hash='b41e39626864817585442acf63b227a59e36fa5b', operation='DELETE', pgid='pgtrigger_delete_delete_58100', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.note <> '' AND NEW.note NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='86de62f9990915e7f24727ac6935f1108cf442e1', operation='INSERT', pgid='pgtrigger_erased_insert_cefd6', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfill',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.note <> '' AND NEW.note NOT LIKE '已删除%' AND NEW.note IS DISTINCT FROM OLD.note) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='3565b115a6520579f3e3c31059b672fbac7136a7', operation='UPDATE', pgid='pgtrigger_erased_update_f0606', table='talent_talentneedfill', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfillevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_talentneedfill\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='a48eb7a2418f48f5b9c83c7389e3e275a514ef76', operation='INSERT', pgid='pgtrigger_writes_trail_d1b72', table='talent_talentneedfillevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfillevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b69d0ac8fe2196e2fe8b05ae9fea3c5303c1026', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_24dc6', table='talent_talentneedfillevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentneedfillevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='cab55ab9a532c9596f3a6fe81262b831ecef286a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_28508', table='talent_talentneedfillevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='talentplatform',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='talent_platform_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='d8b0e8bdb97fdd779d4775c3d8e9c6c2b177519d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_37298', table='talent_talentplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentplatformevent" ("enterprise_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."enterprise_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='c35d22ee042edb2fe201ea7d0e4d877bc89afaa7', operation='INSERT', pgid='pgtrigger_insert_insert_389b9', table='talent_talentplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_talentplatformevent" ("enterprise_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."enterprise_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='67b4902dcf4ab10ae306764fc44473941373724b', operation='UPDATE', pgid='pgtrigger_update_update_1709a', table='talent_talentplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentplatformevent" ("enterprise_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."enterprise_id", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='d20827359435875fc9a8ef4c316b58599af62842', operation='DELETE', pgid='pgtrigger_delete_delete_5d92e', table='talent_talentplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='438d526c9b05d05fd79d09448a347bb6d3ca9339', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_167e0', table='talent_talentplatform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresultevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_platformresult\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='73dc9b06078a4a402ff273b3dbac92d7e28335ea', operation='INSERT', pgid='pgtrigger_writes_trail_64034', table='talent_platformresultevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a83abc99bc832edd670f053c8c6bf22c079cc2b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1579f', table='talent_platformresultevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresultevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='69cff1f934ddb2a1d3f1d46946d4e7856da99a6e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_482b2', table='talent_platformresultevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='platformresult',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='platform_result_has_source'),
        ),
        migrations.AddConstraint(
            model_name='platformresult',
            constraint=models.CheckConstraint(condition=models.Q(('n__gte', 1)), name='platform_result_at_least_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresult',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='40461d9a7814f6f83d8476e5606dc89ad8b9b8cd', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_875f3', table='talent_platformresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresult',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_platformresultevent" ("by_id", "client_id", "id", "is_example", "kind", "n", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id", "source", "what") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."is_example", NEW."kind", NEW."n", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."platform_id", NEW."source", NEW."what"); RETURN NULL;', hash='8951f6151d0c94c27c47851f5d36f4e92972bfe4', operation='INSERT', pgid='pgtrigger_insert_insert_ae2ca', table='talent_platformresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresult',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_platformresultevent" ("by_id", "client_id", "id", "is_example", "kind", "n", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id", "source", "what") VALUES (NEW."by_id", NEW."client_id", NEW."id", NEW."is_example", NEW."kind", NEW."n", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."platform_id", NEW."source", NEW."what"); RETURN NULL;', hash='aa6b3299275a29a6791b234ae6ef1394000151e9', operation='UPDATE', pgid='pgtrigger_update_update_3d5a8', table='talent_platformresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformresult',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_platformresultevent" ("by_id", "client_id", "id", "is_example", "kind", "n", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id", "source", "what") VALUES (OLD."by_id", OLD."client_id", OLD."id", OLD."is_example", OLD."kind", OLD."n", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."platform_id", OLD."source", OLD."what"); RETURN NULL;', hash='2cb9160396163a471008dd98ed9ca51acff74437', operation='DELETE', pgid='pgtrigger_delete_delete_437e0', table='talent_platformresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_platformmember\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='392e125fef88ea7f586d1e50e446554068c611bb', operation='INSERT', pgid='pgtrigger_writes_trail_e961d', table='talent_platformmemberevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d227b724cfc95b3864b87b24ff3f50c3ead23be4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b4bd', table='talent_platformmemberevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmemberevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8c5f271d8b0c1eccbecd8bee9e56cde2385ec1ec', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_bd075', table='talent_platformmemberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='platformmember',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='platformmember_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='platformmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='platformmember_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='platformmember',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('platform'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('platform'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='platform_member_once', violation_error_message='这个人这段日子已在这个平台。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmember',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='fe161c5a442d0726a079d7662afb2cc45fdf42ec', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_effe7', table='talent_platformmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_platformmemberevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id", "role", "since", "talent_id", "until") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."platform_id", NEW."role", NEW."since", NEW."talent_id", NEW."until"); RETURN NULL;', hash='1646cd1c80b4b45fdd083259511dbf4f47187de5', operation='INSERT', pgid='pgtrigger_insert_insert_a0e35', table='talent_platformmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_platformmemberevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id", "role", "since", "talent_id", "until") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."platform_id", NEW."role", NEW."since", NEW."talent_id", NEW."until"); RETURN NULL;', hash='e8cdd427636758d480b2ea472396bfabe7d1992c', operation='UPDATE', pgid='pgtrigger_update_update_93621', table='talent_platformmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_platformmemberevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id", "role", "since", "talent_id", "until") VALUES (OLD."by_id", OLD."client_id", OLD."ended_on", OLD."ended_why", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."platform_id", OLD."role", OLD."since", OLD."talent_id", OLD."until"); RETURN NULL;', hash='87de14bd629384b64ab70cce525124844f3510ec', operation='DELETE', pgid='pgtrigger_delete_delete_ab95b', table='talent_platformmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmember',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.role <> '' AND NEW.role NOT LIKE '已删除%') OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='3e5654b8550fd78bea9920326986eda08b48011c', operation='INSERT', pgid='pgtrigger_erased_insert_50e2a', table='talent_platformmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='platformmember',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.role <> '' AND NEW.role NOT LIKE '已删除%' AND NEW.role IS DISTINCT FROM OLD.role) OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%' AND NEW.ended_why IS DISTINCT FROM OLD.ended_why AND OLD.ended_why <> '') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='d4258498903f56730b961592882a81fce8302cc0', operation='UPDATE', pgid='pgtrigger_erased_update_61f1d', table='talent_platformmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courseevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_course\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='e927b0b0f0f05b656a24f6a51967578bae39b072', operation='INSERT', pgid='pgtrigger_writes_trail_590ae', table='talent_courseevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0712ae90dcad2240f06abe06bb236cd0e06e1542', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90d60', table='talent_courseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courseevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c9d3e0c7972765e7cd95d12e83454dbc02ea5c4b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_2a42d', table='talent_courseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), models.F('begins_on'), name='course_once_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='course_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('platform__isnull', False), ('enterprise__isnull', False), models.Q(('organiser', ''), _negated=True), _connector='OR'), name='course_held_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='599f77229d32e72dedb6f5a29233179394dd530a', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_73c93', table='talent_course', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_courseevent" ("begins_on", "by_id", "client_id", "ends_on", "enterprise_id", "hours", "id", "is_example", "kind", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id") VALUES (NEW."begins_on", NEW."by_id", NEW."client_id", NEW."ends_on", NEW."enterprise_id", NEW."hours", NEW."id", NEW."is_example", NEW."kind", NEW."name", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."platform_id"); RETURN NULL;', hash='2f5ce8679d473f7c55ee4df0f9873b5a73c1a4c5', operation='INSERT', pgid='pgtrigger_insert_insert_c8731', table='talent_course', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_courseevent" ("begins_on", "by_id", "client_id", "ends_on", "enterprise_id", "hours", "id", "is_example", "kind", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id") VALUES (NEW."begins_on", NEW."by_id", NEW."client_id", NEW."ends_on", NEW."enterprise_id", NEW."hours", NEW."id", NEW."is_example", NEW."kind", NEW."name", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."platform_id"); RETURN NULL;', hash='1d4c9d55f7f75396bf985507ff0e07788d6a2881', operation='UPDATE', pgid='pgtrigger_update_update_72578', table='talent_course', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_courseevent" ("begins_on", "by_id", "client_id", "ends_on", "enterprise_id", "hours", "id", "is_example", "kind", "name", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_id") VALUES (OLD."begins_on", OLD."by_id", OLD."client_id", OLD."ends_on", OLD."enterprise_id", OLD."hours", OLD."id", OLD."is_example", OLD."kind", OLD."name", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."platform_id"); RETURN NULL;', hash='6383af7ef643e2af6f2b00d46f7677d522cb0f10', operation='DELETE', pgid='pgtrigger_delete_delete_fb5a1', table='talent_course', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='course',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='09f732a6d050b8f285250e10cb981022b85926b8', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_5b288', table='talent_course', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatformevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_talentplatform\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='d1e9b90a2418ef53b340ee0b04084575612754fe', operation='INSERT', pgid='pgtrigger_writes_trail_a994a', table='talent_talentplatformevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatformevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6b920004038ce92d32736eb8a58eff7352732a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f90e6', table='talent_talentplatformevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatformevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='de381dcfc4a8fdbaa9287a65b296abc833e9ce61', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a461f', table='talent_talentplatformevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='team_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='team_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='team_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='078bb426016dc0852621e052bc847437cd88f241', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_9104c', table='talent_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_teamevent" ("by_id", "client_id", "cluster_id", "ended_on", "ended_why", "enterprise_id", "id", "is_example", "leader_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."by_id", NEW."client_id", NEW."cluster_id", NEW."ended_on", NEW."ended_why", NEW."enterprise_id", NEW."id", NEW."is_example", NEW."leader_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;', hash='9a3a5ba5913ba1bf915aaac746fe0433fa04b39f', operation='INSERT', pgid='pgtrigger_insert_insert_5c03b', table='talent_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_teamevent" ("by_id", "client_id", "cluster_id", "ended_on", "ended_why", "enterprise_id", "id", "is_example", "leader_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."by_id", NEW."client_id", NEW."cluster_id", NEW."ended_on", NEW."ended_why", NEW."enterprise_id", NEW."id", NEW."is_example", NEW."leader_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;', hash='b521b6b6b7e8a84a5aea40eb4e31a299c083c368', operation='UPDATE', pgid='pgtrigger_update_update_bc944', table='talent_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_teamevent" ("by_id", "client_id", "cluster_id", "ended_on", "ended_why", "enterprise_id", "id", "is_example", "leader_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."by_id", OLD."client_id", OLD."cluster_id", OLD."ended_on", OLD."ended_why", OLD."enterprise_id", OLD."id", OLD."is_example", OLD."leader_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;', hash='1d5a45326dc74ba73b153db9ce0619b0a322b550', operation='DELETE', pgid='pgtrigger_delete_delete_c1636', table='talent_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.leader_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%') OR (NEW.name <> '' AND NEW.name NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='9cfc51146ea05f0617040ee362f807a8717d5131', operation='INSERT', pgid='pgtrigger_erased_insert_05467', table='talent_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.leader_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%' AND NEW.ended_why IS DISTINCT FROM OLD.ended_why AND OLD.ended_why <> '') OR (NEW.name <> '' AND NEW.name NOT LIKE '已删除%' AND NEW.name IS DISTINCT FROM OLD.name) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='967505e25edda201f50f5eaec4fd05f141b51241', operation='UPDATE', pgid='pgtrigger_erased_update_15474', table='talent_team', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='team',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='fc5370e72d37607abef33d88e5da1a7c52be8a35', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_e650f', table='talent_team', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_team\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='1815005a48f6d3c027c3f87d6608171a11fd08fc', operation='INSERT', pgid='pgtrigger_writes_trail_c7b7d', table='talent_teamevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='95f058718d4157df460aaf4d936224eab87a5e94', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_15567', table='talent_teamevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='35ecc864acbd4b78b11544e9c1da9509c9104194', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_07e46', table='talent_teamevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='teammember_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='teammember_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('team'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('team'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='team_member_once', violation_error_message='这个人这段日子已在这个团队。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='0d3c15bd2af9e5ed36c231bc1905b2fd1d763ab7', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_454d4', table='talent_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_teammemberevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "talent_id", "team_id", "until") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."talent_id", NEW."team_id", NEW."until"); RETURN NULL;', hash='cb9a6f19c267bce768089b5383d002b87caad269', operation='INSERT', pgid='pgtrigger_insert_insert_8167e', table='talent_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_teammemberevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "talent_id", "team_id", "until") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."since", NEW."talent_id", NEW."team_id", NEW."until"); RETURN NULL;', hash='3af39123c0ead145ad25759e9d1cf9201171172e', operation='UPDATE', pgid='pgtrigger_update_update_e0fee', table='talent_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_teammemberevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "talent_id", "team_id", "until") VALUES (OLD."by_id", OLD."client_id", OLD."ended_on", OLD."ended_why", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."talent_id", OLD."team_id", OLD."until"); RETURN NULL;', hash='0973ada60137c64ba58252a13839e7d7f1f4a719', operation='DELETE', pgid='pgtrigger_delete_delete_8e461', table='talent_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.role <> '' AND NEW.role NOT LIKE '已删除%') OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='b7e211ac1586a405c8029cc0c823617b7c0df395', operation='INSERT', pgid='pgtrigger_erased_insert_4115e', table='talent_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.role <> '' AND NEW.role NOT LIKE '已删除%' AND NEW.role IS DISTINCT FROM OLD.role) OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%' AND NEW.ended_why IS DISTINCT FROM OLD.ended_why AND OLD.ended_why <> '') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='187a0072d988040ed2d0e490341b5d9a019bd1dd', operation='UPDATE', pgid='pgtrigger_erased_update_87c4c', table='talent_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammemberevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_teammember\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='fb8440a62ed0c402a9506e1407cc92571ec67cf2', operation='INSERT', pgid='pgtrigger_writes_trail_93153', table='talent_teammemberevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammemberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75d7ee8ba2164d7cca892e102d6f38a730b7a83f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fe6ec', table='talent_teammemberevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammemberevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='3bf4e60799329ad3310808ebfee7bd4a695039ea', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_afc23', table='talent_teammemberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='teamproject',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='teamproject_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='teamproject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='teamproject_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='teamproject',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('team', 'project'), name='team_project_going_once', violation_error_message='这个团队已在做这个项目。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamproject',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='606bc44c0338e091ea675a3e5146fc31d99e3156', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_abf0b', table='talent_teamproject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamproject',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_teamprojectevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "since", "team_id", "until", "what") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."since", NEW."team_id", NEW."until", NEW."what"); RETURN NULL;', hash='9ea767a1ff281619a91a4bcf289d01b661e37dca', operation='INSERT', pgid='pgtrigger_insert_insert_99f7b', table='talent_teamproject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamproject',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_teamprojectevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "since", "team_id", "until", "what") VALUES (NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."since", NEW."team_id", NEW."until", NEW."what"); RETURN NULL;', hash='46fe1e3a9922f3ff34d781cab451acd1f7567975', operation='UPDATE', pgid='pgtrigger_update_update_9b97a', table='talent_teamproject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamproject',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_teamprojectevent" ("by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "since", "team_id", "until", "what") VALUES (OLD."by_id", OLD."client_id", OLD."ended_on", OLD."ended_why", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."since", OLD."team_id", OLD."until", OLD."what"); RETURN NULL;', hash='c1a6aee374dd0446fef40c1c5f950107b41a4300', operation='DELETE', pgid='pgtrigger_delete_delete_3b879', table='talent_teamproject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamproject',
            trigger=pgtrigger.compiler.Trigger(name='follows_project', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.project_id IS NOT DISTINCT FROM OLD.project_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM projects_project WHERE id = NEW.project_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n    IF TG_OP = 'INSERT' THEN\n        RAISE EXCEPTION 'has ended: % %', 'projects_project', NEW.project_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n\n        NEW.project_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='e62097c615509ce00b71c5a179647248b1d14539', operation='INSERT OR UPDATE OF "project_id"', pgid='pgtrigger_follows_project_eaf6f', table='talent_teamproject', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamprojectevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_teamproject\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='218f5bfb7de6b878271b017fdb46c536d660981f', operation='INSERT', pgid='pgtrigger_writes_trail_bc4b1', table='talent_teamprojectevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamprojectevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c4cc4cc2680d1471da2ba489365400fcc255201e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04466', table='talent_teamprojectevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teamprojectevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='66319d3f765cbe51ccb3320678f55777c386cdfa', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c5f7f', table='talent_teamprojectevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='tenancy',
            index=models.Index(fields=['until'], name='tenancy_by_end'),
        ),
        migrations.AddConstraint(
            model_name='tenancy',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='tenancy_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='tenancy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_why', '')), models.Q(('ended_on__gte', models.F('since')), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='tenancy_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='tenancy',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', False)), name='tenancy_runs_out'),
        ),
        migrations.AddConstraint(
            model_name='tenancy',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('apartment'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('apartment'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='flat_had_by_one', violation_error_message='这套房这段日子已有人住，请核对起止日期。'),
        ),
        migrations.AddConstraint(
            model_name='tenancy',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(models.F('talent'), models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Cast(models.F('since'), models.DateField()), django.db.models.functions.comparison.Least(models.Func(django.db.models.functions.comparison.Cast(models.F('until'), models.DateField()), output_field=models.DateField(), template='(%(expressions)s + 1)'), django.db.models.functions.comparison.Cast(models.F('ended_on'), models.DateField())), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_flat_a_person', violation_error_message='这个人这段日子已住着另一套公寓。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancy',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='53c38da06f5a45db1908e2ee9b19e7c9952c0502', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_18bd2', table='talent_tenancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_tenancyevent" ("apartment_id", "by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "out_of_turn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "talent_id", "until") VALUES (NEW."apartment_id", NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", NEW."out_of_turn", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."talent_id", NEW."until"); RETURN NULL;', hash='cecce9dd7b60aef4f3fa9fc8ea2eb2e306087152', operation='INSERT', pgid='pgtrigger_insert_insert_357e9', table='talent_tenancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_tenancyevent" ("apartment_id", "by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "out_of_turn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "talent_id", "until") VALUES (NEW."apartment_id", NEW."by_id", NEW."client_id", NEW."ended_on", NEW."ended_why", NEW."id", NEW."is_example", NEW."out_of_turn", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."talent_id", NEW."until"); RETURN NULL;', hash='6fa6165068323586611e0597badf5a742213e633', operation='UPDATE', pgid='pgtrigger_update_update_4f8f9', table='talent_tenancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancy',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_tenancyevent" ("apartment_id", "by_id", "client_id", "ended_on", "ended_why", "id", "is_example", "out_of_turn", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "talent_id", "until") VALUES (OLD."apartment_id", OLD."by_id", OLD."client_id", OLD."ended_on", OLD."ended_why", OLD."id", OLD."is_example", OLD."out_of_turn", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."talent_id", OLD."until"); RETURN NULL;', hash='3141fa9c03ba60543437ecb29840909b3416aa23', operation='DELETE', pgid='pgtrigger_delete_delete_0cbce', table='talent_tenancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancy',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.out_of_turn <> '' AND NEW.out_of_turn NOT LIKE '已删除%') OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='1d2bcc4a14abb1b2ca004c2c8336217de66b46e2', operation='INSERT', pgid='pgtrigger_erased_insert_55558', table='talent_tenancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancy',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.out_of_turn <> '' AND NEW.out_of_turn NOT LIKE '已删除%' AND NEW.out_of_turn IS DISTINCT FROM OLD.out_of_turn) OR (NEW.ended_why <> '' AND NEW.ended_why NOT LIKE '已删除%' AND NEW.ended_why IS DISTINCT FROM OLD.ended_why AND OLD.ended_why <> '') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='e83397ae26edab8dd617f068575955f1c9031abf', operation='UPDATE', pgid='pgtrigger_erased_update_fc6c2', table='talent_tenancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwishevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_flatwish\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='8f7137bfe838bed989a47c0a0936aa57c9249dae', operation='INSERT', pgid='pgtrigger_writes_trail_0408b', table='talent_flatwishevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwishevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ac3a7acb0863dc48d2e64f4a44c62f146e5d930e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86a3c', table='talent_flatwishevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwishevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='eaa50c65af5a327b5cfeecdca5d1201de6a1b0d7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_17fd7', table='talent_flatwishevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='flatwish',
            index=models.Index(fields=['asked_on', 'id'], name='flat_wish_by_turn'),
        ),
        migrations.AddConstraint(
            model_name='flatwish',
            constraint=models.CheckConstraint(condition=models.Q(('persons__gte', 1)), name='flat_wish_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='flatwish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='flat_wish_withdrawn_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='flatwish',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'offered'])), fields=('talent',), name='flat_wish_once_a_person', violation_error_message='这个人已在轮候。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwish',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b54f0e621cb23aaee858f4fe5db1236c9554f06f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_3ca43', table='talent_flatwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwish',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_flatwishevent" ("asked_on", "by_id", "client_id", "decided_on", "id", "is_example", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "talent_id", "tenancy_id", "why") VALUES (NEW."asked_on", NEW."by_id", NEW."client_id", NEW."decided_on", NEW."id", NEW."is_example", NEW."persons", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."talent_id", NEW."tenancy_id", NEW."why"); RETURN NULL;', hash='1ce0741cbacb1e165c767e0c4bdc320ec88ef062', operation='INSERT', pgid='pgtrigger_insert_insert_e81f9', table='talent_flatwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwish',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talent_flatwishevent" ("asked_on", "by_id", "client_id", "decided_on", "id", "is_example", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "talent_id", "tenancy_id", "why") VALUES (NEW."asked_on", NEW."by_id", NEW."client_id", NEW."decided_on", NEW."id", NEW."is_example", NEW."persons", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."talent_id", NEW."tenancy_id", NEW."why"); RETURN NULL;', hash='2a1032caf9fb59b1b6c71d335ee7a7b7a8830cba', operation='UPDATE', pgid='pgtrigger_update_update_7f068', table='talent_flatwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwish',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_flatwishevent" ("asked_on", "by_id", "client_id", "decided_on", "id", "is_example", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "talent_id", "tenancy_id", "why") VALUES (OLD."asked_on", OLD."by_id", OLD."client_id", OLD."decided_on", OLD."id", OLD."is_example", OLD."persons", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."talent_id", OLD."tenancy_id", OLD."why"); RETURN NULL;', hash='e759c4789c4b2b8b321729dc158971f29dd0542b', operation='DELETE', pgid='pgtrigger_delete_delete_d9505', table='talent_flatwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwish',
            trigger=pgtrigger.compiler.Trigger(name='erased_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.why <> '' AND NEW.why NOT LIKE '已删除%') THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='4ca678a897c819d5370a2021cc2e39ac6b1d6f72', operation='INSERT', pgid='pgtrigger_erased_insert_9a2c2', table='talent_flatwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='flatwish',
            trigger=pgtrigger.compiler.Trigger(name='erased_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM talent_talent p WHERE p.id IN (NEW.talent_id) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;\n    IF (NEW.why <> '' AND NEW.why NOT LIKE '已删除%' AND NEW.why IS DISTINCT FROM OLD.why) THEN\n        RAISE EXCEPTION 'has ended: the personal data of this row was erased'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_ended';\n    END IF;\n    RETURN NULL;\n", hash='7c0ed0e8a81708e0e0647f5498b265aa3602cb7a', operation='UPDATE', pgid='pgtrigger_erased_update_0dcf8', table='talent_flatwish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancyevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_tenancy\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b25414c39615f702e3ecd5274e7500d5e2ae7893', operation='INSERT', pgid='pgtrigger_writes_trail_a8b1d', table='talent_tenancyevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='456766c630f8a2cdaa8b159c39986557538257bc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_584d1', table='talent_tenancyevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenancyevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='b55c23b0bccdc58e97424a6b17c8634c053ba364', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d76b3', table='talent_tenancyevent', when='BEFORE')),
        ),
    ]
