"""What the pages of the trail may ask of PostgreSQL: as much with 3, 30 and 150 lines of the same registers.

Session, person and revisions are counted, as in test_budgets.py. A page of lines asks three times for each register
among them: the events, those before, and the names.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.models import Contact, Enterprise
from tests.projects.scene import person
from tests.zone_tracker.test_budgets import statements
from tests.zone_tracker.trail.scene import ADDRESS, acting

pytestmark = pytest.mark.django_db

SIZES = (3, 30, 150)
# page → statements, with two registers among the lines; a search asks each noun for the rows of that name, twice where
# a kind is chosen, for the pills count all kinds. One is for the saved views of the list.
BUDGETS = {
    "/audit/?person={person}": 19,
    "/audit/?q={address}&kind=write&line={line}": 34,
    "/audit/people/{person}/{today}/": 11,
    "/audit/rows/enterprises_enterprise/{firm}/": 11,
    "/history/enterprise/{firm}/": 10,
    "/lists/audit/file/?as=csv&person={person}": 14,
}


@pytest.fixture
def officer() -> User:
    return person("wang", Role.LIAISON)


def write(count: int, firm: Enterprise, officer: User) -> None:
    """So many lines more about a firm, and as many about new contacts of it."""
    for n in range(count):
        with acting(officer):
            Enterprise.objects.filter(pk=firm.pk).update(address=f"{count} 路 {n} 号")
            Contact.objects.create(enterprise=firm, name=f"{count}-{n}")


def test_pages_ask_as_much_of_three_lines_as_of_a_hundred_and_fifty(
    officer: User, client_for: Callable[[User], Client]
) -> None:
    firm, client = Enterprise.objects.create(short_name="甲厂"), client_for(person("auditor", Role.AUDITOR))
    asked: dict[str, list[list[str]]] = {}
    for size in SIZES:
        write(size, firm, officer)
        line = client.get(f"/audit/?person={officer.pk}").context["page_obj"].object_list[0].event.pk
        words = {
            "person": officer.pk,
            "today": timezone.localdate(),
            "firm": firm.pk,
            "line": line,
            "address": ADDRESS,
        }
        for page in BUDGETS:
            url = page.format(**words)
            client.get(url)
            asked.setdefault(page, []).append(statements(client, url))
    wrong = {
        f"{page}: {[len(each) for each in found]}, may ask {BUDGETS[page]}": found[-1]
        for page, found in asked.items()
        if len(found[-1]) > len(found[0]) or max(map(len, found)) > BUDGETS[page]
    }
    assert not wrong, "\n".join("\n  ".join([page, *(sql[:160] for sql in found)]) for page, found in wrong.items())
