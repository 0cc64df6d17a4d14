"""The papers of a plan: what leaves the house of one version, made from its lines and from nothing else.

    told = snapshot.of(version)
    papers.pdf(told)         the plan as a tagged PDF (PDF/UA-1); a draft says so on every page
    papers.word(told)        the same as a Word document
    papers.data(told)        the same as data; the SHA-256 of these bytes is the plan's digest
    papers.summary(told)     the plan on one page
    papers.easy_read(told)   the plan in short sentences, in the shape of Easy Read
    papers.documents_of(version, on=…, to=…)   the same as papers in the child's record, for each of the family
"""

from __future__ import annotations

from ..snapshot import PlanSaid
from . import pictures as _pictures
from .as_data import data
from .content import Issuer
from .content import of as paper_of
from .keeping import KINDS, Drawn, For, Kept, Kind, documents_of, draw

__all__ = ["KINDS", "Drawn", "For", "Issuer", "Kept", "Kind", "data", "documents_of", "draw", "easy_read", "pdf", "summary", "word"]


def pdf(told: PlanSaid, issuer: Issuer = Issuer()) -> bytes:  # noqa: B008 - frozen
    """The plan as a tagged PDF."""
    from .as_pdf import drawn

    paper = paper_of(told, issuer)
    return drawn(paper, _pictures.of(paper.pictures))


def word(told: PlanSaid, issuer: Issuer = Issuer()) -> bytes:  # noqa: B008 - frozen
    """The plan as a Word document."""
    from .as_word import drawn  # what writes Word takes ten megabytes, and most processes never make one

    paper = paper_of(told, issuer)
    return drawn(paper, _pictures.of(paper.pictures))


def summary(told: PlanSaid) -> bytes:
    """The plan on one page, as a tagged PDF."""
    from .as_short import one_page

    return one_page(told)


def easy_read(told: PlanSaid) -> bytes:
    """The plan in short sentences, as a tagged PDF."""
    from .as_short import simple

    return simple(told, _pictures.of(line.media_id for line in told.in_section("A") if line.media_id))
