"""Products of the invented institutions, what one of them promised, and the seasons of their competition."""

import datetime as dt
from decimal import Decimal
from typing import Any

from core.enums import Role
from core.kernel.workdays import ONE_DAY
from finance.enums import Guarantee, PassingState, ProductKind
from finance.market.deeds import freeze
from finance.models import CreditLine, Institution, Measure, Passing, Product, ProductMeasure, Season
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

# institution, name, kind, guarantee, least, most, from, to, months, quota, what the firm has to be or have
ROWS: tuple[tuple[Any, ...], ...] = (
    ("湘澜银行", "科创轻资产贷", "loan", "credit", None, 800, "3.45", None, 36, None, "free years2 own"),
    ("湘澜银行", "流动资金贷", "loan", "credit", 50, 3000, "3.45", "3.95", 24, None, "free years3"),
    ("湘澜银行", "厂房按揭贷", "loan", "mortgage", 300, 8000, "3.30", "3.80", 120, None, ""),
    ("麓屿银行", "园区专项额度贷", "loan", "pool", None, 3000, "3.80", None, 12, 12000, "free"),
    ("麓屿银行", "技改提质贷", "loan", "mortgage", 200, 6000, "3.25", None, 60, None, "renewal green"),
    ("星汀银行", "知识产权质押贷", "loan", "patent", None, 2000, "3.65", None, 24, None, "free science green"),
    ("星汀银行", "专精特新贷", "loan", "credit", None, 4000, "3.55", "3.85", 36, None, "free science years3"),
    ("澄岳银行", "上市筹备财务顾问", "listing", "credit", None, None, None, None, None, None, "free listing"),
    (
        "澄岳银行",
        "拟上市企业综合授信",
        "loan",
        "credit",
        500,
        10000,
        "3.40",
        None,
        36,
        None,
        "free listing own",
    ),
    ("云埠银行", "投贷联动", "equity", "equity", None, 2000, "4.10", None, 36, None, "free science"),
    ("云埠银行", "设备更新贷", "loan", "mortgage", 100, 5000, "3.35", None, 48, None, "renewal"),
    ("朗川银行", "订单贷", "loan", "receivable", None, 1600, "3.70", None, 12, None, "free orders years2"),
    ("朗川银行", "应收账款池融资", "loan", "receivable", 100, 3000, "3.90", "4.20", 12, None, "free orders"),
    ("砚山农村商业银行", "小微信用贷", "loan", "credit", None, 300, "4.35", None, 12, None, "free own"),
    ("楚屿银行", "抵押快贷", "loan", "mortgage", None, 1000, "3.60", None, 36, None, "own green"),
    ("景澜银行", "供应链票据贴现", "loan", "receivable", None, None, "2.90", None, 6, None, "free orders"),
    ("泽川银行", "园区建设项目贷", "loan", "mortgage", 1000, 20000, "3.15", "3.55", 180, None, ""),
    ("昱辰银行", "初创成长贷", "loan", "pool", None, 500, "4.05", None, 24, 5000, "free years1"),
    ("见微创业投资", "早期股权投资", "equity", "equity", 200, 3000, None, None, None, None, "free science"),
    (
        "听松创业投资",
        "上市前股权投资",
        "equity",
        "equity",
        1000,
        10000,
        None,
        None,
        None,
        None,
        "free listing",
    ),
    ("汀舟融资担保", "科技担保", "guarantee", "surety", None, 2000, "1.00", None, 36, None, "free science"),
    ("屿安融资担保", "批量担保", "guarantee", "surety", None, 1000, "0.80", None, 24, None, "free"),
    ("川屿融资租赁", "设备直租", "lease", "surety", 100, 5000, "5.20", None, 60, None, "free renewal"),
)
PAST = ("湘澜银行", "抗疫复工贷", "loan", "credit", None, 500, "3.85", None, 12, None, "free")
PROMISED = ("自身权限内审批", "轻资产不要抵押物", "三个工作日答复")
ASKS = {
    "free": "no_collateral",
    "science": "needs_science",
    "listing": "needs_listing",
    "orders": "needs_orders",
    "renewal": "needs_renewal",
    "own": "own_authority",
    "green": "green_channel",
}


def build(setting: Setting, found: People) -> None:
    """Write the products, tie offers and lines to them, and let a leader hold two seasons."""
    banks = {each.name: each for each in Institution.objects.filter(is_example=True).prefetch_related("branches")}
    since = setting.past_workday(setting.programme.adopted_on + ONE_DAY * 10)
    made = [_product(banks, row, since) for row in ROWS if row[0] in banks]
    past = _product(banks, PAST, since)
    past.ends_on, past.ended_why = setting.past_workday(setting.today - ONE_DAY * 40), "政策到期（示例）"
    Product.objects.bulk_create(setting.numbered([*made, past]))
    _promise(banks, made[0])
    _tied(made)
    _seasons(setting, found)


def _product(banks: dict[str, Institution], row: tuple[Any, ...], since: dt.date) -> Product:
    bank, name, kind, guarantee, least, most, low, high, months, quota, words = row
    said = words.split()
    years = next((int(word[5:]) for word in said if word.startswith("years")), None)
    branch = banks[bank].branches.first() if "own" in said else None  # pyright: ignore[reportAttributeAccessIssue]
    return Product(
        institution=banks[bank],
        branch=branch,
        name=name,
        kind=ProductKind(kind),
        guarantee=Guarantee(guarantee),
        least_wan=_wan(least),
        most_wan=_wan(most),
        rate_from=_wan(low),
        rate_to=_wan(high),
        term_months=months,
        quota_wan=_wan(quota),
        least_years=years,
        begins_on=since,
        is_example=True,
        **{ASKS[word]: True for word in said if word in ASKS},
    )


def _wan(said: Any) -> Decimal | None:
    return None if said is None else Decimal(said)


def _promise(banks: dict[str, Institution], product: Product) -> None:
    """What an invented bank promised, two of which one product fulfils."""
    bank = banks[product.institution.name]
    said = {"institution": bank, "for_whom": "初创轻资产企业", "source": "示例"}
    measures = [Measure.objects.create(name=name, **said) for name in PROMISED]
    ProductMeasure.objects.bulk_create(ProductMeasure(product=product, measure=each) for each in measures[:2])


def _tied(made: list[Product]) -> None:
    """Offers and some lines name the loan of their institution that is the most of all."""
    loans = {each.institution_id: each for each in made if each.kind == ProductKind.LOAN and not each.quota_wan}
    for row in Passing.objects.filter(state=PassingState.OFFERED, institution__in=loans):
        product = loans[row.institution_id]
        row.market_product, row.product = product, product.name
        row.rate = product.rate_from or row.rate
        row.save(update_fields=["market_product", "product", "rate"])
    pools = {each.institution_id: each for each in made if each.quota_wan}
    for n, line in enumerate(CreditLine.objects.filter(institution__in=[*loans, *pools]).order_by("pk")):
        if n % 3 == 0:
            line.product = pools.get(line.institution_id) or loans.get(line.institution_id)
            line.save(update_fields=["product"])


def _seasons(setting: Setting, found: People) -> None:
    """One season that is over and one that runs."""
    leader = found.holding(Role.LEADER)[0]
    first = setting.today - ONE_DAY * 170
    spans = ((first, first + ONE_DAY * 89), (first + ONE_DAY * 90, setting.today + ONE_DAY * 60))
    rows = []
    for name, (begins, ends) in zip(("示例首季赛", "示例第二季赛"), spans, strict=True):
        opened = setting.at(setting.past_workday(begins), 9, 0)
        rows.append(Season(name=name, begins_on=begins, ends_on=ends, opened_by=leader, opened_at=opened))
    rows[0].closed_by, rows[0].closed_at = leader, setting.at(rows[0].ends_on + ONE_DAY * 3, 16, 0)
    Season.objects.bulk_create(setting.numbered(rows))
    freeze(rows[0], rows[0].ends_on)
