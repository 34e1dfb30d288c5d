"""The people of the further zones: each zone is looked after by a service station of eight.

Seven of them keep what the project officers, liaison officers and handlers of the demo keep, so that each owns about as
many projects, firms and requests as there. The eighth holds one of the other roles; they take turns.
"""

from dataclasses import dataclass

from core.enums import Role
from core.models import Department, User, reading_of
from finance.enums import InstitutionKind
from finance.models import BankMember, Institution
from zone_tracker.demo.names import people, telephone
from zone_tracker.demo.people import People
from zone_tracker.demo.scale.block import Told
from zone_tracker.demo.setting import Setting

OWNERS = 7
OWNER_ROLES = (Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER)
IN_TURN = (Role.LEADER, Role.TALENT_OFFICER, Role.FINANCE_OFFICER, Role.BANK, Role.AUDITOR, Role.ADMIN)
LOGINS = {Role.PROJECT_OFFICER: "project", Role.TALENT_OFFICER: "talent", Role.FINANCE_OFFICER: "finance"}
FIRST_PHONE, FIRST_RANK = 100, 500


@dataclass(frozen=True)
class Team:
    """Who does in a further zone what somebody of the demo does in the first."""

    stations: list[int]
    users: list[User]  # eight a zone
    instead: dict[str, int]  # the key of an owner of the demo, to the place of the one who stands for them
    leaders: frozenset[str]
    keys: dict[str, str]  # name to key, of the demo's people

    def station(self, zone: int) -> str:
        """The key of the department of a zone."""
        return str(self.stations[zone - 1])

    def user_for(self, key: str, column: str) -> Told | None:
        """Who stands for somebody in a column; None when it is the same person in all zones."""
        if key in self.leaders and (column == "leader_id" or key not in self.instead):
            return lambda zone: str(self._leader(zone).pk)
        if key not in self.instead:
            return None
        place = self.instead[key]
        return lambda zone: str(self._owner(zone, place).pk)

    def name_for(self, name: str) -> Told:
        """The name of the one who stands for an owner of this name."""
        place = self.instead.get(self.keys.get(name, ""))
        return (lambda _zone: name) if place is None else (lambda zone: self._owner(zone, place).name)

    def _owner(self, zone: int, place: int) -> User:
        return self.users[(zone - 1) * (OWNERS + 1) + place]

    def _leader(self, zone: int) -> User:
        """The leader who came last; the first zone of each turn brings one."""
        first = (zone - 1) // len(IN_TURN) * len(IN_TURN)
        return self.users[first * (OWNERS + 1) + OWNERS]


def build(setting: Setting, found: People, zones: int) -> Team:
    """Write the stations and the people of so many further zones, all with the password of the demo."""
    stations = Department.objects.bulk_create(
        Department(key=f"station-{n}", name=f"园区第 {n} 服务站", rank=FIRST_RANK + n, is_example=True)
        for n in range(2, zones + 2)
    )
    names = people(setting.dice("scale:people"), taken=found.users)
    model = next(iter(found.users.values()))
    rows = [
        _person(number, next(names), stations[number // (OWNERS + 1)], model) for number in range(zones * (OWNERS + 1))
    ]
    setting.numbered([*found.users.values(), *rows])  # go on where the demo ended
    users = User.objects.bulk_create(rows, batch_size=1000)
    _bank_members(users)
    return Team([row.pk for row in stations], users, *_standing_for(found))


def _person(number: int, name: str, station: Department, model: User) -> User:
    zone, place = divmod(number, OWNERS + 1)
    if place < OWNERS:
        roles, login, nth = OWNER_ROLES, LOGINS[Role.PROJECT_OFFICER], zone * OWNERS + place
    else:
        role = IN_TURN[zone % len(IN_TURN)]
        roles, login, nth = (role,), LOGINS.get(role, str(role)), zone // len(IN_TURN)
    username = f"{login}{nth + 2}"  # the demo's own is the first
    return User(
        username=username,
        name=name,
        pinyin=reading_of(name),
        department=None if Role.BANK in roles else station,
        roles=[str(role) for role in roles],
        phone=telephone(FIRST_PHONE + number),
        email=f"{username}@example.com",
        password=model.password,
        is_staff=Role.ADMIN in roles,
        is_example=True,
        date_joined=model.date_joined,
    )


def _bank_members(users: list[User]) -> None:
    """Each banker belongs to one of the banks."""
    banks = list(Institution.objects.filter(kind=InstitutionKind.BANK).order_by("pk"))
    bankers = [user for user in users if user.roles == [str(Role.BANK)]]
    BankMember.objects.bulk_create(
        BankMember(user=user, institution=banks[n % len(banks)]) for n, user in enumerate(bankers)
    )


def _standing_for(found: People) -> tuple[dict[str, int], frozenset[str], dict[str, str]]:
    """Who of the demo is stood for by which place of a station, its leaders, and the keys of its names."""
    instead = {
        str(user.pk): n % OWNERS
        for role in reversed(OWNER_ROLES)  # who reports projects keeps that place, whatever else they do
        for n, user in enumerate(found.holding(role))
    }
    leaders = frozenset(str(user.pk) for user in found.holding(Role.LEADER))
    return instead, leaders, {user.name: str(user.pk) for user in found.users.values()}
