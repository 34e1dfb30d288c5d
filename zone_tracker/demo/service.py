"""A year of visits, what firms asked for, and what was passed on to the talent and finance officers."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.enums import Role
from core.kernel.workdays import ONE_DAY
from core.models import LINK_LIVES, User, hash_of
from enterprises.clock import WorkingHours
from enterprises.enums import HandoffKind, HandoffOutcome, RequestState, VisitMode, VisitQuestion
from enterprises.models import Confirmation, Request, RequestChange, RequestKind, Visit, VisitHandoff
from enterprises.models.hours import USUAL_SPANS
from zone_tracker.demo.firms import LOOKED_AFTER, Firm
from zone_tracker.demo.people import People
from zone_tracker.demo.service_texts import CARRIED, EXPLAINED, HANDED_ON, REQUESTS, SAID, TALK
from zone_tracker.demo.setting import Setting

VISITS_A_FIRM = (8, 13)
REQUEST_SHARE = 0.41  # of the visits bring a request home
YEAR = 365
CLOSED_AFTER_DAYS = 60  # older requests are done, but for a few of the last months
FORGOTTEN_AFTER_DAYS = 150
PROMISED_WORKDAYS = (5, 7, 10, 15)
ANSWERED_MINUTES = (30, 290)  # of working time; the limit is four hours
FRESH_DAYS = 21  # of what was done in the last weeks, many firms have not said anything yet
UNHEARD_SHARE = 0.12  # of the requests that are done, the firm could not be reached
MODES = ((VisitMode.ON_SITE, VisitMode.PHONE, VisitMode.VIDEO), (60, 26, 14))


@dataclass
class Asked:
    """A request with the steps of its life, before both are written."""

    row: Request
    steps: list[RequestChange] = field(default_factory=list)
    links: list[Confirmation] = field(default_factory=list)


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
    for each in asked:
        each.row.settle()
    Request.objects.bulk_create(setting.numbered(each.row for each in asked))
    RequestChange.objects.bulk_create(setting.numbered(step for each in asked for step in each.steps))
    Confirmation.objects.bulk_create(link for each in asked for link in each.links)
    VisitHandoff.objects.bulk_create(_handoffs(setting, found, [visit for _firm, visit in visits]))


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
        asked_for=dice.random() < 0.8,
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
    asked = _raised(setting, row)
    handler = dice.choice(found.handlers_of(kind.department))
    _live(setting, dice, asked, handler, _say(dice, answer, firm, visit.on), _say(dice, end, firm, visit.on))
    return asked


def _hours(setting: Setting) -> WorkingHours:
    return WorkingHours(USUAL_SPANS, setting.calendar)


def _raised(setting: Setting, row: Request) -> Asked:
    """A request begins its life when it is dispatched, and its clock with it."""
    clock = _hours(setting).clock(row.raised_at, row.kind)
    row.first_answer_by, row.plan_by, row.done_by = clock
    begin = RequestChange(request=row, to_state=RequestState.DISPATCHED, by=row.raised_by, at=row.raised_at)
    return Asked(row, [begin])


def _answered_at(setting: Setting, dice: random.Random, row: Request) -> dt.datetime:
    """Mostly within the limit of the first answer."""
    return _hours(setting).after(row.raised_at, dt.timedelta(minutes=dice.randint(*ANSWERED_MINUTES)))


def _live(setting: Setting, dice: random.Random, asked: Asked, handler: User, answer: str, end: str) -> None:
    """Take a request as far as its age allows: answered within hours, done around the promised date, then confirmed."""
    row = asked.row
    raised, answered = row.raised_at.date(), _answered_at(setting, dice, row)
    done = setting.workday_after(row.promised_on, 0) + ONE_DAY * dice.randint(-4, 3)
    done = max(answered.date(), setting.workday_before(done))
    age = (setting.today - raised).days
    share = 0.36 if age <= CLOSED_AFTER_DAYS else 0.03 if age <= FORGOTTEN_AFTER_DAYS else 0
    stuck = dice.random() < share and row.enterprise.short_name not in LOOKED_AFTER["苏望舒"]  # hers are written
    unanswered = stuck and age < 45
    if answered.date() < setting.today and not unanswered:
        _step(asked, RequestState.ANSWERED, answer, handler, answered)
    if done < setting.today and answered.date() < setting.today and not stuck:
        finished = setting.at(done, dice.randint(14, 16), dice.randint(0, 59))
        _step(asked, RequestState.DONE, end, handler, max(finished, answered + dt.timedelta(hours=1)))
        row.done_on = done
        _heard(setting, dice, asked)


def _heard(setting: Setting, dice: random.Random, asked: Asked) -> None:
    """The firm's own word some days later; where it could not be reached, closed without it."""
    row, sent = asked.row, asked.steps[-1].at + dt.timedelta(minutes=30)
    heard = setting.at(setting.workday_after(row.done_on, dice.randint(1, 8)), dice.randint(9, 16), dice.randint(0, 59))
    fresh = (setting.today - row.done_on).days < FRESH_DAYS and dice.random() < 0.6
    if fresh or heard.date() >= setting.today:
        return
    row.closed_at = heard
    if dice.random() < UNHEARD_SHARE:
        _step(asked, RequestState.UNCONFIRMED, "多次联系未回复，先行关闭。", row.raised_by, heard)
        return
    rating, word = dice.choice(SAID)
    said = f"{setting.seed}:{row.enterprise_id}:{sent.isoformat()}:{row.text}"
    link = Confirmation(
        client_id=uuid.uuid5(uuid.NAMESPACE_OID, said),
        request=row,
        secret_hash=hash_of(said),
        asked_by=row.raised_by,
        asked_at=sent,
        expires_at=max(sent + LINK_LIVES, heard),
        used_at=heard,
        solved=True,
        rating=rating,
        comment=word,
    )
    asked.links.append(link)
    _step(asked, RequestState.CONFIRMED, word, None, heard)


def _step(asked: Asked, state: RequestState, text: str, by: User | None, at: dt.datetime) -> None:
    """One step forward, and what it leaves on the request."""
    row = asked.row
    asked.steps.append(RequestChange(request=row, from_state=row.state, to_state=state, text=text, by=by, at=at))
    row.state = state
    if state == RequestState.ANSWERED:
        row.first_answered_at = row.planned_at = at


def _carried(setting: Setting, found: People, firms: dict[str, Firm], kinds: dict[str, RequestKind]) -> Iterator[Asked]:
    """The written requests of the liaison officer on the log-in page."""
    dice = setting.dice("carried")
    for short, kind_name, text, raised, promised, answer, end in CARRIED:
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
        asked = _raised(setting, row)
        if answer:
            handler = found.handlers_of(kind.department)[0]
            _step(asked, RequestState.ANSWERED, answer, handler, min(_answered_at(setting, dice, row), setting.now))
            if end:
                row.done_on = setting.past_workday(setting.day(-1))
                _step(asked, RequestState.DONE, end, handler, setting.at(row.done_on, 15, 30))
        yield asked


def _handoffs(setting: Setting, found: People, visits: list[Visit]) -> Iterator[VisitHandoff]:
    """One visit in ten hears of a need of money or people, or of a project; those of the last days wait."""
    dice = setting.dice("handoffs")
    takers = {
        HandoffKind.FINANCING: found.holding(Role.FINANCE_OFFICER),
        HandoffKind.TALENT: found.holding(Role.TALENT_OFFICER),
        HandoffKind.PROJECT: found.holding(Role.PROJECT_OFFICER),
    }
    for visit in visits:
        if dice.random() >= 0.1:
            continue
        kind = dice.choice(list(takers))
        taken = setting.workday_after(visit.on, dice.randint(1, 3))
        fresh = taken >= setting.today or ((setting.today - visit.on).days < 40 and dice.random() < 0.8)
        row = VisitHandoff(visit=visit, kind=kind, note=dice.choice(HANDED_ON[kind]))
        if not fresh:
            row.taken_by = dice.choice(takers[kind])
            row.taken_at = setting.at(taken, dice.randint(9, 17), dice.randint(0, 59))
            _close(setting, dice, row, setting.workday_after(taken, dice.randint(1, 4)))
        yield row


def _close(setting: Setting, dice: random.Random, row: VisitHandoff, on: dt.date) -> None:
    """Needs of people became rows of their register (zone_tracker/demo/wanted.py), others came to a reason; some are
    still in hand."""
    if on >= setting.today or dice.random() < 0.1:
        return
    if row.kind == HandoffKind.TALENT:
        row.outcome, row.outcome_text = HandoffOutcome.REGISTERED, row.note
    else:
        row.outcome, row.outcome_text = HandoffOutcome.EXPLAINED, dice.choice(EXPLAINED[row.kind])
    row.closed_by, row.closed_at = row.taken_by, setting.at(on, dice.randint(9, 17), dice.randint(0, 59))
