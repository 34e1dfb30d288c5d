"""One cast of people for all tests."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core.enums import BatchState, ErasureReason, Person, Role, RowOutcome
from core.models import Department, Deputy, Erasure, ImportBatch, Job, RoleRequest, SavedView, User
from targets.enums import AmendmentKind
from targets.keeping.said import said_of
from targets.models import Amendment, ReportedFact, WallToken
from targets.wall import links
from tests.world.marks import paper

NAMES = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯", "辰", "巳", "午")


@dataclass
class Cast:
    """A person for each role; people of another firm, department and institution; and people who have moved on.

    `former_liaison` looked after both firms, `former_handler` sat in the own department, and both were moved;
    `gone_handler` still sits there, with an account that was closed.
    """

    leader: User
    project: User
    liaison: User
    handler: User
    talent: User
    finance: User
    bank: User
    auditor: User
    admin: User
    security: User
    other_project: User
    other_liaison: User
    other_handler: User
    other_bank: User
    former_liaison: User
    former_handler: User
    gone_handler: User

    def __iter__(self) -> Iterator[User]:
        return iter(vars(self).values())

    def roles(self) -> list[User]:
        """The ten, one a role."""
        return list(self)[: len(Role)]

    def moved_on(self) -> list[User]:
        """Those to whom nothing is open any more of what was theirs."""
        return [self.former_liaison, self.former_handler, self.gone_handler]


def make_cast() -> Cast:
    """People with names and departments of their own."""
    own, foreign, third = (
        Department.objects.create(key=key, name=name, rank=1)
        for key, name in (("own", "规划科"), ("other", "科技科"), ("third", "档案科"))
    )

    def person(username: str, role: Role, department: Department | None = None, **fields: Any) -> User:
        return User.objects.create(
            username=f"zqx-{username}",
            name=f"示例{NAMES[User.objects.count() % len(NAMES)]}",
            roles=[role],
            department=department,
            email=f"{username}@example.com",
            **fields,
        )

    return Cast(
        leader=person("leader", Role.LEADER),
        project=person("project", Role.PROJECT_OFFICER),
        liaison=person("liaison", Role.LIAISON),
        handler=person("handler", Role.HANDLER, own),
        talent=person("talent", Role.TALENT_OFFICER),
        finance=person("finance", Role.FINANCE_OFFICER),
        bank=person("bank", Role.BANK),
        auditor=person("auditor", Role.AUDITOR),
        admin=person("admin", Role.ADMIN),
        security=person("security", Role.SECURITY_ADMIN),
        other_project=person("other_project", Role.PROJECT_OFFICER),
        other_liaison=person("other_liaison", Role.LIAISON),
        other_handler=person("other_handler", Role.HANDLER, foreign),
        other_bank=person("other_bank", Role.BANK),
        former_liaison=person("former_liaison", Role.LIAISON),
        former_handler=person("former_handler", Role.HANDLER, third),
        gone_handler=person("gone_handler", Role.HANDLER, own, is_active=False),
    )


def ask_for_role(cast: Cast) -> RoleRequest:
    """The administrator asked that the bank's other person be an auditor."""
    return RoleRequest.objects.create(
        person=cast.other_bank,
        before=cast.other_bank.roles,
        wanted=[Role.AUDITOR],
        reason="轮岗",
        asked_by=cast.admin,
        asked_at=timezone.now(),
    )


def ask_to_erase(cast: Cast, talent: Any) -> Erasure:
    """The talent officer asked that what is known of somebody be erased."""
    return Erasure.objects.create(
        whose=Person.TALENT,
        row=talent.pk,
        reason=ErasureReason.PERIOD,
        asked_by=cast.talent,
        asked_at=timezone.now(),
    )


def stood_in(cast: Cast) -> Deputy:
    """The project officer was away once, and the other one stood in; it is over, so it opens nothing."""
    days = {"starts_on": dt.date(2026, 1, 5), "ends_on": dt.date(2026, 1, 9)}
    said = {"reason": "出差", "entered_by": cast.project, "entered_at": timezone.now()}
    return Deputy.objects.create(person=cast.project, deputy=cast.other_project, **days, **said)


def sent_for_import(cast: Cast) -> ImportBatch:
    """A file that the project officer sent and that was read: a row of each outcome."""
    now = timezone.now()
    batch = ImportBatch.objects.create(
        kind="firms", by=cast.project, name="zqx.xlsx", state=BatchState.READ, created_at=now, read_at=now, total=5
    )
    batch.new = batch.changed = batch.same = batch.asks = batch.wrong = 1
    batch.read_as = {
        "head_row": 1,
        "first": 2,
        "last": 6,
        "columns": [["A", "short_name", "1", False]],
        "heads": {"short_name": "1"},
    }
    batch.save()
    fault = {
        "column": "park",
        "letter": "D",
        "head": "1",
        "value": "0",
        "message": "78",
        "hint": "90",
    }
    question = {
        "text": "12",
        "answers": [["new", "34", "56"]],
        "near": [],
        "column": "short_name",
    }
    for number, (outcome, said) in enumerate(
        {
            RowOutcome.NEW: {"after": {"short_name": "1"}},
            RowOutcome.CHANGED: {"before": {"short_name": "2"}, "after": {"short_name": "3"}},
            RowOutcome.ASKED: {"question": question},
            RowOutcome.WRONG: {"said": [fault]},
        }.items(),
        start=2,
    ):
        batch.rows.create(number=number, outcome=outcome, label=f"zqx-{number}", **said)
    return batch


def asked_export(cast: Cast) -> Job:
    """A list of credit lines that the finance officer asked for, and that nobody has made yet."""
    asked = {"list": "credit_lines", "query": "", "columns": [], "form": "csv", "title": "zqx"}
    return Job.objects.create(kind="export", by=cast.finance, asked=asked, created_at=timezone.now())


def kept_view(cast: Cast) -> SavedView:
    """A view of the credit lines that the finance officer keeps."""
    return SavedView.objects.create(list_key="credit_lines", name="zqx", by=cast.finance, saved_at=timezone.now())


def picked_rows(cast: Cast, project: Any) -> Job:
    """What became of an act of the project officer on their project."""
    asked = {"list": "projects", "act": "remind", "rows": [[project.pk, str(project), "done", "zqx"]]}
    values = {
        "kind": "picked",
        "state": "done",
        "by": cast.project,
        "created_at": timezone.now(),
        "total": 1,
        "done": 1,
    }
    return Job.objects.create(asked=asked, **values)


def entered(cast: Cast) -> Amendment:
    """A 更正单 about a reported figure, with its file, that another person has not verified yet."""
    row = ReportedFact.objects.get(key="credit_drawn")
    before = said_of(row)
    return Amendment.objects.create(
        kind=AmendmentKind.FACT,
        fact=row,
        before=before,
        after=before | {"value": "1.35"},
        reason="zqx",
        paper=paper(cast.project, "zqx.pdf"),
        entered_by=cast.project,
        entered_at=timezone.now(),
    )


def hung_wall(cast: Cast) -> WallToken:
    """The link of a wall in a meeting room that a leader made."""
    return links.make(place="zqx", days=1, by=cast.leader, now=timezone.now())
