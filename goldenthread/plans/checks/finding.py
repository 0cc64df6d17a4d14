"""What a check says of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.law.cite import Citation, Force


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right. `sentence` says what to do. `stops` is true when the plan may not be issued so.

    `line_id` is None for what is said of a section or of the whole plan. `words` are those in the text that it is about.
    """

    code: str
    sentence: str
    citation: Citation
    stops: bool
    section: str = ""
    line_id: UUID | None = None
    words: str = ""

    @property
    def force(self) -> Force:
        return self.citation.force

    @property
    def force_words(self) -> str:
        """How much it binds, in a word or two."""
        return {Force.DUTY: "Law", Force.GUIDANCE: "Guidance", Force.LOCAL: "Local rule"}[self.citation.force]
