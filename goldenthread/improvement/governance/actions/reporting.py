"""Reports are made as at today and kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import documents_out, files
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.people.policies import standing_of

from .. import policies
from ..drawing import as_data, report_docx, report_pdf
from ..models import Board, FrozenReport
from ..reports import report_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@action
def make_report(*, kind: str, area: Any, board: Board | None = None, by: Any, on: date) -> FrozenReport:
    """A report as at today, as PDF and Word, kept by the hash of each and never changed."""
    standing = standing_of(by)
    if kind == FrozenReport.Kind.HIGHLIGHT and board is not None:
        policies.check_speak(standing, board)
    else:
        board = None
        policies.check_run(standing, area)
    report = report_of(kind, area, board, on)
    try:
        pdf = report_pdf(report)
    except documents_out.Unprintable as unprintable:
        raise Refused(unprintable.sentence) from None
    made = FrozenReport.objects.create(
        area=area, board=board, kind=kind, on=on, title=report.title[:250], content=as_data(report.blocks),
        pdf=files.store(pdf, content_type="application/pdf", scan=StoredFile.Scan.MADE_HERE),
        word=files.store(report_docx(report), content_type=WORD, scan=StoredFile.Scan.MADE_HERE), made_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    record("improvement.make_report", subject=made, fact={"kind": kind, "pdf": made.pdf_id, "word": made.word_id})
    return made
