"""The outbox: sent once, retried later, doubtful said aloud, never silently missing."""

import datetime as dt
import smtplib
import threading
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import DeliveryState
from core.models import Delivery, User
from core.post.deliveries import LEASE, MAX_ATTEMPTS, _send, _send_all, _write, claim, owe_email, send_owed
from tests.mailserver import MailServer, mail_server

NOW = dt.datetime(2026, 11, 23, 0, 0, tzinfo=dt.UTC)


@pytest.fixture
def inbox() -> Iterator[MailServer]:
    """A real SMTP server on loopback, and Django pointed at it."""
    with (
        mail_server() as server,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=server.port
        ),
    ):
        yield server


def owe(*keys: str) -> None:
    user, _created = User.objects.get_or_create(username="wang", defaults={"email": "wang@example.com"})
    owe_email([(user, f"第48周调度 {key}", "你负责的项目", key) for key in keys], now=NOW)


@pytest.mark.django_db
class TestSending:
    def test_what_is_owed_reaches_a_real_mail_server_once(self, inbox: MailServer) -> None:
        owe("a", "b")
        assert (send_owed(now=NOW), send_owed(now=NOW)) == (2, 0)
        assert len(inbox.messages) == 2
        assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}

    def test_owing_the_same_key_again_changes_nothing(self, inbox: MailServer) -> None:
        owe("a")
        send_owed(now=NOW)
        owe("a")
        assert send_owed(now=NOW) == 0
        assert Delivery.objects.get().state == DeliveryState.SENT

    def test_nothing_is_sent_before_its_time(self) -> None:
        owe("a")
        assert send_owed(now=NOW - dt.timedelta(seconds=1)) == 0

    @override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
    )
    def test_a_mail_server_that_is_down_is_tried_again_later_and_given_up_visibly(self) -> None:
        owe("a")
        now = NOW
        for attempt in range(1, MAX_ATTEMPTS + 1):
            assert send_owed(now=now) == 0
            delivery = Delivery.objects.get()
            assert delivery.attempts == attempt
            now = delivery.owed_at
        assert delivery.state == DeliveryState.DEAD
        assert "refused" in delivery.error

    def test_a_worker_that_died_after_the_claim_leaves_a_doubt_that_is_sent_again(self) -> None:
        owe("a")
        [claimed] = claim(now=NOW)
        assert send_owed(now=NOW + LEASE / 2) == 0  # the lease still holds
        assert send_owed(now=NOW + LEASE * 2) == 1
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 2)
        assert "结果不明" in delivery.error
        assert mail.outbox[0].extra_headers["Message-ID"] == claimed.message_id

    def test_a_worker_that_wakes_up_late_cannot_overwrite_the_next_attempt(self) -> None:
        owe("a")
        [late] = claim(now=NOW)
        send_owed(now=NOW + LEASE * 2)
        assert not _write(late, state=DeliveryState.OWED, error="late")
        assert Delivery.objects.get().state == DeliveryState.SENT

    def test_a_worker_whose_lease_ran_out_leaves_the_message_to_the_next(self) -> None:
        owe("a")
        [late] = claim(now=NOW)
        claim(now=NOW + LEASE * 2)
        assert not _send(late, mail.get_connection(), now=NOW + LEASE * 2)
        assert mail.outbox == []

    def test_behind_a_slow_server_the_end_of_a_batch_stays_with_its_worker(self) -> None:
        owe("a", "b", "c")
        batch, passed = claim(now=NOW), iter([0, 0, 0.6, 1.2])

        def moment() -> dt.datetime:
            now = NOW + LEASE * next(passed)
            assert claim(now=now) == []
            return now

        assert _send_all(batch, mail.get_connection(), moment) == 3
        assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}

    def test_a_young_claim_is_written_once_and_an_older_one_is_renewed_first(self) -> None:
        owe("a", "b")
        young, older = claim(now=NOW)
        writes = []
        for delivery, now in ((young, NOW + LEASE / 2), (older, NOW + LEASE * 0.51)):
            with CaptureQueriesContext(connection) as asked:
                assert _send(delivery, mail.get_connection(), now=now)
            writes.append(len([each for each in asked if each["sql"].startswith("UPDATE")]))
        assert writes == [1, 2]

    def test_a_claim_is_told_as_it_was_made(self) -> None:
        owe("a", "b")
        batch = claim(now=NOW)
        assert [(each.pk, each.state, each.attempts, each.lease_until) for each in batch] == list(
            Delivery.objects.order_by("pk").values_list("pk", "state", "attempts", "lease_until")
        )

    def test_what_went_out_late_is_sent_as_long_as_nobody_else_took_it_up(self) -> None:
        owe("a")
        [late] = claim(now=NOW)
        Delivery.objects.update(state=DeliveryState.UNCERTAIN)
        assert _write(late, state=DeliveryState.SENT)
        assert send_owed(now=NOW + LEASE * 2) == 0

    def test_a_message_that_kills_its_worker_each_time_is_given_up_visibly(self) -> None:
        owe("a")
        moments = [NOW + LEASE * 2 * n for n in range(MAX_ATTEMPTS + 1)]
        assert [len(claim(now=moment)) for moment in moments] == [1] * MAX_ATTEMPTS + [0]
        assert Delivery.objects.get().state == DeliveryState.DEAD

    def test_an_address_that_is_none_does_not_hold_up_the_others(self, inbox: MailServer) -> None:
        owe("a", "b")
        Delivery.objects.filter(dedupe_key="a").update(address="wang@@示例 ")
        assert send_owed(now=NOW) == 1
        assert Delivery.objects.get(dedupe_key="a").state == DeliveryState.OWED

    def test_one_connection_carries_many_messages(self, inbox: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
        opened, connect = [], smtplib.SMTP.connect
        monkeypatch.setattr(smtplib.SMTP, "connect", lambda smtp, *a: opened.append(smtp) or connect(smtp, *a))
        owe("a", "b", "c")
        assert (send_owed(now=NOW), len(opened)) == (3, 1)

    def test_a_claim_does_not_look_through_what_was_sent_long_ago(self) -> None:
        owe("a", "b")
        sent = "(channel, user_id, address, subject, body, dedupe_key, state, attempts, owed_at, sent_at, error)"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO core_delivery {sent} SELECT channel, user_id, address, subject, body, n::text, 'sent', 1,"
                " owed_at, owed_at, '' FROM core_delivery, generate_series(1, 20000) AS n WHERE dedupe_key = 'a'"
            )
            cursor.execute("ANALYZE core_delivery")
        with CaptureQueriesContext(connection) as asked:
            assert len(claim(now=NOW)) == 2
        with connection.cursor() as cursor:
            for sql in [each["sql"] for each in asked if each["sql"].startswith(("SELECT", "UPDATE"))]:
                cursor.execute(f"EXPLAIN {sql}")
                plan = "\n".join(line for (line,) in cursor.fetchall())
                assert "Seq Scan on core_delivery" not in plan, plan  # of a few people it is the right way


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def _claim_in_threads(self, times: int) -> list[int]:
        start, taken = threading.Barrier(times), []

        def work() -> None:
            start.wait()
            taken.extend(delivery.pk for delivery in claim(now=timezone.now()))
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return taken

    def test_no_two_workers_claim_the_same_delivery(self) -> None:
        owe(*(f"k{n}" for n in range(60)))
        taken = self._claim_in_threads(4)
        assert len(taken) == len(set(taken)) == 60

    def test_control_without_the_row_lock_deliveries_are_claimed_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Negative control: the row lock is what keeps two workers apart."""
        owe(*(f"k{n}" for n in range(10)))
        both_have_read = threading.Barrier(2)

        class Unlocked:
            def __init__(self, query: object) -> None:
                self.query = query

            def filter(self, *args: object, **kwargs: object) -> "Unlocked":
                return Unlocked(self.query.filter(*args, **kwargs))

            def order_by(self, *args: str) -> "Unlocked":
                return Unlocked(self.query.order_by(*args))

            def __getitem__(self, part: slice) -> list[Delivery]:
                rows = list(self.query[part])
                both_have_read.wait(timeout=10)
                return rows

        monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, *a, **k: Unlocked(self))
        taken = self._claim_in_threads(2)
        assert (len(taken), len(set(taken))) == (20, 10)
