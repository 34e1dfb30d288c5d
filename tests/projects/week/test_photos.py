"""A photo hangs on one thing; what hangs on nothing came with a press that was not saved."""

import uuid

import pytest

from core.models import Attachment, User
from core.office.photos import store_photo
from enterprises.models import RequestProof, VisitPhoto
from projects.enums import EntryKind
from projects.meeting.actions import issue
from projects.models import ActionEntry, Paper, Project, UpdatePhoto
from talent.enums import Category, ProofKind
from talent.models import Proof, Talent
from targets.models import Amendment
from tests.enterprises import scene as service
from tests.projects.scene import FRIDAY, MONDAY, as_user, person, photo, project, submit, typed, update_url, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def stored(by: User) -> Attachment:
    return store_photo(photo(), by=by, now=FRIDAY)


def hang_everywhere(by: User, of: Project) -> dict[str, Attachment]:
    """One photo on each thing that holds photos."""
    firm = service.firm(officer=by)
    photos = {name: stored(by) for name in ("update", "visit", "proof", "action", "paper", "talent")}
    Paper.objects.create(project=of, attachment=photos["paper"], by=by, at=FRIDAY)
    UpdatePhoto.objects.create(update_of=submit(of, by), attachment=photos["update"])
    VisitPhoto.objects.create(visit=service.visit(firm, by), attachment=photos["visit"])
    RequestProof.objects.create(request=service.asked(firm, by), attachment=photos["proof"])
    values = {"period": week("2026-11-23"), "project": of, "owner": by, "by": by, "now": MONDAY}
    order = issue(**values, title="协调用电", due_on=MONDAY.date(), client_id=uuid.uuid4())
    entry = {"kind": EntryKind.PROOF, "text": "已接电", "by": by, "at": MONDAY, "photo": photos["action"]}
    ActionEntry.objects.create(action=order, **entry)
    talent = Talent.objects.create(name="示例甲", category=Category.ENGINEER, arrived_on=MONDAY.date(), enterprise=firm)
    Proof.objects.create(talent=talent, kind=ProofKind.CONTRACT, on=MONDAY.date(), paper=photos["talent"], by=by)
    return photos


def test_only_what_hangs_on_nothing_is_loose(wang: User, given: Project) -> None:
    held, loose = hang_everywhere(wang, given), stored(wang)
    relations = [
        each for each in Attachment._meta.related_objects if each.one_to_one and each.related_model is not Amendment
    ]
    # 更正单 holds a paper, never a photo: its own test is in tests/targets/test_keeping.py.
    assert len(relations) == len(held), "a table that holds photos is missing here"
    assert list(Attachment.objects.loose(of=wang)) == [loose]
    assert not Attachment.objects.loose(of=person("zhao")).exists()


@pytest.mark.parametrize("of", ["visit", "proof", "action", "paper", "talent"])
def test_what_hangs_elsewhere_is_no_photo_of_an_update(wang: User, given: Project, of: str) -> None:
    other = project("YH-2026-002", responsible=wang)
    held = hang_everywhere(wang, given)[of]
    client = as_user(wang)
    assert client.get(f"/projects/photos/{held.key}/").status_code == 404
    page = client.post(update_url(other), typed(kept_photos=str(held.key)))
    assert page.status_code == 200
    assert not UpdatePhoto.objects.filter(attachment=held).exists()


def test_a_loose_photo_of_mine_comes_with_the_next_press(wang: User, given: Project) -> None:
    loose = stored(wang)
    shown = as_user(wang).get(f"/projects/photos/{loose.key}/")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    as_user(wang).post(update_url(given), typed(kept_photos=str(loose.key)))
    assert UpdatePhoto.objects.get().attachment == loose
