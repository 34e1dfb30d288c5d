"""The page on which a drawdown is recorded: never more than was granted, and each tap once."""

import datetime as dt
from typing import Any

import pytest

from core.models import User
from finance.models import Drawdown
from tests.finance.scene import Browser, draw_form, drawn, left_of, line, person, said
from tests.races import at_once

pytestmark = pytest.mark.django_db


class TestDrawing:
    def test_money_is_recorded_with_who_recorded_it(self, clerk: User, client_for: Browser) -> None:
        given = line(1000)
        response = client_for(clerk).post(f"/finance/lines/{given.pk}/draw/", draw_form("1,000"))
        row = Drawdown.objects.get()
        assert response["Location"] == f"/finance/lines/{given.pk}/"
        assert (row.amount_wan, row.on, row.recorded_by) == (1000, dt.date(2026, 3, 3), clerk)

    def test_too_much_is_said_at_the_field_with_what_still_fits(self, officer: User, client_for: Browser) -> None:
        given = line(1000)
        drawn(given, 950)
        response = client_for(officer).post(f"/finance/lines/{given.pk}/draw/", draw_form("50.01"))
        assert response.context["form"].errors["amount_wan"] == ["超过授信，还可放款 50 万元。"]
        assert ("50.01" in said(response), Drawdown.objects.count()) == (True, 1)

    def test_the_same_tap_again_records_nothing(self, officer: User, client_for: Browser) -> None:
        given, data = line(1000), draw_form(1000)
        client = client_for(officer)
        places = {client.post(f"/finance/lines/{given.pk}/draw/", data)["Location"] for _ in range(3)}
        assert (places, Drawdown.objects.count()) == ({f"/finance/lines/{given.pk}/"}, 1)

    def test_a_number_used_on_another_line_tells_nothing_of_it(
        self, clerk: User, client_for: Browser, other: Any
    ) -> None:
        theirs, ours = drawn(line(1000, institution=other), 777), line(1000)
        data = draw_form(10, client_id=str(theirs.client_id))
        response = client_for(clerk).post(f"/finance/lines/{ours.pk}/draw/", data)
        assert "这张表单已经用过" in said(response)
        assert ("777" in said(response), Drawdown.objects.count()) == (False, 1)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"on": "2026-03-01"}, "放款日期早于授信日期"),
            ({"on": "2026-06-02"}, "放款日期晚于授信的到期日期"),
            ({"on": "2099-01-01"}, "日期不能晚于今天"),
            ({"on": "31.12."}, "日期无效，请按 2026-11-23 的格式填写。"),
            ({"amount_wan": "0"}, "“放款”要大于 0。"),
            ({"amount_wan": "-5"}, "“放款”不能是负数。"),
            ({"amount_wan": "0.001"}, "小数"),
            ({"amount_wan": ""}, "请填写放款。"),
            ({"client_id": "x"}, "这张表单不完整"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, officer: User, client_for: Browser, fields: dict[str, Any], words: str
    ) -> None:
        given = line(1000, expires_on=dt.date(2026, 6, 1))
        response = client_for(officer).post(f"/finance/lines/{given.pk}/draw/", draw_form(10) | fields)
        assert words in said(response)
        assert Drawdown.objects.count() == 0

    @pytest.mark.django_db(transaction=True)
    def test_eight_forms_at_once_never_overrun(self, client_for: Browser) -> None:
        officer, given = person("tang"), line(500)
        clients = [client_for(officer) for _ in range(8)]
        answers = at_once(
            *[
                lambda c=client: c.post(f"/finance/lines/{given.pk}/draw/", draw_form(80)).status_code
                for client in clients
            ]
        )
        assert sorted(answers) == [200] * 2 + [302] * 6
        assert left_of(given) == 20
