"""Rows for the tests of this room: people, two firms with their liaison officers, kinds of requests, requests."""

import datetime as dt
import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from core.enums import Role
from core.models import Department, User
from enterprises.enums import RequestState
from enterprises.models import Contact, Enterprise, LiaisonAssignment, Request, RequestKind, Visit

LONG_AGO = dt.date(2020, 1, 1)
CODE = "914301001837648965"  # a valid check digit
PHONE = "13800001234"


def person(username: str, *roles: Role, **fields: Any) -> User:
    """Somebody with these roles."""
    return User.objects.create_user(username, name=f"示例{username}", roles=list(roles), **fields)


def department(key: str = "construction") -> Department:
    """An office of the zone."""
    return Department.objects.get_or_create(key=key, defaults={"name": f"示例{key}"})[0]


def firm(short_name: str = "示例机械", officer: User | None = None, **fields: Any) -> Enterprise:
    """A firm, looked after by this officer when one is given."""
    made = Enterprise.objects.create(short_name=short_name, **fields)
    if officer:
        LiaisonAssignment.objects.create(enterprise=made, officer=officer, starts_on=LONG_AGO)
    return made


def contact(of: Enterprise, **fields: Any) -> Contact:
    """A person at the firm with a telephone."""
    return Contact.objects.create(enterprise=of, **{"name": "示例联系人", "phone": PHONE} | fields)


def kind(key: str = "permit", answered_by: Department | None = None, **fields: Any) -> RequestKind:
    """A kind of request that a department answers."""
    made, _new = RequestKind.objects.get_or_create(
        key=key, defaults={"name": f"示例{key}类", "department": answered_by or department()} | fields
    )
    return made


def asked(of: Enterprise, by: User, **fields: Any) -> Request:
    """A request of the firm that waits for its department."""
    what = fields.pop("kind", None) or kind()
    defaults = {"kind": what, "department": what.department, "text": "想早日拿到施工许可", "raised_by": by}
    defaults |= {"raised_at": timezone.now(), "state": RequestState.DISPATCHED}
    return Request.objects.create(enterprise=of, **defaults | fields)


def visit(of: Enterprise, by: User, **fields: Any) -> Visit:
    """A visit that was logged."""
    defaults = {"on": timezone.localdate(), "notes": "谈了厂房进度", "created_at": timezone.now()}
    return Visit.objects.create(enterprise=of, officer=by, **defaults | fields)


def visit_post(of: Enterprise, **fields: Any) -> dict[str, Any]:
    """What the browser sends when a visit without requests is saved."""
    sent = {"enterprise": of.pk, "mode": "on_site", "on": timezone.localdate().isoformat(), "notes": "谈了厂房进度"}
    sent |= {"client_id": str(uuid.uuid4()), "received_by": ""}
    sent |= {"request-TOTAL_FORMS": "0", "request-INITIAL_FORMS": "0"}
    return sent | fields


def as_user(user: User) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    """The page."""
    return response.content.decode()


def small_photo() -> SimpleUploadedFile:
    """A photo as a telephone sends it, only smaller."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(data, "JPEG")
    return SimpleUploadedFile("shop.jpg", data.getvalue(), content_type="image/jpeg")
