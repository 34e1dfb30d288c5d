"""Rows for the tests of this room: people, a project with a plan, and moments in the weeks around 2026-11-23."""

import datetime as dt
import io
import uuid
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.enums import Role
from core.kernel.clock import SHANGHAI, moment
from core.models import User
from projects.models import Milestone, Period, Project, Update
from projects.payloads import UpdateContent
from projects.periods import ensure_period

FRIDAY = dt.datetime(2026, 11, 20, 17, 0, tzinfo=SHANGHAI)  # collects for the period that meets on 2026-11-23
MONDAY = dt.datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI)  # the deadline of that period
LISTED = dt.date(2026, 1, 5)


def person(username: str, *roles: Role, **fields: Any) -> User:
    """Somebody with these roles; a project officer when none is given."""
    defaults = {"name": f"示例{username}", "roles": list(roles or [Role.PROJECT_OFFICER])}
    return User.objects.create_user(username, **defaults | fields)


def project(code: str = "YH-2026-001", **fields: Any) -> Project:
    """An active key project."""
    defaults = {"code": code, "name": f"示例项目{code}", "key_listed_on": LISTED}
    return Project.objects.create(**defaults | fields)


def node(of: Project, rank: int, planned_on: str, **fields: Any) -> Milestone:
    """A node of the plan; its baseline is its plan unless told."""
    day = dt.date.fromisoformat(planned_on)
    defaults: dict[str, Any] = {"rank": rank, "name": f"节点{rank}", "baseline_on": day, "planned_on": day}
    return Milestone.objects.create(project=of, **defaults | fields)


def week(on: str) -> Period:
    """The period of a date."""
    return ensure_period(dt.date.fromisoformat(on))


def report(of: Project, on: str, by: User, **fields: Any) -> Update:
    """A saved update of the period of a date, as old weeks left it."""
    period = week(on)
    defaults: dict[str, Any] = {
        "done": "完成基础浇筑",
        "next": "主体施工",
        "declared": "green",
        "investment_wan": Decimal(100),
    }
    defaults["submitted_at"] = moment(period.starts_on, dt.time(8, 0))
    return Update.objects.create(project=of, period=period, author=by, **defaults | fields)


def submit(of: Project, by: User, **fields: Any) -> Update:
    """Press the button of the form, on the Friday before the meeting."""
    content = {"done": "三层结构浇筑完成", "declared": "green"}
    content |= {name: fields.pop(name) for name in list(fields) if name in UpdateContent.__dataclass_fields__}
    defaults = {
        "period": week("2026-11-23"),
        "now": FRIDAY,
        "client_id": uuid.uuid4(),
        "expected_version": 0,
        "content": UpdateContent(**content),
    }
    return Update.objects.submit(project=of, by=by, **defaults | fields)


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="core.kernel.accounts.RoleBackend")
    return client


def photo(name: str = "site.jpg") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def typed(**fields: Any) -> dict[str, Any]:
    """What the browser sends from the form of 第48周."""
    form = {"client_id": str(uuid.uuid4()), "period": "2026-W48", "version": "0"}
    return form | {"done": "三层结构浇筑完成", "next": "四层", "investment_wan": "860", "declared": "green"} | fields


def update_url(of: Project) -> str:
    return reverse("projects:update_form", args=[of.code])
