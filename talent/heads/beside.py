"""What the form of a person asks beside the person's own row: since when the category, the proofs, the leaving.

The page of a new person asks it at once, a table in its columns; on a saved person's page each has a form of its own.
"""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import Form
from core.kernel.sense import Happened
from core.models import User
from core.office.paper_fields import PapersField
from core.office.papers import store_paper
from talent.enums import LeftHow, ProofKind
from talent.models import CategoryChange, Proof, Talent, change_category, leave, rule_of, stay

KINDS = (ProofKind.CONTRACT, ProofKind.INSURANCE)


class BesideForm(Form):
    """Fields that are no columns of the person; `TalentForm` keeps them by the verbs."""

    category_on = Happened(label=_("类别自哪天起"), required=False)
    contract_number = forms.CharField(label=_("合同编号"), max_length=60, required=False)
    contract_on = Happened(label=_("合同开始日期"), required=False)
    insurance_number = forms.CharField(label=_("社保编号"), max_length=60, required=False)
    insurance_on = Happened(label=_("社保开始日期"), required=False)
    left_on = Happened(label=_("离园日期"), required=False)
    left_how = forms.ChoiceField(label=_("离园方式"), choices=[("", "—"), *LeftHow.choices], required=False)


def asks_papers(form: Any) -> None:
    """Let the form of a new person take the files with it."""
    for kind in ProofKind:
        label = _("%(kind)s文件") % {"kind": kind.label}
        form.fields[f"{kind}_papers"] = PapersField(label=label, required=False)


def known_of(person: Talent) -> dict[str, Any]:
    """What these fields say of a saved person."""
    said: dict[str, Any] = {"left_on": person.left_on, "left_how": person.left_how}
    changes = list(person.category_changes.all())  # a list has fetched them with its rows
    said["category_on"] = changes[-1].on if changes else person.arrived_on
    for kind in KINDS:
        proof = next((each for each in person.proofs.all() if each.kind == kind), None)
        said[f"{kind}_number"], said[f"{kind}_on"] = (proof.number, proof.on) if proof else ("", None)
    return said


def present(person: Talent, kind: str) -> Proof | None:
    """The latest proof of a kind."""
    return person.proofs.filter(kind=kind).first()


def doubts(form: Any, said: dict[str, Any]) -> None:
    """Ask about what the rule leaves out: recognised before the programme, no firm."""
    rule, changed = rule_of(timezone.localdate()), form.changed_data
    if rule is None:
        return
    recognised = said.get("recognised_on")
    is_early = recognised and rule.begins_on and recognised < rule.begins_on
    if is_early and not rule.counts_before and "recognised_on" in changed:
        words = {"on": recognised, "begins": rule.begins_on}
        form.ask(_("认定日期 %(on)s 早于工程起点 %(begins)s，按现行规则不计入。") % words)
    is_looked_at = form.instance.pk is None or "enterprise" in changed
    if is_looked_at and not said.get("enterprise") and not rule.counts_without_firm:
        form.ask(_("没有填企业，按现行规则不计入。"))


def check(form: Any, said: dict[str, Any]) -> None:
    """Say what is missing of what was begun."""
    for kind in KINDS:
        if said.get(f"{kind}_number") and not said.get(f"{kind}_on"):
            form.add_error(f"{kind}_on", _("填了编号，请写从哪天起。"))
    if said.get("left_how") and not said.get("left_on"):
        form.add_error("left_on", _("填了离园方式，请写离园日期。"))


def keep(form: Any, person: Talent, *, by: User) -> None:
    """Keep by the verbs what these fields say. Raises ValidationError with the field that is wrong."""
    for kind in KINDS:
        if {f"{kind}_number", f"{kind}_on"} & set(form.changed_data):
            _keep_proof(form, person, kind, by)
    for kind in ProofKind:
        for upload in form.cleaned_data.get(f"{kind}_papers") or []:
            _keep_paper(form, person, kind, upload, by)
    if {"left_on", "left_how"} & set(form.changed_data) and "left_on" in form.fields:
        _keep_leaving(form, person)


def _keep_proof(form: Any, person: Talent, kind: ProofKind, by: User) -> None:
    number, on = form.cleaned_data.get(f"{kind}_number", ""), form.cleaned_data.get(f"{kind}_on")
    proof = present(person, kind)
    if on is None:
        if proof:
            proof.take_back(now=timezone.now())
        return
    proof = proof or Proof(talent=person, kind=kind, by=by)
    if proof.until and proof.until < on:
        proof = Proof(talent=person, kind=kind, by=by)  # a new contract after one that is over
    proof.number, proof.on = number, on
    proof.save()


def _keep_paper(form: Any, person: Talent, kind: ProofKind, upload: Any, by: User) -> None:
    """The first file goes with the proof that was just typed, each other one is a proof of its own."""
    proof = person.proofs.filter(kind=kind, paper__isnull=True).first()
    if proof is None:
        on = form.cleaned_data.get(f"{kind}_on") or form.cleaned_data.get("recognised_on") or person.arrived_on
        proof = Proof(talent=person, kind=kind, on=on, by=by)
    proof.paper = store_paper(upload, by=by, now=timezone.now())
    proof.save()


def _keep_leaving(form: Any, person: Talent) -> None:
    on = form.cleaned_data.get("left_on")
    if on is None:
        if person.left_on:
            stay(person)
        return
    leave(person, on=on, how=form.cleaned_data.get("left_how") or LeftHow.RESIGNED, note=person.left_note)


def keep_category(person: Talent, category: str, on: dt.date | None, *, by: User) -> None:
    """A saved person is of this category from a day on. What says what stood before the last change takes that back.

    Raises ValidationError where the day is missing or does not fit.
    """
    changes = list(person.category_changes.all())
    last, before = (changes[-1] if changes else None), (changes[-2] if len(changes) > 1 else None)
    if before and (before.category, before.on) == (category, on):
        changes[-1].take_back()
    elif last and category == last.category:
        if on and on != last.on:
            last.correct(on=on, category=category, reason=last.reason)
    elif on is None or (last and on == last.on):
        raise ValidationError({"category_on": _("类别有变，请写从哪天起。")})
    else:
        change_category(person, category, on=on, reason="", by=by, client_id=uuid.uuid4())
    person.refresh_from_db(fields=["category"])


def first_category(person: Talent, on: dt.date | None) -> None:
    """Since when a new person is of the category, where that is not the day of the arrival."""
    if on and on != person.arrived_on:
        CategoryChange.objects.filter(talent=person).update(on=on)
