"""批量办理: one act on the rows that somebody ticked in a list, each row judged by its own rule at that moment.

A room declares its acts once, as it declares its columns; the page of the list, the question and the result are the
same for all. An act calls the verb of the row's own page: no rule is written twice. A refused row stops no other.
One press is one act: what it came to is kept under the number of the press (a `Job` that is done at once), and a
second press finds it.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.enums import JobState
from core.hands.rights import own_trail
from core.kernel.http import HttpRequest
from core.kernel.locks import locked
from core.kernel.taps import FOREIGN, refused_by
from core.models import HAS_ENDED, HAS_LEFT, Job, User
from core.post.notices import Message, held_back, tell_together
from core.sheets.kinds import Label
from core.sheets.lists import NOT_OF_THE_LIST, Found, as_request, listings, plain

PICKED = "picked"  # a kind of jobs
MOST = 500  # rows of one act
NOT_SAID = ("csrfmiddlewaretoken", "client_id", "query")  # what a form sends beside what it says
DONE, SAME, REFUSED = "done", "same", "refused"  # what becomes of a row


class Idle(Exception):
    """There was nothing to do for a row; says why."""


@dataclass(frozen=True)
class Doing:
    """What was asked once for all rows: the answers to the act's form, who asks, and when."""

    said: Mapping[str, Any]
    by: User
    now: dt.datetime


@dataclass(frozen=True)
class Act:
    """One act of a list. `may` says who is offered it at all; `right` whether this person may do it to this row.

    `do` calls the verb with a row that is locked, and returns what was done in words. It raises Idle, and
    ValidationError for what the verb refuses.
    """

    key: str
    label: Label
    may: Callable[[User], bool]
    right: Callable[[User, Any], bool]
    form: Callable[[Any, User], BaseForm]
    do: Callable[[Any, Doing], str]
    hint: Label = ""


@dataclass(frozen=True)
class Acts:
    """The acts of a list, the rows that a person sees there, and where one of them is looked at."""

    rows: Callable[[User], QuerySet[Any]]
    url: Callable[[Any], str]
    acts: tuple[Act, ...]
    name: Callable[[Any], str] = str  # by which one row is told from another

    def of(self, user: User) -> list[Act]:
        return [act for act in self.acts if act.may(user)]


class Outcome(NamedTuple):
    """What became of one row, kept in the job: its key, its name as its person saw it, and why."""

    pk: int
    name: str
    what: str
    words: str


@dataclass(frozen=True)
class Offer:
    """What stands beside a list for a person who may do something: the acts, the present filter, how many it lets
    through, and how many rows may be picked.
    """

    key: str
    acts: list[Act]
    query: str
    count: int
    most: int = MOST


@cache
def acts_of() -> Mapping[str, Acts]:
    """The acts of each list, by its key."""
    return import_string(settings.SHEET_ACTS)


def offer(request: HttpRequest, key: str, count: int) -> Offer | None:
    """The bar of a list; None for somebody who may do nothing there: no tick is drawn for them."""
    mine = acts_of()[key].of(request.user)
    return Offer(key, mine, plain(request.GET).urlencode(), count) if mine else None


def found_by(key: str, user: User, query: str) -> Found:
    """The rows of a list as its page shows them under a query."""
    asked = QueryDict(query, mutable=True)
    for name in NOT_OF_THE_LIST:
        asked.pop(name, None)
    return listings()[key].found(as_request(user, asked))


def seen(acts: Acts, user: User, keys: Sequence[str]) -> list[Any]:
    """The rows of these keys that the person sees, each once, in their order; of any other nothing is told."""
    numbers = [int(key) for key in dict.fromkeys(keys) if key.isascii() and key.isdecimal() and len(key) < 10]
    rows = acts.rows(user).in_bulk(numbers)
    return [rows[number] for number in dict.fromkeys(numbers) if number in rows]


@dataclass(frozen=True)
class Press:
    """One press: its number, what was sent with it (`content_of`), and the query of the list that it came from."""

    number: uuid.UUID
    content: str = ""
    query: str = ""


def content_of(sent: QueryDict) -> str:
    """What a form says, in short: the rows that were ticked and all answers, whatever the number of the press."""
    said = sorted((name, sorted(values)) for name, values in sent.lists() if name not in NOT_SAID)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def pressed_before(number: uuid.UUID, by: User) -> Job | None:
    """What a person's press of this number came to; None for a new one."""
    return Job.objects.filter(key=number, kind=PICKED, by=by).first()


def is_same(made: Job, key: str, act: Act, content: str) -> bool:
    """Whether an act was asked for with these very rows and answers."""
    asked = made.asked
    return (asked["list"], asked["act"], asked.get("content", "")) == (key, act.key, content)


@transaction.atomic
def carry_out(key: str, act: Act, rows: Sequence[Any], doing: Doing, *, press: Press) -> Job:
    """Do one act to each of these rows, all in one transaction, and keep what became of each.

    The same press again, also at the same moment, finds what the first one did. Rows are locked in the order of their
    keys, so that two people who picked the same ones wait for each other; the second meets them as the first left them.
    Who is told of several rows is told once. Raises ValidationError for more rows than MOST, and for the number of
    another press, or of this one with other rows or answers.
    """
    if len(rows) > MOST:
        raise ValidationError(_("一次最多办理 %(n)d 行，请先缩小范围。") % {"n": MOST})
    job, new = _claimed(key, act, doing, press)
    if not new:
        return job
    told: list[Message] = []
    found = {row.pk: _judged(acts_of()[key], act, row, doing, told) for row in sorted(rows, key=lambda row: row.pk)}
    tell_together(told, press=press.number, now=doing.now)
    outcomes = [found[row.pk] for row in rows]
    job.asked["rows"] = [list(each) for each in outcomes]
    job.total, job.done = len(outcomes), sum(each.what == DONE for each in outcomes)
    job.wrong = sum(each.what == REFUSED for each in outcomes)
    job.save()
    return job


def _claimed(key: str, act: Act, doing: Doing, press: Press) -> tuple[Job, bool]:
    """The job of a press, and whether this is the first one; the second waits here until the first is through."""
    values = {"kind": PICKED, "state": JobState.DONE, "by": doing.by, "created_at": doing.now, "ended_at": doing.now}
    try:
        with transaction.atomic():
            asked = {"list": key, "act": act.key, "rows": [], "content": press.content, "query": press.query}
            return Job.objects.create(key=press.number, asked=asked, **values), True
    except IntegrityError:
        made = pressed_before(press.number, doing.by)
        if made is None or not is_same(made, key, act, press.content):
            raise ValidationError(_("这张表单已经用过，请刷新页面后再填。"), code=FOREIGN) from None
        return made, False


def _judged(acts: Acts, act: Act, shown: Model, doing: Doing, told: list[Message]) -> Outcome:
    """Do the act to one row as it stands now. What is refused leaves nothing of it behind, also among what is told."""
    name = acts.name(shown)
    try:
        with own_trail(), transaction.atomic(), held_back() as gathered:
            locked(type(shown), shown.pk)
            row = acts.rows(doing.by).filter(pk=shown.pk).first()
            if row is None or not act.right(doing.by, row):
                return Outcome(shown.pk, name, REFUSED, _("你没有权限对这一行这样做。"))
            done = Outcome(shown.pk, name, DONE, act.do(row, doing))
        told += gathered
        return done
    except Idle as idle:
        return Outcome(shown.pk, name, SAME, str(idle))
    except ValidationError as error:
        return Outcome(shown.pk, name, REFUSED, " ".join(error.messages))
    except type(shown).DoesNotExist:
        return Outcome(shown.pk, name, REFUSED, _("这一行刚被删除。"))
    except IntegrityError as error:
        if (refused := refused_by(error)) not in (HAS_ENDED, HAS_LEFT):
            raise
        ended = _("这一行刚被合并或结束。")
        return Outcome(shown.pk, name, REFUSED, ended if refused == HAS_ENDED else _("接手人的账号刚被停用。"))


def outcomes_of(job: Job) -> list[Outcome]:
    """What became of each row of an act."""
    return [Outcome(*each) for each in job.asked["rows"]]


def said_of(job: Job) -> str:
    """已办 3 行，无需办理 1 行，未办 2 行."""
    found = outcomes_of(job)
    counted = [(word, sum(each.what == what for each in found)) for what, word in words_of().items()]
    return _("，").join(f"{word} {n}" for word, n in counted if n) or _("没有可办理的行")


def words_of() -> dict[str, str]:
    """What becomes of a row, in words."""
    return {DONE: _("已办"), SAME: _("无需办理"), REFUSED: _("未办")}
