"""The letters and papers of a plan that is about to be issued, and the bodies that must have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.people.models import Organisation
from goldenthread.plans import papers
from goldenthread.plans.models import Version

from . import letters
from .issuing import as_it_will_be, request_of
from .models import AdviceRequest, Request
from .proposing import Proposal, proposal_of


def drafts_of(version: Version, proposal: Proposal, on: date) -> list[letters.Drafted]:
    """The letters that go with the plan: to the family, with copies to the setting it names and the health board."""
    request = request_of(version)
    around = letters.known(version.child)
    if proposal.where == Proposal.Where.SETTING and proposal.setting:
        around = replace(around, settings=[proposal.setting, *(each for each in around.settings if each.pk != proposal.setting_id)])
    return letters.drafts_of_final_plan(request, on, setting=proposal.words.removesuffix("."), around=around)


def issuer_of(version: Version, by: Any) -> papers.Issuer:
    """Who signs the plan."""
    area = version.child.area
    contact = tuple(part for part in (area.phone, area.email) if part)
    return papers.Issuer(area.council, contact, getattr(by, "name", ""), version.child.reference)


def drawn_for(version: Version, by: Any, on: date) -> papers.Drawn:
    """The papers of the version as it would be issued now, drawn before the action so that no transaction waits for them."""
    return papers.draw(as_it_will_be(version, proposal_of(version), on), issuer_of(version, by))


def bodies_of(version: Version, request: Request, proposal: Proposal) -> list[Organisation]:
    """The setting named, the health board (regulation 13(2)), and those whose advice the plan rests on."""
    asks = AdviceRequest.objects.filter(request=request, withdrawn_on__isnull=True, received_on__isnull=False, asked_of__isnull=False)
    wanted = Q(pk__in=asks.values("asked_of")) | Q(kind=Organisation.Kind.ICB, area_id=version.child.area_id, closed_on__isnull=True)
    if proposal.where == Proposal.Where.SETTING:
        wanted |= Q(pk=proposal.setting_id)
    return list(Organisation.objects.filter(wanted).order_by("pk"))
