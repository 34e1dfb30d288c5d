"""Institutions, financing needs, credit lines and drawdowns of invented firms; none draws beyond what is granted."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from core.enums import Role
from core.kernel.workdays import ONE_DAY
from core.models import User
from core.models.secret_links import LINK_LIVES, hash_of
from finance.enums import DecisionKind, InstitutionKind, NeedState, PassingState, SharedFact, StuckReason
from finance.models import (
    BankMember,
    Branch,
    CreditLine,
    Drawdown,
    FinancingNeed,
    Institution,
    LineDecision,
    MoneyConfirmation,
    Passing,
    Repayment,
    Reversal,
)
from finance.models import standing as standing_of
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

INSTITUTIONS: tuple[tuple[str, InstitutionKind], ...] = (
    ("湘澜银行", InstitutionKind.BANK),
    ("麓屿银行", InstitutionKind.BANK),
    ("星汀银行", InstitutionKind.BANK),
    ("澄岳银行", InstitutionKind.BANK),
    ("云埠银行", InstitutionKind.BANK),
    ("朗川银行", InstitutionKind.BANK),
    ("砚山农村商业银行", InstitutionKind.BANK),
    ("楚屿银行", InstitutionKind.BANK),
    ("景澜银行", InstitutionKind.BANK),
    ("泽川银行", InstitutionKind.BANK),
    ("昱辰银行", InstitutionKind.BANK),
    ("望岚村镇银行", InstitutionKind.BANK),
    ("见微创业投资", InstitutionKind.VENTURE),
    ("听松创业投资", InstitutionKind.VENTURE),
    ("汀舟融资担保", InstitutionKind.GUARANTEE),
    ("屿安融资担保", InstitutionKind.GUARANTEE),
    ("川屿融资租赁", InstitutionKind.LEASING),
    ("麓野融资租赁", InstitutionKind.LEASING),
)
BRANCHES = ("雨花支行", "经开区支行", "科技支行")
LENDERS = 10  # the first banks grant the lines
PURPOSES = (
    "流动资金周转",
    "二期厂房建设",
    "设备购置",
    "订单融资",
    "研发投入",
    "原材料备货",
    "技术改造",
    "应收账款融资",
)
LINES, NEEDS_WITHOUT_LINE = 60, 34
REVOLVES, REPAID = 9, 3  # each so many of the lines that are drawn
STUCK = (
    StuckReason.COLLATERAL,
    StuckReason.CONDITIONS,
    StuckReason.COLLATERAL,
    StuckReason.NOT_NEEDED,
    StuckReason.PAPERWORK,
)


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> None:
    """Write institutions with their people, needs, lines and drawdowns."""
    dice = setting.dice("money")
    institutions = _institutions()
    banks = found.holding(Role.BANK)
    members = [BankMember(user=user, institution=institutions[n]) for n, user in enumerate(banks)]
    BankMember.objects.bulk_create(members)
    rows = list(firms.values())
    lines = [_need_and_line(setting, dice, dice.choice(rows), institutions) for _n in range(LINES)]
    open_needs = [_open_need(setting, dice, dice.choice(rows), institutions) for _n in range(NEEDS_WITHOUT_LINE)]
    answered = [line.need for line in lines if line.need]
    needs = sorted(answered + open_needs, key=lambda need: need.raised_on)
    FinancingNeed.objects.bulk_create(setting.numbered(needs))
    for line in lines:
        line.need = line.need  # whose key there is now
    CreditLine.objects.bulk_create(setting.numbered(sorted(lines, key=lambda line: line.granted_on)))
    clerks = {member.institution_id: member.user for member in members}
    officers = found.holding(Role.FINANCE_OFFICER)
    drawn = [row for line in lines for row in _drawdowns(setting, dice, line, clerks, officers)]
    Drawdown.objects.bulk_create(setting.numbered(drawn))
    _say_why(dice, lines, drawn)
    _further(setting, lines, drawn, officers[0])
    _passed(setting, needs, institutions[:LENDERS], officers[0])
    for need in set(answered):
        need.settle()
    _confirmed(setting, lines, drawn, clerks, officers[0])


def _institutions() -> list[Institution]:
    rows = Institution.objects.bulk_create(
        Institution(name=name, kind=kind, is_example=True) for name, kind in INSTITUTIONS
    )
    Branch.objects.bulk_create(
        Branch(institution=row, name=f"{row.name}{branch}")
        for n, row in enumerate(rows)
        if row.kind == InstitutionKind.BANK
        for branch in BRANCHES[: 1 + n % 3]
    )
    return rows


def _amount(dice: random.Random, firm: Firm) -> Decimal:
    """An amount that fits the firm, in whole hundreds of 万元."""
    return Decimal(max(2, round(dice.lognormvariate(2.9, 0.5) * min(3.2, 0.7 + firm.spec.weight / 14)))) * 100


def _since(setting: Setting, dice: random.Random, *, before: int, skew: float = 1.0) -> dt.date:
    """A working day of the programme, at least `before` days ago."""
    first = setting.programme.adopted_on + ONE_DAY * 12
    span = max(1, (setting.today - first).days - before)
    return setting.past_workday(first + ONE_DAY * round(span * dice.random() ** skew))


def _need_and_line(setting: Setting, dice: random.Random, firm: Firm, institutions: list[Institution]) -> CreditLine:
    asked = _amount(dice, firm)
    raised = _since(setting, dice, before=12, skew=0.8)
    bank = dice.choice(institutions[:LENDERS])
    need = FinancingNeed(
        enterprise=firm.row,
        amount_wan=asked,
        purpose=dice.choice(PURPOSES),
        raised_on=raised,
        institution=bank,
        matched_on=setting.past_workday(raised + ONE_DAY * dice.randint(1, 8)),
        state=NeedState.GRANTED,
        is_example=True,
    )
    granted = setting.past_workday(raised + ONE_DAY * dice.randint(9, 46))
    confirmed = setting.workday_after(granted, dice.randint(2, 12))
    return CreditLine(
        enterprise=firm.row,
        institution=bank,
        need=need,
        granted_wan=Decimal(max(1, int(asked * Decimal(dice.choice(("0.6", "0.8", "1", "1"))) / 100))) * 100,
        granted_on=granted,
        expires_on=granted + ONE_DAY * dice.choice((365, 730, 1095)),
        confirmed_on=confirmed if confirmed < setting.today and dice.random() < 0.8 else None,
        is_example=True,
    )


def _open_need(setting: Setting, dice: random.Random, firm: Firm, institutions: list[Institution]) -> FinancingNeed:
    state = dice.choices((NeedState.OPEN, NeedState.MATCHED, NeedState.WITHDRAWN), (12, 17, 5))[0]
    need = FinancingNeed(
        enterprise=firm.row,
        amount_wan=_amount(dice, firm),
        purpose=dice.choice(PURPOSES),
        raised_on=_since(setting, dice, before=1, skew=0.35 if state == NeedState.OPEN else 0.7),
        institution=None if state == NeedState.OPEN else dice.choice(institutions),
        state=state,
        is_example=True,
    )
    later = (setting.today - need.raised_on).days // 4
    if need.institution:
        need.matched_on = setting.past_workday(need.raised_on + ONE_DAY * min(later, 5))
    if state == NeedState.WITHDRAWN:
        need.withdrawn_on = setting.past_workday(need.raised_on + ONE_DAY * min(later * 3, 40))
    return need


def _drawdowns(
    setting: Setting, dice: random.Random, line: CreditLine, clerks: dict[int, User], officers: list[User]
) -> Iterator[Drawdown]:
    """Draw nothing, a part or all of a line, in one to four pieces after the granting."""
    share = dice.choices((0, 0.3, 0.5, 0.8, 1), (22, 14, 18, 16, 30))[0]
    left = Decimal(int(line.granted_wan * Decimal(str(share)) / 50)) * 50
    on = line.granted_on
    pieces = dice.randint(1, 4)
    for nth in range(pieces):
        amount = left if nth == pieces - 1 else Decimal(int(left / (pieces - nth) / 50)) * 50
        on = setting.workday_after(on, dice.randint(3, 30))
        if amount <= 0 or on >= setting.today:
            continue
        left -= amount
        yield Drawdown(
            line=line,
            amount_wan=amount,
            on=on,
            recorded_by=clerks.get(line.institution_id) or officers[nth % len(officers)],
        )


def _say_why(dice: random.Random, lines: list[CreditLine], drawn: list[Drawdown]) -> None:
    """A line that is not drawn to the end says what it is stuck on."""
    totals: dict[int, Decimal] = {}
    for row in drawn:
        totals[row.line_id] = totals.get(row.line_id, Decimal(0)) + row.amount_wan
    stuck = [line for line in lines if totals.get(line.pk, Decimal(0)) < line.granted_wan]
    for line in stuck:
        line.stuck_reason = dice.choice(STUCK)
    CreditLine.objects.bulk_update(stuck, ["stuck_reason"])


def _further(setting: Setting, lines: list[CreditLine], drawn: list[Drawdown], officer: User) -> None:
    """What comes after a drawdown: some is paid back, one was mistyped, and over a few lines it was decided anew."""
    of: dict[int, list[Drawdown]] = {}
    for row in drawn:
        of.setdefault(row.line_id, []).append(row)
    used = [line for line in lines if line.pk in of]
    idle = [line for line in lines if line.pk not in of]
    revolving = used[::REVOLVES]
    CreditLine.objects.filter(pk__in=[line.pk for line in revolving]).update(is_revolving=True)
    term = [line for line in used if line not in revolving]
    # only of these, so that of all lines together granted is drawn, undrawn, expired and lowered
    back = [row for line in term[::REPAID] for row in _repaid(setting, of[line.pk], officer)]
    Repayment.objects.bulk_create(setting.numbered(back))
    wrong = next(of[line.pk][-1] for line in term if line.pk not in {row.line_id for row in back})
    CreditLine.objects.filter(pk=wrong.line_id).update(stuck_reason=StuckReason.PAPERWORK)  # it is drawn in part now
    on = setting.past_workday(min(wrong.on + ONE_DAY, setting.today))
    Reversal.objects.bulk_create(
        setting.numbered(
            [
                Reversal(
                    line=wrong.line,
                    drawdown=wrong,
                    amount_wan=(wrong.amount_wan / 2).quantize(Decimal(1)),
                    on=max(on, wrong.on),
                    reason="金额多登，按借据更正（示例）",
                    recorded_by=officer,
                )
            ]
        )
    )
    decided = [
        _decided(setting, idle[0], DecisionKind.LOWER, officer, "企业压缩投资，额度按需下调（示例）"),
        _decided(setting, idle[1], DecisionKind.END, officer, "企业改用自有资金，双方商定终止（示例）"),
    ]
    LineDecision.objects.bulk_create(setting.numbered(decided))
    gone = idle[2]
    CreditLine.objects.filter(pk=gone.pk).update(
        expires_on=min(gone.granted_on + ONE_DAY * 90, setting.today - ONE_DAY)
    )


def _repaid(setting: Setting, rows: list[Drawdown], officer: User) -> Iterator[Repayment]:
    """A third of the first drawdown is paid back some months later, where that is past."""
    first = rows[0]
    on = setting.workday_after(first.on, 60)
    amount = (first.amount_wan / 3).quantize(Decimal(10))
    if amount > 0 and on < setting.today:
        yield Repayment(line=first.line, amount_wan=amount, on=on, recorded_by=first.recorded_by or officer)


def _decided(setting: Setting, line: CreditLine, kind: DecisionKind, officer: User, reason: str) -> LineDecision:
    on = setting.past_workday(max(line.granted_on, setting.today - ONE_DAY * 20))
    half = (line.granted_wan / 2).quantize(Decimal(1)) if kind == DecisionKind.LOWER else None
    return LineDecision(
        line=line, kind=kind, amount_wan=half, on=max(on, line.granted_on), reason=reason, recorded_by=officer
    )


SILENT, OTHERWISE = 6, 11  # of so many drawdowns one firm has not answered, or says another figure


def _confirmed(
    setting: Setting, lines: list[CreditLine], drawn: list[Drawdown], clerks: dict[int, User], officer: User
) -> None:
    """The firms' side: most say what the bank says, a few another figure, and some have not answered."""
    rows = []
    standing = Drawdown.objects.in_bulk([row.pk for row in drawn])
    for line in lines:
        if line.confirmed_on:
            rows.append(_link(setting, line.granted_on, line.confirmed_on, line, clerks, officer, line=line))
    for n, row in enumerate(standing.values()):
        line, on = row.line, setting.workday_after(row.on, 2 + n % 5)
        if n % SILENT == 0 or on >= setting.today:
            sent = setting.workday_before(setting.today - ONE_DAY * (n % 4))
            if n % 2 == 0:
                rows.append(_link(setting, sent, None, line, clerks, officer, drawdown=row))
            continue
        link = _link(setting, row.on, on, line, clerks, officer, drawdown=row)
        if n % OTHERWISE == 0:
            link.said_wan, link.agrees, link.words = row.left_wan - 50, False, "扣除手续费后到账（示例）"
        rows.append(link)
    for row in setting.numbered(rows):
        row.secret_hash = hash_of(MoneyConfirmation.secret_of(row.client_id))
    MoneyConfirmation.objects.bulk_create(rows)


def _link(
    setting: Setting,
    sent: dt.date,
    heard: dt.date | None,
    of: CreditLine,
    clerks: dict[int, User],
    officer: User,
    **about: Any,
) -> MoneyConfirmation:
    asked_at = setting.at(sent, 10, 20)
    link = MoneyConfirmation(**about, asked_by=clerks.get(of.institution_id, officer), asked_at=asked_at)
    link.expires_at = asked_at + LINK_LIVES
    if heard:
        said_at = setting.at(heard, 15, 20)
        link.used_at, link.agrees = said_at, True
        link.said_wan, link.said_on = standing_of(link.row)
        link.expires_at = max(link.expires_at, said_at)
    return link


ASKED_TOO = 3  # of so many needs in a bank's hands, one is passed to a second


def _passed(setting: Setting, needs: list[FinancingNeed], banks: list[Institution], officer: User) -> None:
    """Every need that went to a bank, some to two; the banks offer, ask back, decline, or owe their answer."""
    rows = []
    for n, need in enumerate(need for need in needs if need.institution_id):
        asked = [need.institution, *([bank for bank in banks if bank != need.institution][n % 7 : n % 7 + 1])]
        for place, bank in enumerate(asked[: 2 if n % ASKED_TOO == 0 else 1]):
            on = need.matched_on or need.raised_on
            row = Passing(need=need, institution=bank, on=on, by=officer, answer_by=setting.workday_after(on, 5))
            row.shared = [SharedFact.REVENUE, SharedFact.STAFF, SharedFact.CONTACT][: 1 + n % 3]
            if need.state == NeedState.MATCHED or place:
                _answered(setting, row, n + place)
            rows.append(row)
    Passing.objects.bulk_create(setting.numbered(rows))


def _answered(setting: Setting, row: Passing, n: int) -> None:
    if n % 4 == 0:
        row.state, row.reason = PassingState.DECLINED, "本行对该行业暂缓新增（示例）"
    elif n % 4 == 1:
        row.state, row.product, row.rate, row.term_months = PassingState.OFFERED, "流动资金贷", Decimal("3.45"), 24
        row.offered_wan, row.conditions = row.need.amount_wan / 2, "信用；须开立结算户（示例）"
        row.valid_until = setting.workday_after(setting.today, 20)
    elif n % 4 == 2:
        row.state, row.question = PassingState.ASKED, "在手订单有多少，能否提供合同？（示例）"
    else:
        row.on = max(row.on, setting.workday_before(setting.today - ONE_DAY * (n % 9)))
        row.answer_by = setting.workday_after(row.on, 5)
