"""Which indicators tell of each service, of three kinds: whether people get in, what they say of it, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = {"access": "Access", "experience": "Experience", "outcome": "Outcome"}


@dataclass(frozen=True, slots=True)
class Service:
    """One service. A kind without a code has no indicator yet, and says so."""

    name: str
    access: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[str, ...]:
        """The codes of one kind."""
        return {"access": self.access, "experience": self.experience, "outcome": self.outcome}[kind]


SERVICES = (
    Service("Assessing and making plans", ("EHC05", "EHC01", "ASM01", "WRK01"), ("PX01", "PLN02"), ("PLN01", "PLN04")),
    Service("Reviewing plans and changes of phase", ("AR06", "AR03", "PT01"), ("CMP01",), ("AR01", "AR05", "OUT01")),
    Service("Giving the help in plans", ("PRV01", "EQP01"), ("CMP02",), ("OUT01",)),
    Service("Services that advise: health, psychology and social care", ("ADV01", "AGE01"), (), ("PLN03",)),
    Service("Places in schools and colleges", ("CON01", "EHC28"), ("APP02",), ("EHC26", "EHC32", "MOV01")),
    Service("Putting things right", ("CMP03",), ("CMP01", "DR01"), ("APP04", "DR04")),
)
