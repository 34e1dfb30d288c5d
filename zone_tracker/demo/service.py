"""A year of visits, what firms asked for, and what was passed on to the talent and finance officers."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.enums import Role
from core.models import User
from core.workdays import ONE_DAY
from enterprises.enums import HandoffKind, RequestState, VisitMode, VisitQuestion
from enterprises.models import Request, RequestChange, RequestKind, Visit, VisitHandoff
from zone_tracker.demo.firms import LOOKED_AFTER, Firm
from zone_tracker.demo.people import People
from zone_tracker.demo.service_texts import CARRIED, REQUESTS, TALK
from zone_tracker.demo.setting import Setting

VISITS_A_FIRM = (8, 13)
REQUEST_SHARE = 0.41  # of the visits bring a request home
YEAR = 365
CLOSED_AFTER_DAYS = 60  # older requests are done, but for a few of the last months
FORGOTTEN_AFTER_DAYS = 150
PROMISED_WORKDAYS = (5, 7, 10, 15)
MODES = ((VisitMode.ON_SITE, VisitMode.PHONE, VisitMode.VIDEO), (60, 26, 14))


@dataclass
class Asked:
    """A request with the steps of its life, before both are written."""

    row: Request
    steps: list[RequestChange] = field(default_factory=list)


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> None:
    """Write visits, requests with their steps, and hand-offs."""
    dice = setting.dice("service")
    visits = sorted(_visits(setting, dice, firms), key=lambda pair: (pair[1].on, pair[1].created_at))
    Visit.objects.bulk_create(setting.numbered(visit for _firm, visit in visits), batch_size=2000)
    kinds = {kind.name: kind for kind in RequestKind.objects.select_related("department") if kind.name in REQUESTS}
    asked = [
        _asked(setting, dice, found, firm, visit, kinds)
        for firm, visit in visits
        if kinds and dice.random() < REQUEST_SHARE
    ]
    asked += _carried(setting, found, firms, kinds)
    asked.sort(key=lambda each: each.row.raised_at)
    Request.objects.bulk_create(setting.numbered(each.row for each in asked))
    RequestChange.objects.bulk_create(step for each in asked for step in each.steps)
    VisitHandoff.objects.bulk_create(_handoffs(setting, dice, found, [visit for _firm, visit in visits]))


def _visits(setting: Setting, dice: random.Random, firms: dict[str, Firm]) -> Iterator[tuple[Firm, Visit]]:
    for firm in firms.values():
        if firm.officer is None:
            continue
        count = dice.randint(*VISITS_A_FIRM)
        for nth in range(count):
            ago = int((count - nth - dice.random()) * YEAR / count) + 1
            on = setting.past_workday(setting.day(-ago))
            if on < setting.programme.starts_on:
                continue
            yield firm, _visit(setting, dice, firm, firm.officer, on)


def _visit(setting: Setting, dice: random.Random, firm: Firm, officer: User, on: dt.date) -> Visit:
    questions = dice.sample(list(VisitQuestion), dice.choice((1, 2, 2, 3)))
    contact = dice.choice(firm.contacts)
    return Visit(
        enterprise=firm.row,
        officer=officer,
        mode=dice.choices(*MODES)[0],
        on=on,
        received_by=f"{contact.name}（{contact.title}）" if dice.random() < 0.85 else "",
        questions=[str(question) for question in VisitQuestion if question in questions],
        notes="".join(
            _say(dice, dice.choice(TALK[question]), firm, on) for question in VisitQuestion if question in questions
        ),
        created_at=setting.at(on, dice.randint(10, 18), dice.randint(0, 59)),
        is_example=True,
    )


def _say(dice: random.Random, text: str, firm: Firm, on: dt.date) -> str:
    """Fill the braces of a text."""
    return text.format(
        line=dice.choice(firm.spec.lines),
        month=on.month % 12 + 1,
        n=dice.randint(5, 18),
        m=dice.randint(20, 60),
        k=dice.randint(2, 4),
        p=dice.randint(4, 18) * 5 if "完成 {p}" in text else dice.randint(4, 18),
    )


def _asked(
    setting: Setting, dice: random.Random, found: People, firm: Firm, visit: Visit, kinds: dict[str, RequestKind]
) -> Asked:
    kind = dice.choice(list(kinds.values()))
    wish, answer, end = dice.choice(REQUESTS[kind.name])
    raised_at = visit.created_at + dt.timedelta(minutes=dice.randint(1, 40))
    row = Request(
        enterprise=firm.row,
        visit=visit,
        kind=kind,
        text=_say(dice, wish, firm, visit.on).removesuffix("。"),
        department=kind.department,
        raised_by=visit.officer,
        raised_at=raised_at,
        promised_on=setting.workday_after(visit.on, dice.choice(PROMISED_WORKDAYS)),
        is_example=True,
    )
    asked = _raised(row)
    handler = dice.choice(found.handlers_of(kind.department))
    _live(setting, dice, asked, handler, _say(dice, answer, firm, visit.on), _say(dice, end, firm, visit.on))
    return asked


def _raised(row: Request) -> Asked:
    """A request begins its life when it is dispatched."""
    begin = RequestChange(request=row, to_state=RequestState.DISPATCHED, by=row.raised_by, at=row.raised_at)
    return Asked(row, [begin])


def _live(setting: Setting, dice: random.Random, asked: Asked, handler: User, answer: str, end: str) -> None:
    """Take a request as far as its age allows: answered within days, done around the promised date."""
    row = asked.row
    raised = row.raised_at.date()
    answered = setting.workday_after(raised, dice.randint(1, 4))
    done = setting.workday_after(row.promised_on, 0) + ONE_DAY * dice.randint(-4, 3)
    done = max(answered, setting.workday_before(done))
    age = (setting.today - raised).days
    share = 0.3 if age <= CLOSED_AFTER_DAYS else 0.03 if age <= FORGOTTEN_AFTER_DAYS else 0
    stuck = dice.random() < share and row.enterprise.short_name not in LOOKED_AFTER["苏望舒"]  # hers are written
    unanswered = stuck and age < 20
    if answered < setting.today and not unanswered:
        _step(setting, dice, asked, RequestState.ANSWERED, answer, handler, answered)
    if done < setting.today and answered < setting.today and not stuck:
        _step(setting, dice, asked, RequestState.DONE, end, handler, done)
        row.done_on = done


def _step(
    setting: Setting, dice: random.Random, asked: Asked, state: RequestState, text: str, by: User, on: dt.date
) -> None:
    """One step forward; a step on the day of the one before comes an hour later."""
    hour, minute = dice.randint(9, 11) if state == RequestState.ANSWERED else dice.randint(14, 17), dice.randint(0, 59)
    asked.steps.append(
        RequestChange(
            request=asked.row,
            from_state=asked.row.state,
            to_state=state,
            text=text,
            by=by,
            at=max(setting.at(on, hour, minute), asked.row.raised_at + dt.timedelta(hours=1)),
        )
    )
    asked.row.state = state


def _carried(setting: Setting, found: People, firms: dict[str, Firm], kinds: dict[str, RequestKind]) -> Iterator[Asked]:
    """The written requests of the liaison officer on the log-in page."""
    dice = setting.dice("carried")
    for short, kind_name, text, raised, promised, answer in CARRIED:
        firm, kind = firms[short], kinds[kind_name]
        asked_on = setting.past_workday(setting.day(raised))
        row = Request(
            enterprise=firm.row,
            kind=kind,
            text=text.removesuffix("。"),
            department=kind.department,
            raised_by=firm.officer,
            raised_at=setting.at(asked_on, 15, 20),
            promised_on=setting.workdays_from_today(promised),
            is_example=True,
        )
        asked = _raised(row)
        if answer:
            handler = found.handlers_of(kind.department)[0]
            answered = setting.past_workday(setting.workday_after(asked_on, 1))
            _step(setting, dice, asked, RequestState.ANSWERED, answer, handler, answered)
        yield asked


def _handoffs(setting: Setting, dice: random.Random, found: People, visits: list[Visit]) -> Iterator[VisitHandoff]:
    """One visit in ten hears of a need of money or people; those of the last days are not taken yet."""
    takers = {
        HandoffKind.FINANCING: found.holding(Role.FINANCE_OFFICER),
        HandoffKind.TALENT: found.holding(Role.TALENT_OFFICER),
    }
    for visit in visits:
        if dice.random() >= 0.1:
            continue
        kind = dice.choice(list(takers))
        taken = setting.workday_after(visit.on, dice.randint(1, 3))
        fresh = taken >= setting.today or ((setting.today - visit.on).days < 40 and dice.random() < 0.8)
        yield VisitHandoff(
            visit=visit,
            kind=kind,
            taken_by=None if fresh else dice.choice(takers[kind]),
            taken_at=None if fresh else setting.at(taken, dice.randint(9, 17), dice.randint(0, 59)),
        )
