"""What hangs on a person says nothing more of them once their personal data was erased: PostgreSQL looks."""

from collections.abc import Iterable

import pgtrigger
from django.db import models

from core.models import says_nothing_more
from talent.models.care import GreenCard, Mentorship, SchoolPlace
from talent.models.counting import Absence, CategoryChange, Proof
from talent.models.flats import FlatWish, Tenancy
from talent.models.offered import HonourGrant, HonourLoss
from talent.models.people import PAST_OF_A_TALENT, Talent
from talent.models.teams import Team, TeamMember
from talent.models.training import Attendance, PlatformMember
from talent.models.wanted import TalentNeedFill

HANGING: tuple[type[models.Model], ...] = (
    Absence,
    Attendance,
    CategoryChange,
    FlatWish,
    GreenCard,
    HonourGrant,
    HonourLoss,
    Mentorship,
    PlatformMember,
    Proof,
    SchoolPlace,
    TalentNeedFill,
    Team,
    TeamMember,
    Tenancy,
)


def _register(model: type[models.Model]) -> None:
    past = [each for each in PAST_OF_A_TALENT if each.events == f"{model._meta.db_table}event"]
    keys: Iterable[str] = [each.key for each in past]
    texts = dict.fromkeys(text for each in past for text in (*each.texts, *each.numbers))
    for trigger in says_nothing_more(Talent._meta.db_table, keys, texts):
        pgtrigger.register(trigger)(model)


for _model in HANGING:
    _register(_model)
