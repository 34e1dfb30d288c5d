"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
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
        ('enterprises', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LineDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('lower', '下调额度'), ('end', '终止'), ('extend', '展期'), ('correct', '更正')], max_length=8, verbose_name='决定')),
                ('amount_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='下调（万元）')),
                ('until', models.DateField(blank=True, null=True, verbose_name='展期到')),
                ('was', models.DateField(blank=True, null=True, verbose_name='原到期日期')),
                ('on', models.DateField(verbose_name='决定日期')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
            ],
            options={
                'verbose_name': '授信决定',
                'verbose_name_plural': '授信决定',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LineDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('lower', '下调额度'), ('end', '终止'), ('extend', '展期'), ('correct', '更正')], max_length=8, verbose_name='决定')),
                ('amount_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='下调（万元）')),
                ('until', models.DateField(blank=True, null=True, verbose_name='展期到')),
                ('was', models.DateField(blank=True, null=True, verbose_name='原到期日期')),
                ('on', models.DateField(verbose_name='决定日期')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='金融举措')),
                ('for_whom', models.CharField(blank=True, max_length=120, verbose_name='对象')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='来源')),
            ],
            options={
                'verbose_name': '金融举措',
                'verbose_name_plural': '金融举措',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MoneyConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                ('asked_at', models.DateTimeField(verbose_name='发起时间')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('agrees', models.BooleanField(blank=True, null=True, verbose_name='一致')),
                ('said_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='企业金额（万元）')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='企业日期')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='企业说明')),
                ('closed_words', models.CharField(blank=True, max_length=300, verbose_name='核对说明')),
                ('closed_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='说明时登记（万元）')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='核对时间')),
                ('chased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='催办时间')),
            ],
            options={
                'verbose_name': '金额确认',
                'verbose_name_plural': '金额确认',
                'ordering': ['-asked_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MoneyLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('most_wan', models.DecimalField(decimal_places=2, default=Decimal('500000'), max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='单笔上限（万元）')),
            ],
            options={
                'verbose_name': '单笔上限',
                'verbose_name_plural': '单笔上限',
            },
        ),
        migrations.CreateModel(
            name='Passing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('on', models.DateField(verbose_name='转交日期')),
                ('answer_by', models.DateField(verbose_name='答复期限')),
                ('shared', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('revenue', '营收'), ('tax', '税收'), ('research', '研发投入'), ('staff', '从业人员'), ('contact', '联系人')], max_length=10), blank=True, default=list, size=None, verbose_name='企业同意给机构看的')),
                ('state', models.CharField(choices=[('waiting', '待答复'), ('asked', '反问'), ('offered', '已报价'), ('declined', '婉拒'), ('granted', '已授信'), ('withdrawn', '收回')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('product', models.CharField(blank=True, max_length=60, verbose_name='产品')),
                ('offered_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='额度（万元）')),
                ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('36'))], verbose_name='年利率（%）')),
                ('term_months', models.PositiveIntegerField(blank=True, null=True, verbose_name='期限（月）')),
                ('conditions', models.CharField(blank=True, max_length=200, verbose_name='担保与条件')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='报价有效到')),
                ('question', models.CharField(blank=True, max_length=200, verbose_name='反问')),
                ('reply', models.CharField(blank=True, max_length=200, verbose_name='回答')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
            ],
            options={
                'verbose_name': '对接',
                'verbose_name_plural': '对接',
                'ordering': ['answer_by', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PassingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('on', models.DateField(verbose_name='转交日期')),
                ('answer_by', models.DateField(verbose_name='答复期限')),
                ('shared', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('revenue', '营收'), ('tax', '税收'), ('research', '研发投入'), ('staff', '从业人员'), ('contact', '联系人')], max_length=10), blank=True, default=list, size=None, verbose_name='企业同意给机构看的')),
                ('state', models.CharField(choices=[('waiting', '待答复'), ('asked', '反问'), ('offered', '已报价'), ('declined', '婉拒'), ('granted', '已授信'), ('withdrawn', '收回')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('product', models.CharField(blank=True, max_length=60, verbose_name='产品')),
                ('offered_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='额度（万元）')),
                ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('36'))], verbose_name='年利率（%）')),
                ('term_months', models.PositiveIntegerField(blank=True, null=True, verbose_name='期限（月）')),
                ('conditions', models.CharField(blank=True, max_length=200, verbose_name='担保与条件')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='报价有效到')),
                ('question', models.CharField(blank=True, max_length=200, verbose_name='反问')),
                ('reply', models.CharField(blank=True, max_length=200, verbose_name='回答')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='产品')),
                ('kind', models.CharField(choices=[('loan', '贷款'), ('guarantee', '担保、保险'), ('equity', '股权'), ('lease', '租赁'), ('listing', '投行服务（上市前）')], max_length=10, verbose_name='类别')),
                ('for_whom', models.CharField(blank=True, max_length=120, verbose_name='对象')),
                ('least_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='起点（万元）')),
                ('most_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='最高额度（万元）')),
                ('rate_from', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('36'))], verbose_name='年利率（%）')),
                ('rate_to', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('36'))], verbose_name='最高年利率（%）')),
                ('term_months', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最长期限（月）')),
                ('guarantee', models.CharField(choices=[('credit', '信用'), ('mortgage', '抵押'), ('patent', '知识产权质押'), ('receivable', '应收账款质押'), ('surety', '保证'), ('pool', '风险补偿'), ('equity', '股权')], max_length=12, verbose_name='担保方式')),
                ('green_channel', models.BooleanField(default=False, verbose_name='绿色通道')),
                ('own_authority', models.BooleanField(default=False, verbose_name='自身权限内审批')),
                ('quota_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='专项额度（万元）')),
                ('no_collateral', models.BooleanField(default=False, verbose_name='不要抵押物')),
                ('least_years', models.PositiveIntegerField(blank=True, null=True, verbose_name='成立满（年）')),
                ('needs_science', models.BooleanField(default=False, verbose_name='要有专利或科技资质')),
                ('needs_listing', models.BooleanField(default=False, verbose_name='要在筹备上市')),
                ('needs_orders', models.BooleanField(default=False, verbose_name='要有政府或龙头订单')),
                ('needs_renewal', models.BooleanField(default=False, verbose_name='用于技改、设备更新')),
                ('begins_on', models.DateField(verbose_name='开办日期')),
                ('ends_on', models.DateField(blank=True, editable=False, null=True, verbose_name='停办日期')),
                ('ended_why', models.CharField(blank=True, editable=False, max_length=120, verbose_name='停办原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '金融产品',
                'verbose_name_plural': '金融产品',
                'ordering': ['institution', 'name', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProductEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='产品')),
                ('kind', models.CharField(choices=[('loan', '贷款'), ('guarantee', '担保、保险'), ('equity', '股权'), ('lease', '租赁'), ('listing', '投行服务（上市前）')], max_length=10, verbose_name='类别')),
                ('for_whom', models.CharField(blank=True, max_length=120, verbose_name='对象')),
                ('least_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='起点（万元）')),
                ('most_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='最高额度（万元）')),
                ('rate_from', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('36'))], verbose_name='年利率（%）')),
                ('rate_to', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('36'))], verbose_name='最高年利率（%）')),
                ('term_months', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最长期限（月）')),
                ('guarantee', models.CharField(choices=[('credit', '信用'), ('mortgage', '抵押'), ('patent', '知识产权质押'), ('receivable', '应收账款质押'), ('surety', '保证'), ('pool', '风险补偿'), ('equity', '股权')], max_length=12, verbose_name='担保方式')),
                ('green_channel', models.BooleanField(default=False, verbose_name='绿色通道')),
                ('own_authority', models.BooleanField(default=False, verbose_name='自身权限内审批')),
                ('quota_wan', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='专项额度（万元）')),
                ('no_collateral', models.BooleanField(default=False, verbose_name='不要抵押物')),
                ('least_years', models.PositiveIntegerField(blank=True, null=True, verbose_name='成立满（年）')),
                ('needs_science', models.BooleanField(default=False, verbose_name='要有专利或科技资质')),
                ('needs_listing', models.BooleanField(default=False, verbose_name='要在筹备上市')),
                ('needs_orders', models.BooleanField(default=False, verbose_name='要有政府或龙头订单')),
                ('needs_renewal', models.BooleanField(default=False, verbose_name='用于技改、设备更新')),
                ('begins_on', models.DateField(verbose_name='开办日期')),
                ('ends_on', models.DateField(blank=True, editable=False, null=True, verbose_name='停办日期')),
                ('ended_why', models.CharField(blank=True, editable=False, max_length=120, verbose_name='停办原因')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProductMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '兑现的举措',
                'verbose_name_plural': '兑现的举措',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ProductMeasureEvent',
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
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='还款（万元）')),
                ('on', models.DateField(verbose_name='还款日期')),
                ('reversed_wan', models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), editable=False, max_digits=14, verbose_name='已冲销（万元）')),
            ],
            options={
                'verbose_name': '还款',
                'verbose_name_plural': '还款',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RepaymentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='还款（万元）')),
                ('on', models.DateField(verbose_name='还款日期')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reversal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='冲销（万元）')),
                ('on', models.DateField(verbose_name='冲销日期')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
            ],
            options={
                'verbose_name': '冲销',
                'verbose_name_plural': '冲销',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReversalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='冲销（万元）')),
                ('on', models.DateField(verbose_name='冲销日期')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Season',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='赛季')),
                ('begins_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('for_conversion', models.PositiveIntegerField(default=40, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='转化率权重')),
                ('for_days', models.PositiveIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='平均天数权重')),
                ('for_firms', models.PositiveIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='服务企业权重')),
                ('for_first', models.PositiveIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='首贷户权重')),
                ('opened_at', models.DateTimeField(verbose_name='开赛时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '竞赛赛季',
                'verbose_name_plural': '竞赛赛季',
                'ordering': ['-begins_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeasonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='赛季')),
                ('begins_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('for_conversion', models.PositiveIntegerField(default=40, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='转化率权重')),
                ('for_days', models.PositiveIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='平均天数权重')),
                ('for_firms', models.PositiveIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='服务企业权重')),
                ('for_first', models.PositiveIntegerField(default=20, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='首贷户权重')),
                ('opened_at', models.DateTimeField(verbose_name='开赛时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SeasonResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(blank=True, null=True, verbose_name='名次')),
                ('mark', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, verbose_name='得分')),
                ('asked_wan', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='对接需求（万元）')),
                ('drawn_wan', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='放款（万元）')),
                ('days', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='平均天数')),
                ('firms', models.PositiveIntegerField(verbose_name='服务企业')),
                ('first', models.PositiveIntegerField(verbose_name='首贷户')),
                ('conversion_mark', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, verbose_name='转化率得分')),
                ('days_mark', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, verbose_name='平均天数得分')),
                ('firms_mark', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, verbose_name='服务企业得分')),
                ('first_mark', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, verbose_name='首贷户得分')),
            ],
            options={
                'verbose_name': '竞赛结果',
                'verbose_name_plural': '竞赛结果',
                'ordering': ['season', models.OrderBy(models.F('place'), nulls_last=True), 'institution'],
            },
        ),
        migrations.CreateModel(
            name='CreditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('granted_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='授信（万元）')),
                ('granted_on', models.DateField(verbose_name='授信日期')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('is_revolving', models.BooleanField(db_default=False, default=False, verbose_name='循环额度')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='终止日期')),
                ('stuck_reason', models.CharField(blank=True, choices=[('collateral', '抵押担保不足'), ('conditions', '用信条件未满足'), ('not_needed', '企业暂不用信'), ('paperwork', '手续办理中')], max_length=12, verbose_name='未放款原因')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='企业确认日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('drawn_wan', models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), editable=False, max_digits=14, verbose_name='已放款（万元）')),
                ('repaid_wan', models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), editable=False, max_digits=14, verbose_name='已还款（万元）')),
                ('lowered_wan', models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), editable=False, max_digits=14, verbose_name='已下调（万元）')),
                ('undrawn_wan', models.GeneratedField(db_persist=True, expression=models.Case(models.When(ended_on__isnull=False, then=Decimal('0')), default=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('granted_wan'), '-', models.F('lowered_wan')), '-', models.F('drawn_wan')), '+', models.Case(models.When(is_revolving=True, then=models.F('repaid_wan')), default=Decimal('0')))), output_field=models.DecimalField(decimal_places=2, max_digits=14), verbose_name='未放款（万元）')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_lines', to='enterprises.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '授信',
                'verbose_name_plural': '授信',
                'ordering': ['-granted_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Drawdown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='放款（万元）')),
                ('on', models.DateField(verbose_name='放款日期')),
                ('reversed_wan', models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), editable=False, max_digits=14, verbose_name='已冲销（万元）')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawdowns', to='finance.creditline', verbose_name='授信')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '放款',
                'verbose_name_plural': '放款',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DrawdownEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='放款（万元）')),
                ('on', models.DateField(verbose_name='放款日期')),
                ('line', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.creditline', verbose_name='授信')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.drawdown')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FinancingNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='金额（万元）')),
                ('purpose', models.CharField(max_length=120, verbose_name='用途')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('matched_on', models.DateField(blank=True, null=True, verbose_name='对接日期')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('state', models.CharField(choices=[('open', '待对接'), ('matched', '对接中'), ('partly', '部分授信'), ('granted', '已授信'), ('withdrawn', '已撤回')], default='open', max_length=10, verbose_name='状态')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='enterprises.enterprise', verbose_name='企业')),
                ('handoff', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='enterprises.visithandoff', verbose_name='走访转办')),
            ],
            options={
                'verbose_name': '融资需求',
                'verbose_name_plural': '融资需求',
                'ordering': ['-raised_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='creditline',
            name='need',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.financingneed', verbose_name='融资需求'),
        ),
        migrations.CreateModel(
            name='HeldEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('line', '授信'), ('drawdown', '放款'), ('repayment', '还款')], max_length=10, verbose_name='类别')),
                ('what', models.CharField(max_length=120, verbose_name='事项')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='金额（万元）')),
                ('why', models.CharField(choices=[('need', '超过需求的 10 倍'), ('limit', '超过单笔上限')], max_length=8, verbose_name='复核原因')),
                ('data', models.JSONField(default=dict, editable=False, verbose_name='所填内容')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('state', models.CharField(choices=[('waiting', '待复核'), ('approved', '已核准'), ('dropped', '已作废')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='held_entries', to='finance.creditline', verbose_name='授信')),
            ],
            options={
                'verbose_name': '待复核的登记',
                'verbose_name_plural': '待复核的登记',
                'ordering': ['entered_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='机构')),
                ('kind', models.CharField(choices=[('bank', '银行'), ('venture', '创投'), ('guarantee', '担保'), ('leasing', '租赁')], max_length=10, verbose_name='类型')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '金融机构',
                'verbose_name_plural': '金融机构',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='institution_name_as_seen')],
            },
        ),
        migrations.CreateModel(
            name='HeldEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('kind', models.CharField(choices=[('line', '授信'), ('drawdown', '放款'), ('repayment', '还款')], max_length=10, verbose_name='类别')),
                ('what', models.CharField(max_length=120, verbose_name='事项')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='金额（万元）')),
                ('why', models.CharField(choices=[('need', '超过需求的 10 倍'), ('limit', '超过单笔上限')], max_length=8, verbose_name='复核原因')),
                ('data', models.JSONField(default=dict, editable=False, verbose_name='所填内容')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('state', models.CharField(choices=[('waiting', '待复核'), ('approved', '已核准'), ('dropped', '已作废')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('line', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.creditline', verbose_name='授信')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.heldentry')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='heldentry',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_entries', to='finance.institution', verbose_name='机构'),
        ),
        migrations.CreateModel(
            name='FinancingNeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='金额（万元）')),
                ('purpose', models.CharField(max_length=120, verbose_name='用途')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('matched_on', models.DateField(blank=True, null=True, verbose_name='对接日期')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('state', models.CharField(choices=[('open', '待对接'), ('matched', '对接中'), ('partly', '部分授信'), ('granted', '已授信'), ('withdrawn', '已撤回')], default='open', max_length=10, verbose_name='状态')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('enterprise', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业')),
                ('handoff', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.visithandoff', verbose_name='走访转办')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.financingneed')),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='对接机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='financingneed',
            name='institution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='finance.institution', verbose_name='对接机构'),
        ),
        migrations.CreateModel(
            name='CreditLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('granted_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='授信（万元）')),
                ('granted_on', models.DateField(verbose_name='授信日期')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('is_revolving', models.BooleanField(db_default=False, default=False, verbose_name='循环额度')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='终止日期')),
                ('stuck_reason', models.CharField(blank=True, choices=[('collateral', '抵押担保不足'), ('conditions', '用信条件未满足'), ('not_needed', '企业暂不用信'), ('paperwork', '手续办理中')], max_length=12, verbose_name='未放款原因')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='企业确认日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('enterprise', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.creditline')),
                ('need', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.financingneed', verbose_name='融资需求')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='creditline',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_lines', to='finance.institution', verbose_name='机构'),
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='网点')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='finance.institution', verbose_name='机构')),
            ],
            options={
                'verbose_name': '网点',
                'verbose_name_plural': '网点',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BankMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bank_member', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='finance.institution', verbose_name='机构')),
            ],
            options={
                'verbose_name': '机构人员',
                'verbose_name_plural': '机构人员',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='institution',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b6f8a265c4d34568efd927e721618f36b8e11c47', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_eb4d2', table='finance_institution', when='AFTER')),
        ),
        migrations.AddField(
            model_name='linedecision',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='finance.linedecision', verbose_name='更正的决定'),
        ),
        migrations.AddField(
            model_name='linedecision',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddField(
            model_name='linedecision',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='linedecisionevent',
            name='corrects',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.linedecision', verbose_name='更正的决定'),
        ),
        migrations.AddField(
            model_name='linedecisionevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddField(
            model_name='linedecisionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='linedecisionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.linedecision'),
        ),
        migrations.AddField(
            model_name='linedecisionevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='measure',
            name='branch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='finance.branch', verbose_name='网点'),
        ),
        migrations.AddField(
            model_name='measure',
            name='institution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='finance.institution', verbose_name='承诺机构'),
        ),
        migrations.AddField(
            model_name='moneyconfirmation',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人'),
        ),
        migrations.AddField(
            model_name='moneyconfirmation',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人'),
        ),
        migrations.AddField(
            model_name='moneyconfirmation',
            name='drawdown',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='finance.drawdown', verbose_name='放款'),
        ),
        migrations.AddField(
            model_name='moneyconfirmation',
            name='line',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddConstraint(
            model_name='moneylimit',
            constraint=models.UniqueConstraint(django.db.models.expressions.CombinedExpression(models.F('most_wan'), '*', models.Value(0)), name='one_money_limit'),
        ),
        migrations.AddConstraint(
            model_name='moneylimit',
            constraint=models.CheckConstraint(condition=models.Q(('most_wan__gt', 0)), name='money_limit_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moneylimit',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='14c98e5fc87298ae2ccde568bd67b1e0a842247f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_24b32', table='finance_moneylimit', when='AFTER')),
        ),
        migrations.AddField(
            model_name='passing',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='转交人'),
        ),
        migrations.AddField(
            model_name='passing',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passings', to='finance.institution', verbose_name='机构'),
        ),
        migrations.AddField(
            model_name='passing',
            name='need',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passings', to='finance.financingneed', verbose_name='融资需求'),
        ),
        migrations.AddField(
            model_name='passingevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='转交人'),
        ),
        migrations.AddField(
            model_name='passingevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='机构'),
        ),
        migrations.AddField(
            model_name='passingevent',
            name='need',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.financingneed', verbose_name='融资需求'),
        ),
        migrations.AddField(
            model_name='passingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='passingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.passing'),
        ),
        migrations.AddField(
            model_name='product',
            name='branch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='finance.branch', verbose_name='网点'),
        ),
        migrations.AddField(
            model_name='product',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='finance.institution', verbose_name='机构'),
        ),
        migrations.AddField(
            model_name='passingevent',
            name='market_product',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.product', verbose_name='金融超市的产品'),
        ),
        migrations.AddField(
            model_name='passing',
            name='market_product',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passings', to='finance.product', verbose_name='金融超市的产品'),
        ),
        migrations.AddField(
            model_name='creditlineevent',
            name='product',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.product', verbose_name='金融产品'),
        ),
        migrations.AddField(
            model_name='creditline',
            name='product',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.product', verbose_name='金融产品'),
        ),
        migrations.AddField(
            model_name='productevent',
            name='branch',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.branch', verbose_name='网点'),
        ),
        migrations.AddField(
            model_name='productevent',
            name='institution',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='机构'),
        ),
        migrations.AddField(
            model_name='productevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='productevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.product'),
        ),
        migrations.AddField(
            model_name='productmeasure',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fulfilled', to='finance.measure', verbose_name='金融举措'),
        ),
        migrations.AddField(
            model_name='productmeasure',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fulfils', to='finance.product'),
        ),
        migrations.AddField(
            model_name='product',
            name='measures',
            field=models.ManyToManyField(blank=True, related_name='products', through='finance.ProductMeasure', to='finance.measure', verbose_name='兑现的举措'),
        ),
        migrations.AddField(
            model_name='productmeasureevent',
            name='measure',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.measure', verbose_name='金融举措'),
        ),
        migrations.AddField(
            model_name='productmeasureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='productmeasureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.productmeasure'),
        ),
        migrations.AddField(
            model_name='productmeasureevent',
            name='product',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.product'),
        ),
        migrations.AddField(
            model_name='repayment',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddField(
            model_name='repayment',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='moneyconfirmation',
            name='repayment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='finance.repayment', verbose_name='还款'),
        ),
        migrations.AddField(
            model_name='repaymentevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddField(
            model_name='repaymentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='repaymentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.repayment'),
        ),
        migrations.AddField(
            model_name='repaymentevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='reversal',
            name='drawdown',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='finance.drawdown', verbose_name='放款'),
        ),
        migrations.AddField(
            model_name='reversal',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddField(
            model_name='reversal',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='reversal',
            name='repayment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='finance.repayment', verbose_name='还款'),
        ),
        migrations.AddField(
            model_name='reversalevent',
            name='drawdown',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.drawdown', verbose_name='放款'),
        ),
        migrations.AddField(
            model_name='reversalevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.creditline', verbose_name='授信'),
        ),
        migrations.AddField(
            model_name='reversalevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reversalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.reversal'),
        ),
        migrations.AddField(
            model_name='reversalevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='reversalevent',
            name='repayment',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.repayment', verbose_name='还款'),
        ),
        migrations.AddField(
            model_name='season',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人'),
        ),
        migrations.AddField(
            model_name='season',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='开赛人'),
        ),
        migrations.AddField(
            model_name='seasonevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人'),
        ),
        migrations.AddField(
            model_name='seasonevent',
            name='opened_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='开赛人'),
        ),
        migrations.AddField(
            model_name='seasonevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='seasonevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.season'),
        ),
        migrations.AddField(
            model_name='seasonresult',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='season_results', to='finance.institution', verbose_name='机构'),
        ),
        migrations.AddField(
            model_name='seasonresult',
            name='season',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='finance.season'),
        ),
        migrations.AddConstraint(
            model_name='drawdown',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='drawn_positive'),
        ),
        migrations.AddConstraint(
            model_name='drawdown',
            constraint=models.CheckConstraint(condition=models.Q(('reversed_wan__gte', 0), ('reversed_wan__lte', models.F('amount_wan'))), name='drawn_reversed_within'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='aa4eb5c72f1c166ef6cedee4af0a05efdac01040', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_3a2d2', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='keeps_drawn', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE held RECORD;', func='\n    IF TG_OP = \'UPDATE\' AND OLD.line_id = NEW.line_id THEN\n        UPDATE finance_creditline\n        SET drawn_wan = drawn_wan - (OLD.amount_wan - OLD.reversed_wan) + (NEW.amount_wan - NEW.reversed_wan)\n        WHERE id = NEW.line_id RETURNING * INTO held;\n    ELSE\n        IF TG_OP <> \'INSERT\' THEN\n            UPDATE finance_creditline SET drawn_wan = drawn_wan - (OLD.amount_wan - OLD.reversed_wan) WHERE id = OLD.line_id;\n        END IF;\n        IF TG_OP <> \'DELETE\' THEN\n            UPDATE finance_creditline SET drawn_wan = drawn_wan + (NEW.amount_wan - NEW.reversed_wan) WHERE id = NEW.line_id\n            RETURNING * INTO held;\n        END IF;\n    END IF;\n    \n    IF TG_OP = \'INSERT\' OR (TG_OP = \'UPDATE\' AND (NEW."on" <> OLD."on" OR NEW.line_id <> OLD.line_id)) THEN\n        IF NEW."on" > LEAST(held.expires_on, held.ended_on) THEN\n            RAISE EXCEPTION \'nothing is drawn from a line that is over\'\n                USING ERRCODE = \'check_violation\', CONSTRAINT = \'drawn_in_force\';\n        END IF;\n    END IF;\n\n    RETURN NULL;\n', hash='733b334a618ba192939be47fe94c171712377490', operation='INSERT OR UPDATE OF "amount_wan", "line_id", "reversed_wan", "on" OR DELETE', pgid='pgtrigger_keeps_drawn_495a7', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_drawdownevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id"); RETURN NULL;', hash='04e4bb046c13e00f7aa2976520003911c0720f59', operation='INSERT', pgid='pgtrigger_insert_insert_c270b', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount_wan" IS DISTINCT FROM (NEW."amount_wan") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func='INSERT INTO "finance_drawdownevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id"); RETURN NULL;', hash='c86556c9b669ed0b382d5f12d2b8414bd459bb1b', operation='UPDATE', pgid='pgtrigger_update_update_d3135', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_drawdownevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (OLD."amount_wan", OLD."client_id", OLD."id", OLD."line_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id"); RETURN NULL;', hash='672b5051ee34e3e51deb01b4406a9bc904e04b95', operation='DELETE', pgid='pgtrigger_delete_delete_db364', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdownevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_drawdown\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='003116c38905ab1bbdbde5b091347b776515c414', operation='INSERT', pgid='pgtrigger_writes_trail_5a465', table='finance_drawdownevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdownevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c2a29b71fbd0e6daa455628d768bcc12508d918', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16147', table='finance_drawdownevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdownevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='88ec7ed58c3be6d6539daf19369e1367b0e8984d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_42ba2', table='finance_drawdownevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentryevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_heldentry\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='c6fbe8c27ac7c8997a5b08a41937dfe7205014a5', operation='INSERT', pgid='pgtrigger_writes_trail_2f493', table='finance_heldentryevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='762ed4afc5b65c12bba71d274342764f3d5c9bd4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20d51', table='finance_heldentryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentryevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5b78eb1813c9a938b23f5cd2ec66d8de8bf17ab3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f5841', table='finance_heldentryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='heldentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='heldentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='held_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='heldentry',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='held_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentry',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='230cc978aca8b2a8e10accdb05003f1daaa28aa5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_62008', table='finance_heldentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_heldentryevent" ("amount_wan", "client_id", "data", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "id", "institution_id", "kind", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "what", "why") VALUES (NEW."amount_wan", NEW."client_id", NEW."data", NEW."decided_at", NEW."decided_by_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."institution_id", NEW."kind", NEW."line_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."what", NEW."why"); RETURN NULL;', hash='ab3a3a6210e5c57777f21db52c99fb7415b53c4b', operation='INSERT', pgid='pgtrigger_insert_insert_c4ac9', table='finance_heldentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_heldentryevent" ("amount_wan", "client_id", "data", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "id", "institution_id", "kind", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "what", "why") VALUES (NEW."amount_wan", NEW."client_id", NEW."data", NEW."decided_at", NEW."decided_by_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."institution_id", NEW."kind", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."what", NEW."why"); RETURN NULL;', hash='27cf48b6609407c2ca18b821dbeea7c536881f6a', operation='UPDATE', pgid='pgtrigger_update_update_cc77d', table='finance_heldentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='heldentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_heldentryevent" ("amount_wan", "client_id", "data", "decided_at", "decided_by_id", "entered_at", "entered_by_id", "id", "institution_id", "kind", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "what", "why") VALUES (OLD."amount_wan", OLD."client_id", OLD."data", OLD."decided_at", OLD."decided_by_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."institution_id", OLD."kind", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."what", OLD."why"); RETURN NULL;', hash='8ec5cc46e9fc4fab7ffb926f11ae37e42d648194', operation='DELETE', pgid='pgtrigger_delete_delete_7d52a', table='finance_heldentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneedevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_financingneed\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b0bc19e8acd35ed11cdfca54c3f0db4d829a1b7d', operation='INSERT', pgid='pgtrigger_writes_trail_47f9a', table='finance_financingneedevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='916ae4a5fa5de32da1879976e31c4309fc4dc9b1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_433f9', table='finance_financingneedevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneedevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='6862b44539383fa86549437ce765d5edca893a41', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d370c', table='finance_financingneedevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='financingneed',
            index=models.Index(fields=['-raised_on', '-id'], name='need_by_day'),
        ),
        migrations.AddIndex(
            model_name='financingneed',
            index=models.Index(condition=models.Q(('state__in', ('open', 'matched', 'partly'))), fields=['raised_on', 'id'], name='need_waiting'),
        ),
        migrations.AddConstraint(
            model_name='financingneed',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='need_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='285e49b5e990e5013c9b74ec1d623228d5cc16d5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_e687a', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_financingneedevent" ("amount_wan", "client_id", "enterprise_id", "handoff_id", "id", "institution_id", "is_example", "matched_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "raised_on", "state", "withdrawn_on") VALUES (NEW."amount_wan", NEW."client_id", NEW."enterprise_id", NEW."handoff_id", NEW."id", NEW."institution_id", NEW."is_example", NEW."matched_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."raised_on", NEW."state", NEW."withdrawn_on"); RETURN NULL;', hash='09328ebc317d6ae8d906635b141e98aabf1ae7a1', operation='INSERT', pgid='pgtrigger_insert_insert_046ec', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_financingneedevent" ("amount_wan", "client_id", "enterprise_id", "handoff_id", "id", "institution_id", "is_example", "matched_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "raised_on", "state", "withdrawn_on") VALUES (NEW."amount_wan", NEW."client_id", NEW."enterprise_id", NEW."handoff_id", NEW."id", NEW."institution_id", NEW."is_example", NEW."matched_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."raised_on", NEW."state", NEW."withdrawn_on"); RETURN NULL;', hash='e4d5c19bdfda58916ad1df6e311d8a36e187a041', operation='UPDATE', pgid='pgtrigger_update_update_e4c4b', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_financingneedevent" ("amount_wan", "client_id", "enterprise_id", "handoff_id", "id", "institution_id", "is_example", "matched_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "raised_on", "state", "withdrawn_on") VALUES (OLD."amount_wan", OLD."client_id", OLD."enterprise_id", OLD."handoff_id", OLD."id", OLD."institution_id", OLD."is_example", OLD."matched_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."raised_on", OLD."state", OLD."withdrawn_on"); RETURN NULL;', hash='706667d62bdbba9058549af84f3c5482800efb8a', operation='DELETE', pgid='pgtrigger_delete_delete_ec3db', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ee27d2bd27271909bb72d0cecc3907d0fc6a5c70', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_a3ea6', table='finance_financingneed', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='branch',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='branch_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankmember',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='dddb274298fcc22e939f8d0f261beb0b335fce34', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_66bc4', table='finance_bankmember', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='linedecision',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__isnull', True), ('amount_wan__gt', 0), _connector='OR'), name='lowered_positive'),
        ),
        migrations.AddConstraint(
            model_name='linedecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_wan__isnull', False), ('kind', 'lower'), ('until__isnull', True)), models.Q(('amount_wan__isnull', True), ('kind', 'end'), ('until__isnull', True)), models.Q(('amount_wan__isnull', True), ('kind', 'extend'), ('until__isnull', False), ('was__isnull', False)), ('kind', 'correct'), _connector='OR'), name='decision_says_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='linedecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('kind', 'correct')), models.Q(models.Q(('kind', 'correct'), _negated=True), ('corrects__isnull', True)), _connector='OR'), name='correction_of_a_decision'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecision',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='32307c0740caab1e12a16c99895ecf83436ea675', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_a28d4', table='finance_linedecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecision',
            trigger=pgtrigger.compiler.Trigger(name='keeps_decided', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE taken finance_linedecision%ROWTYPE;', func='\n    IF NEW.kind = \'correct\' THEN\n        SELECT * INTO taken FROM finance_linedecision WHERE id = NEW.corrects_id;\n        IF taken.kind = \'correct\' OR taken.line_id <> NEW.line_id OR taken.amount_wan IS DISTINCT FROM NEW.amount_wan\n        THEN\n            RAISE EXCEPTION \'a correction takes back a decision of its line as it was\'\n                USING ERRCODE = \'check_violation\', CONSTRAINT = \'corrects_its_line\';\n        END IF;\n        UPDATE finance_creditline SET\n            lowered_wan = lowered_wan - COALESCE(NEW.amount_wan, 0),\n            ended_on = CASE WHEN taken.kind = \'end\' THEN NULL ELSE ended_on END,\n            expires_on = COALESCE(NEW.until, expires_on)\n        WHERE id = NEW.line_id;\n    ELSE\n        UPDATE finance_creditline SET\n            lowered_wan = lowered_wan + COALESCE(NEW.amount_wan, 0),\n            ended_on = CASE WHEN NEW.kind = \'end\' THEN NEW."on" ELSE ended_on END,\n            expires_on = COALESCE(NEW.until, expires_on)\n        WHERE id = NEW.line_id;\n    END IF;\n    RETURN NULL;\n', hash='727b5da32f19abe86b18b4523f7a39be44691ba3', operation='INSERT', pgid='pgtrigger_keeps_decided_85500', table='finance_linedecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecision',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b5d39e1a1118fb16e1ea5d51c2aa79fd99aaa478', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_58193', table='finance_linedecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_linedecisionevent" ("amount_wan", "client_id", "corrects_id", "id", "kind", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "until", "was") VALUES (NEW."amount_wan", NEW."client_id", NEW."corrects_id", NEW."id", NEW."kind", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."until", NEW."was"); RETURN NULL;', hash='64d940e5ef0c5ba5a5e2154ab965067f81b196e7', operation='INSERT', pgid='pgtrigger_insert_insert_f315a', table='finance_linedecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_linedecisionevent" ("amount_wan", "client_id", "corrects_id", "id", "kind", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "until", "was") VALUES (NEW."amount_wan", NEW."client_id", NEW."corrects_id", NEW."id", NEW."kind", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."until", NEW."was"); RETURN NULL;', hash='d528692ae513298e25db7bdb9def7ab74bd23680', operation='UPDATE', pgid='pgtrigger_update_update_ecfa6', table='finance_linedecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_linedecisionevent" ("amount_wan", "client_id", "corrects_id", "id", "kind", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "until", "was") VALUES (OLD."amount_wan", OLD."client_id", OLD."corrects_id", OLD."id", OLD."kind", OLD."line_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."until", OLD."was"); RETURN NULL;', hash='9775d7e9dbaee03aa293f9c6cfe71227afe1066e', operation='DELETE', pgid='pgtrigger_delete_delete_f999f', table='finance_linedecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_linedecision\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='15ab3d8211a2054b862218c895277749dad9443f', operation='INSERT', pgid='pgtrigger_writes_trail_16845', table='finance_linedecisionevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98548c14a95165169276fa0dbd42bdcdcf358f14', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_64454', table='finance_linedecisionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linedecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='9610c50cfe7c06d11b2b9db561d4aefbb60f144d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_710c9', table='finance_linedecisionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), models.F('institution'), name='measure_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), condition=models.Q(('institution__isnull', True)), name='measure_of_nobody_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measure',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='3d2b951d553614ff62bf345fdec5de0db1a741ff', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_71b5d', table='finance_measure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passingevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_passing\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='49dff60e25b10e0f04c6ba97d6484205c7edbfe9', operation='INSERT', pgid='pgtrigger_writes_trail_1defb', table='finance_passingevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c239852013bc99a4ea7230f35ce96fff86f5dee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3332d', table='finance_passingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passingevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='96e71147bd9d2f4281edd39a9d9d0507d2a5826a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_dc687', table='finance_passingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='passing',
            constraint=models.UniqueConstraint(fields=('need', 'institution'), name='passed_once'),
        ),
        migrations.AddConstraint(
            model_name='passing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), models.Q(('offered_wan__gt', 0), ('rate__isnull', False)), _connector='OR'), name='offer_says_amount_and_rate'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passing',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b2d8af60050272b54b68fbb3dbe0fc09ccdd128b', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_04045', table='finance_passing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passing',
            trigger=pgtrigger.compiler.Trigger(name='product_of_its_own', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.market_product_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM finance_product p WHERE p.id = NEW.market_product_id AND p.institution_id = NEW.institution_id\n    ) THEN\n        RAISE EXCEPTION 'product of another institution' USING ERRCODE = '23514', CONSTRAINT = 'product_of_its_own';\n    END IF;\n    RETURN NEW;\n", hash='c22519d9967aaca3fcddf931fb6136741f2d1877', operation='INSERT OR UPDATE OF "market_product_id", "institution_id"', pgid='pgtrigger_product_of_its_own_66269', table='finance_passing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_passingevent" ("answer_by", "by_id", "client_id", "conditions", "id", "institution_id", "market_product_id", "need_id", "offered_wan", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "question", "rate", "reason", "reply", "shared", "state", "term_months", "valid_until") VALUES (NEW."answer_by", NEW."by_id", NEW."client_id", NEW."conditions", NEW."id", NEW."institution_id", NEW."market_product_id", NEW."need_id", NEW."offered_wan", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product", NEW."question", NEW."rate", NEW."reason", NEW."reply", NEW."shared", NEW."state", NEW."term_months", NEW."valid_until"); RETURN NULL;', hash='e16af7487306314cd8a3701ce4e5d4e167e7e9d4', operation='INSERT', pgid='pgtrigger_insert_insert_3c019', table='finance_passing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_passingevent" ("answer_by", "by_id", "client_id", "conditions", "id", "institution_id", "market_product_id", "need_id", "offered_wan", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "question", "rate", "reason", "reply", "shared", "state", "term_months", "valid_until") VALUES (NEW."answer_by", NEW."by_id", NEW."client_id", NEW."conditions", NEW."id", NEW."institution_id", NEW."market_product_id", NEW."need_id", NEW."offered_wan", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product", NEW."question", NEW."rate", NEW."reason", NEW."reply", NEW."shared", NEW."state", NEW."term_months", NEW."valid_until"); RETURN NULL;', hash='6820e4b19c75610ae746a84c00f7824aad9592e5', operation='UPDATE', pgid='pgtrigger_update_update_7526d', table='finance_passing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='passing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_passingevent" ("answer_by", "by_id", "client_id", "conditions", "id", "institution_id", "market_product_id", "need_id", "offered_wan", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "question", "rate", "reason", "reply", "shared", "state", "term_months", "valid_until") VALUES (OLD."answer_by", OLD."by_id", OLD."client_id", OLD."conditions", OLD."id", OLD."institution_id", OLD."market_product_id", OLD."need_id", OLD."offered_wan", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product", OLD."question", OLD."rate", OLD."reason", OLD."reply", OLD."shared", OLD."state", OLD."term_months", OLD."valid_until"); RETURN NULL;', hash='1976758facbf93f5b4cf90d602b5d77d97889d6a', operation='DELETE', pgid='pgtrigger_delete_delete_60f86', table='finance_passing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditlineevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_creditline\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='af95bd4df3ab3b1cad9f4d3fee483e8eacd02c11', operation='INSERT', pgid='pgtrigger_writes_trail_00271', table='finance_creditlineevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditlineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5904912135d3b0f4c46a856559efb38232d166b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86eff', table='finance_creditlineevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditlineevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='fad896ce6c0fa30ed877a70a4f6dc176f3673c80', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_963e3', table='finance_creditlineevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(fields=['-granted_on', '-id'], name='line_by_day'),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(fields=['institution', '-granted_on', '-id'], name='line_by_institution'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('granted_wan__gt', 0)), name='granted_positive'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_wan__lte', django.db.models.expressions.CombinedExpression(models.F('granted_wan'), '-', models.F('lowered_wan'))), ('is_revolving', False)), models.Q(('drawn_wan__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('granted_wan'), '-', models.F('lowered_wan')), '+', models.F('repaid_wan'))), ('is_revolving', True)), _connector='OR'), name='drawn_within_limit'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('repaid_wan__lte', models.F('drawn_wan'))), name='repaid_within_drawn'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('drawn_wan__gte', 0), ('lowered_wan__gte', 0), ('repaid_wan__gte', 0)), name='kept_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='89de476b3a2a4a3ed6414162de92d7a407237640', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_9c34c', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='product_of_its_own', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.product_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM finance_product p WHERE p.id = NEW.product_id AND p.institution_id = NEW.institution_id\n    ) THEN\n        RAISE EXCEPTION 'product of another institution' USING ERRCODE = '23514', CONSTRAINT = 'product_of_its_own';\n    END IF;\n    RETURN NEW;\n", hash='fc04010dc561edbbf45803f6b42d0eae4108b01c', operation='INSERT OR UPDATE OF "product_id", "institution_id"', pgid='pgtrigger_product_of_its_own_d52a5', table='finance_creditline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_creditlineevent" ("client_id", "confirmed_on", "ended_on", "enterprise_id", "expires_on", "granted_on", "granted_wan", "id", "institution_id", "is_example", "is_revolving", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "stuck_reason") VALUES (NEW."client_id", NEW."confirmed_on", NEW."ended_on", NEW."enterprise_id", NEW."expires_on", NEW."granted_on", NEW."granted_wan", NEW."id", NEW."institution_id", NEW."is_example", NEW."is_revolving", NEW."need_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."stuck_reason"); RETURN NULL;', hash='5b8254fa008b0b2c7292baf74ffd42727493e09d', operation='INSERT', pgid='pgtrigger_insert_insert_6d6b6', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."granted_on" IS DISTINCT FROM (NEW."granted_on") OR OLD."granted_wan" IS DISTINCT FROM (NEW."granted_wan") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_revolving" IS DISTINCT FROM (NEW."is_revolving") OR OLD."need_id" IS DISTINCT FROM (NEW."need_id") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."stuck_reason" IS DISTINCT FROM (NEW."stuck_reason"))', func='INSERT INTO "finance_creditlineevent" ("client_id", "confirmed_on", "ended_on", "enterprise_id", "expires_on", "granted_on", "granted_wan", "id", "institution_id", "is_example", "is_revolving", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "stuck_reason") VALUES (NEW."client_id", NEW."confirmed_on", NEW."ended_on", NEW."enterprise_id", NEW."expires_on", NEW."granted_on", NEW."granted_wan", NEW."id", NEW."institution_id", NEW."is_example", NEW."is_revolving", NEW."need_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."stuck_reason"); RETURN NULL;', hash='90629d8eeddd46f2216b7c6864b2d5d10e209198', operation='UPDATE', pgid='pgtrigger_update_update_65ee3', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_creditlineevent" ("client_id", "confirmed_on", "ended_on", "enterprise_id", "expires_on", "granted_on", "granted_wan", "id", "institution_id", "is_example", "is_revolving", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "stuck_reason") VALUES (OLD."client_id", OLD."confirmed_on", OLD."ended_on", OLD."enterprise_id", OLD."expires_on", OLD."granted_on", OLD."granted_wan", OLD."id", OLD."institution_id", OLD."is_example", OLD."is_revolving", OLD."need_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."stuck_reason"); RETURN NULL;', hash='19a8a16038a81a9263e57f1bf3aab3ccac4a780e', operation='DELETE', pgid='pgtrigger_delete_delete_140b4', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='9d43baba56fcfd8a9831a4b1230ac67bcd89fddd', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_4cac8', table='finance_creditline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_product\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='e4b6392de5e33d003b56fd0c270f1cc345cb89a9', operation='INSERT', pgid='pgtrigger_writes_trail_6b386', table='finance_productevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='436eb93efd7068442b5fd7d9eb159c3ff008a883', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7ca78', table='finance_productevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8070f531790d3d02046fa7f42a7798f7835f1e23', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b6553', table='finance_productevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='productmeasure',
            constraint=models.UniqueConstraint(fields=('product', 'measure'), name='measure_fulfilled_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasure',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='f4ef6ba899a6f40d686e42c480a8fd43975f6e63', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_0225f', table='finance_productmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_productmeasureevent" ("id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id") VALUES (NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id"); RETURN NULL;', hash='49b6869732bf1ef01101e72ab58088623bb2d65c', operation='INSERT', pgid='pgtrigger_insert_insert_65630', table='finance_productmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_productmeasureevent" ("id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id") VALUES (NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id"); RETURN NULL;', hash='ecc179c290ee9e5af4c8e8ee3a6c760e0dbc5260', operation='UPDATE', pgid='pgtrigger_update_update_5d929', table='finance_productmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_productmeasureevent" ("id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id") VALUES (OLD."id", OLD."measure_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id"); RETURN NULL;', hash='9e00f1020f46110ec9d8f6aca4fd08a8e3053c51', operation='DELETE', pgid='pgtrigger_delete_delete_ae20e', table='finance_productmeasure', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), models.F('institution'), name='product_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('least_wan__isnull', True), ('most_wan__isnull', True), ('least_wan__lte', models.F('most_wan')), _connector='OR'), name='product_least_within_most'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('rate_to__isnull', True), models.Q(('rate_from__isnull', False), ('rate_from__lte', models.F('rate_to'))), _connector='OR'), name='product_rates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_why', ''), ('ends_on__isnull', True)), models.Q(('ends_on__gte', models.F('begins_on')), ('ends_on__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='product_ended_with_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='product',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='a7b91b9614655c7f52cc7902dbed7a5a2b10d2fc', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_964fb', table='finance_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='product',
            trigger=pgtrigger.compiler.Trigger(name='product_stays_with_its_institution', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."institution_id" IS DISTINCT FROM (NEW."institution_id"))', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "institution_id" rows from % table\', TG_TABLE_NAME;', hash='e684613212643ddd26b887b496a39aa5f329ee4b', operation='UPDATE OF "institution_id"', pgid='pgtrigger_product_stays_with_its_institution_23dc2', table='finance_product', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='product',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_productevent" ("begins_on", "branch_id", "client_id", "ended_why", "ends_on", "for_whom", "green_channel", "guarantee", "id", "institution_id", "is_example", "kind", "least_wan", "least_years", "most_wan", "name", "needs_listing", "needs_orders", "needs_renewal", "needs_science", "no_collateral", "own_authority", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota_wan", "rate_from", "rate_to", "term_months") VALUES (NEW."begins_on", NEW."branch_id", NEW."client_id", NEW."ended_why", NEW."ends_on", NEW."for_whom", NEW."green_channel", NEW."guarantee", NEW."id", NEW."institution_id", NEW."is_example", NEW."kind", NEW."least_wan", NEW."least_years", NEW."most_wan", NEW."name", NEW."needs_listing", NEW."needs_orders", NEW."needs_renewal", NEW."needs_science", NEW."no_collateral", NEW."own_authority", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quota_wan", NEW."rate_from", NEW."rate_to", NEW."term_months"); RETURN NULL;', hash='ed5af7aa1099386b612734dd66c5dd79494f509d', operation='INSERT', pgid='pgtrigger_insert_insert_73267', table='finance_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='product',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_productevent" ("begins_on", "branch_id", "client_id", "ended_why", "ends_on", "for_whom", "green_channel", "guarantee", "id", "institution_id", "is_example", "kind", "least_wan", "least_years", "most_wan", "name", "needs_listing", "needs_orders", "needs_renewal", "needs_science", "no_collateral", "own_authority", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota_wan", "rate_from", "rate_to", "term_months") VALUES (NEW."begins_on", NEW."branch_id", NEW."client_id", NEW."ended_why", NEW."ends_on", NEW."for_whom", NEW."green_channel", NEW."guarantee", NEW."id", NEW."institution_id", NEW."is_example", NEW."kind", NEW."least_wan", NEW."least_years", NEW."most_wan", NEW."name", NEW."needs_listing", NEW."needs_orders", NEW."needs_renewal", NEW."needs_science", NEW."no_collateral", NEW."own_authority", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quota_wan", NEW."rate_from", NEW."rate_to", NEW."term_months"); RETURN NULL;', hash='ede60e7464ea0cf2ef78f467e3b4a81d8610a609', operation='UPDATE', pgid='pgtrigger_update_update_a4049', table='finance_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='product',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_productevent" ("begins_on", "branch_id", "client_id", "ended_why", "ends_on", "for_whom", "green_channel", "guarantee", "id", "institution_id", "is_example", "kind", "least_wan", "least_years", "most_wan", "name", "needs_listing", "needs_orders", "needs_renewal", "needs_science", "no_collateral", "own_authority", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota_wan", "rate_from", "rate_to", "term_months") VALUES (OLD."begins_on", OLD."branch_id", OLD."client_id", OLD."ended_why", OLD."ends_on", OLD."for_whom", OLD."green_channel", OLD."guarantee", OLD."id", OLD."institution_id", OLD."is_example", OLD."kind", OLD."least_wan", OLD."least_years", OLD."most_wan", OLD."name", OLD."needs_listing", OLD."needs_orders", OLD."needs_renewal", OLD."needs_science", OLD."no_collateral", OLD."own_authority", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quota_wan", OLD."rate_from", OLD."rate_to", OLD."term_months"); RETURN NULL;', hash='a50b12d04befb68713e3f938cb1b98f13c2a6c73', operation='DELETE', pgid='pgtrigger_delete_delete_f59c2', table='finance_product', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasureevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_productmeasure\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='473e2672155e4c3c1794618b72437b9f8e2131e9', operation='INSERT', pgid='pgtrigger_writes_trail_f9e27', table='finance_productmeasureevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4633148432d3e036f529c48ce301264f85b80855', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a94e9', table='finance_productmeasureevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productmeasureevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='698c0a49474a2b5101ec98296d8eda84345d3520', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5c725', table='finance_productmeasureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='repaid_positive'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(('reversed_wan__gte', 0), ('reversed_wan__lte', models.F('amount_wan'))), name='repaid_reversed_within'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repayment',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='94c7628db0417ea3688b98c78f03d2c1a291981b', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_47b76', table='finance_repayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repayment',
            trigger=pgtrigger.compiler.Trigger(name='keeps_repaid', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE held RECORD;', func="\n    IF TG_OP = 'UPDATE' AND OLD.line_id = NEW.line_id THEN\n        UPDATE finance_creditline\n        SET repaid_wan = repaid_wan - (OLD.amount_wan - OLD.reversed_wan) + (NEW.amount_wan - NEW.reversed_wan)\n        WHERE id = NEW.line_id RETURNING * INTO held;\n    ELSE\n        IF TG_OP <> 'INSERT' THEN\n            UPDATE finance_creditline SET repaid_wan = repaid_wan - (OLD.amount_wan - OLD.reversed_wan) WHERE id = OLD.line_id;\n        END IF;\n        IF TG_OP <> 'DELETE' THEN\n            UPDATE finance_creditline SET repaid_wan = repaid_wan + (NEW.amount_wan - NEW.reversed_wan) WHERE id = NEW.line_id\n            RETURNING * INTO held;\n        END IF;\n    END IF;\n    \n    RETURN NULL;\n", hash='1ec5a83fc8c92a1bd3b412f3385cd33d29e95048', operation='INSERT OR UPDATE OF "amount_wan", "line_id", "reversed_wan", "on" OR DELETE', pgid='pgtrigger_keeps_repaid_4da0b', table='finance_repayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repayment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_repaymentevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id"); RETURN NULL;', hash='0212f986853e2d2314e9d22815d97e6d4a2bfcd8', operation='INSERT', pgid='pgtrigger_insert_insert_36316', table='finance_repayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repayment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount_wan" IS DISTINCT FROM (NEW."amount_wan") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func='INSERT INTO "finance_repaymentevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id"); RETURN NULL;', hash='fee89f3dc5a30023f76f678210d8da6b20100c96', operation='UPDATE', pgid='pgtrigger_update_update_d76a0', table='finance_repayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repayment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_repaymentevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (OLD."amount_wan", OLD."client_id", OLD."id", OLD."line_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id"); RETURN NULL;', hash='d34aab151ddeb3cabcd440f1ae7689545797c76e', operation='DELETE', pgid='pgtrigger_delete_delete_f1b75', table='finance_repayment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='moneyconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawdown__isnull', True), ('line__isnull', False), ('repayment__isnull', True)), models.Q(('drawdown__isnull', False), ('line__isnull', True), ('repayment__isnull', True)), models.Q(('drawdown__isnull', True), ('line__isnull', True), ('repayment__isnull', False)), _connector='OR'), name='money_confirmation_of_one'),
        ),
        migrations.AddConstraint(
            model_name='moneyconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agrees__isnull', True), ('said_wan__isnull', True), ('used_at__isnull', True)), models.Q(('agrees__isnull', False), ('said_wan__gte', 0), ('used_at__isnull', False)), _connector='OR'), name='money_confirmation_answered_once'),
        ),
        migrations.AddConstraint(
            model_name='moneyconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(('said_on__isnull', False), ('said_wan__isnull', True), ('said_wan', 0), _connector='OR'), name='money_confirmation_says_a_day'),
        ),
        migrations.AddConstraint(
            model_name='moneyconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('closed_wan__isnull', True), ('closed_words', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('closed_wan__isnull', False), ('used_at__isnull', False)), _connector='OR'), name='difference_closed_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moneyconfirmation',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b9953032c1c87504e26fff5d87c77629775cb8ed', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_e35f8', table='finance_moneyconfirmation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repaymentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_repayment\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='4826e2463b4f0f1ab9afc564ef5aec23dbb53624', operation='INSERT', pgid='pgtrigger_writes_trail_10c50', table='finance_repaymentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repaymentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f5b52fdd6aab8e76739d789150b8ae1dd1c630a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_76be0', table='finance_repaymentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repaymentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='dd2362ba75bdb1f084b331425eba9b6a56a79d01', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d0673', table='finance_repaymentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reversal',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='reversal_positive'),
        ),
        migrations.AddConstraint(
            model_name='reversal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawdown__isnull', True), ('repayment__isnull', False)), models.Q(('drawdown__isnull', False), ('repayment__isnull', True)), _connector='OR'), name='reversal_of_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversal',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='18c810966556ac688953fc2e257f64a5f89faf4f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_ab4e2', table='finance_reversal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversal',
            trigger=pgtrigger.compiler.Trigger(name='keeps_reversed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP <> 'INSERT' THEN\n        UPDATE finance_drawdown SET reversed_wan = reversed_wan - OLD.amount_wan WHERE id = OLD.drawdown_id;\n        UPDATE finance_repayment SET reversed_wan = reversed_wan - OLD.amount_wan WHERE id = OLD.repayment_id;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        IF NEW.drawdown_id IS NOT NULL THEN\n            UPDATE finance_drawdown SET reversed_wan = reversed_wan + NEW.amount_wan\n            WHERE id = NEW.drawdown_id AND line_id = NEW.line_id;\n        ELSE\n            UPDATE finance_repayment SET reversed_wan = reversed_wan + NEW.amount_wan\n            WHERE id = NEW.repayment_id AND line_id = NEW.line_id;\n        END IF;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION 'a reversal belongs to the line of what it reverses'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_of_its_line';\n        END IF;\n    END IF;\n    RETURN NULL;\n", hash='5dc346b28913777552f27d2765800da98c31abfd', operation='INSERT OR UPDATE OF "amount_wan", "line_id", "drawdown_id", "repayment_id" OR DELETE', pgid='pgtrigger_keeps_reversed_a0ca7', table='finance_reversal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_reversalevent" ("amount_wan", "client_id", "drawdown_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "repayment_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."drawdown_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."repayment_id"); RETURN NULL;', hash='1dbb0d3ab3028d522bea3284821ead640bb2b835', operation='INSERT', pgid='pgtrigger_insert_insert_8e289', table='finance_reversal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_reversalevent" ("amount_wan", "client_id", "drawdown_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "repayment_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."drawdown_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_by_id", NEW."repayment_id"); RETURN NULL;', hash='a887a84a06089e25c5a959d6a310a14fb99e2f25', operation='UPDATE', pgid='pgtrigger_update_update_18c55', table='finance_reversal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_reversalevent" ("amount_wan", "client_id", "drawdown_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "repayment_id") VALUES (OLD."amount_wan", OLD."client_id", OLD."drawdown_id", OLD."id", OLD."line_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_by_id", OLD."repayment_id"); RETURN NULL;', hash='7e1240b886316a78a376477704e761c96dee8df2', operation='DELETE', pgid='pgtrigger_delete_delete_e33fd', table='finance_reversal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversalevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_reversal\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='382d96f63d9b24c33d9d586ab22a8f4fce9dac9b', operation='INSERT', pgid='pgtrigger_writes_trail_a150b', table='finance_reversalevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fbbe70bcbf03eecdb5dbe0ac87ed28472001a98a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9baba', table='finance_reversalevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reversalevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='b9b993a018b9487bd35e2123721abb47c282123e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1c463', table='finance_reversalevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='season_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.UniqueConstraint(django.db.models.expressions.CombinedExpression(models.F('for_days'), '*', models.Value(0)), condition=models.Q(('closed_at__isnull', True)), name='one_season_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.CheckConstraint(condition=models.Q(('begins_on__lt', models.F('ends_on'))), name='season_begins_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.CheckConstraint(condition=models.Q(('for_conversion', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('for_days')), '-', models.F('for_firms')), '-', models.F('for_first')))), name='season_weights_make_the_whole'),
        ),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='season_closed_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='season',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='ec8693a23982a73c3ef18705e720a9c9f7c9ca3c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_c6f47', table='finance_season', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='season',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_seasonevent" ("begins_on", "client_id", "closed_at", "closed_by_id", "ends_on", "for_conversion", "for_days", "for_firms", "for_first", "id", "name", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."begins_on", NEW."client_id", NEW."closed_at", NEW."closed_by_id", NEW."ends_on", NEW."for_conversion", NEW."for_days", NEW."for_firms", NEW."for_first", NEW."id", NEW."name", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='3dab9cc55de9eff0d4fd4882d99cfc8f8e2f85ef', operation='INSERT', pgid='pgtrigger_insert_insert_4331f', table='finance_season', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='season',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_seasonevent" ("begins_on", "client_id", "closed_at", "closed_by_id", "ends_on", "for_conversion", "for_days", "for_firms", "for_first", "id", "name", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."begins_on", NEW."client_id", NEW."closed_at", NEW."closed_by_id", NEW."ends_on", NEW."for_conversion", NEW."for_days", NEW."for_firms", NEW."for_first", NEW."id", NEW."name", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='41e1507d78ae3f74d212ab1b68b66ff4fab62d22', operation='UPDATE', pgid='pgtrigger_update_update_84ca7', table='finance_season', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='season',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_seasonevent" ("begins_on", "client_id", "closed_at", "closed_by_id", "ends_on", "for_conversion", "for_days", "for_firms", "for_first", "id", "name", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."begins_on", OLD."client_id", OLD."closed_at", OLD."closed_by_id", OLD."ends_on", OLD."for_conversion", OLD."for_days", OLD."for_firms", OLD."for_first", OLD."id", OLD."name", OLD."opened_at", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='6b7d9c9d3a5c8ec1924ba33baed68e125a30c870', operation='DELETE', pgid='pgtrigger_delete_delete_15ac9', table='finance_season', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_season\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='e3d648548dfece2a8cc082aaa51826938d207053', operation='INSERT', pgid='pgtrigger_writes_trail_880f0', table='finance_seasonevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0d114acb7f93569cc9aa6494c233dfaa775e166d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3acad', table='finance_seasonevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5c06a481077662bc0cec6b626632e7127fae26e7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_93911', table='finance_seasonevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='seasonresult',
            constraint=models.UniqueConstraint(fields=('season', 'institution'), name='season_result_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seasonresult',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='18142653db8c9c0518eeb34fc7b0b5bc2fa7d57f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_4750c', table='finance_seasonresult', when='AFTER')),
        ),
    ]
