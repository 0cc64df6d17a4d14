"""PDFs from strangers, without what they could do by themselves: programs in them, other programs they start, forms that send.

A PDF that holds other files, or is nothing without its program, is refused with what to do. The text and the pictures of
any other stay as they are; one that does nothing by itself is kept as it came, byte for byte.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from . import pdf_cleaner
from .office_files import NESTED, REMOVE_PASSWORD
from .refusals import Refused

WAIT_SECONDS = 40
FORM_ONLY = "The file is a form that only one program can show. Print it to PDF and send that"
REFUSED = {pdf_cleaner.PASSWORD: REMOVE_PASSWORD, pdf_cleaner.FILES_INSIDE: NESTED, pdf_cleaner.FORM_ONLY: FORM_ONLY}

#: Signs that a PDF which cannot be read may still do something where another program reads it.
_MAY_DO = re.compile(
    rb"/(JavaScript|JS|Launch|OpenAction|AA|XFA|EmbeddedFiles?|EF|RichMedia|SubmitForm|ImportData|ObjStm|Filter|Encrypt)\b"
)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def harmless(content: bytes) -> bytes | None:
    """This PDF without what it could do by itself; None where it is damaged; or a refusal that says what to do."""
    said, cleaned = _asked(content)
    fault = said.get("fault", pdf_cleaner.UNREADABLE)
    if fault in REFUSED:
        raise Refused(REFUSED[fault])
    if not fault:
        return cleaned if said["taken_out"] else content
    plain = _HEX.sub(lambda found: bytes([int(found[1], 16)]), content)
    return None if _MAY_DO.search(plain) else content


def _asked(content: bytes) -> tuple[dict, bytes]:
    order = [sys.executable, "-I", str(Path(pdf_cleaner.__file__))]
    try:
        answer = subprocess.run(order, input=content, capture_output=True, timeout=WAIT_SECONDS, env={}).stdout
    except subprocess.TimeoutExpired:
        return {}, b""
    line, _, cleaned = answer.partition(b"\n")
    said = json.loads(line) if line.endswith(b"}") else {}
    return (said, cleaned) if len(cleaned) == said.get("size") else ({}, b"")
