"""A row of a service is ended at the moment at which it is taken back: there is nothing to end, and no fault either."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.models import GreenCard
from tests.races import during
from tests.talent.care.scene import grade
from tests.talent.scene import person, talent

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_taken_back_meanwhile_is_not_there(client: Client) -> None:
    since = dt.date(2026, 1, 6)
    card = GreenCard.objects.create(
        talent=talent(), grade=grade(), number="示 1", since=since, until=dt.date(2027, 1, 5), client_id=uuid.uuid4()
    )
    client.force_login(person("qin"))
    url = reverse("talent:card_end", args=[card.pk])
    said: dict[str, Any] = {"on": "2026-02-03", "why": "离园"}
    ended = during(lambda: GreenCard.objects.filter(pk=card.pk).delete() and None, lambda: client.post(url, said))
    assert ended.status_code == 404
