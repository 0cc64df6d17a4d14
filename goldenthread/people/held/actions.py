"""Letting out a held paper, and telling the named worker of one in which a virus was found."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from goldenthread.core import outbox, scanning
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused

from ..models import Document, Involvement
from ..policies import check_may, standing_of


@action
def let_out_paper(*, document: Document, because: str, by: Any, on: date) -> None:
    """A named person answers for a paper that no scanner looked into: whoever may read it then can."""
    check_may(standing_of(by), document.child, "document", "share")
    file = StoredFile.objects.select_for_update().get(pk=document.file_id)
    if file.scan == StoredFile.Scan.INFECTED:
        raise Refused("A virus was found in this paper. It cannot be let out. Ask the sender for a clean copy.")
    if file.held:
        scanning.let_out(file=file, because=because, by=by, on=on)
    record("people.let_out_paper", child=document.child_id, subject=document, why=because, touches=())


def tell_of_virus(file: StoredFile) -> None:
    """A virus was found: each record that holds the file says so, and its named worker is told."""
    for document in Document.objects.filter(file=file).order_by("pk"):
        record(
            "people.virus_found",
            child=document.child_id,
            subject=document,
            fact={"signature": file.signature},
            touches=(),
        )
        tell_worker(
            key=f"virus:{document.pk}",
            child_id=document.child_id,
            subject="A paper is held",
            says="A virus was found in a paper of one of your cases. It is held and nobody can open it.",
        )


def tell_worker(*, key: str, child_id: Any, subject: str, says: str) -> None:
    """An email to the child's named worker that there is something to look at."""
    outbox.tell_all(to_worker(key=key, child_id=child_id, subject=subject, says=says))


def to_worker(*, key: str, child_id: Any, subject: str, says: str) -> list[outbox.Notice]:
    """That email, where there is a named worker."""
    worker = (
        Involvement.objects.filter(child_id=child_id, role=Involvement.Role.NAMED_WORKER, until_on__isnull=True)
        .order_by("pk")
        .values_list("user_id", flat=True)
        .first()
    )
    if worker is None:
        return []
    body = f"{says}\n\nSign in to see it: {settings.BASE_URL}/\n\nDo not reply to this email."
    return [
        outbox.Notice(key=f"{key}:worker", channel="email", to_user=worker, child=child_id, subject=subject, body=body)
    ]
