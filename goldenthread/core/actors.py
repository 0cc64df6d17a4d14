"""Who is acting: a signed-in user, or a named command or job that acts for the area."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Something that acts without being signed in. `label` names it in the record, as `command:import_return`."""

    label: str
    pk: None = None

    def __str__(self) -> str:
        return self.label


def command(name: str) -> Actor:
    """A management command, by its name. Give the person with `acting_for` where one is known."""
    return Actor(f"command:{name}")


def job(name: str) -> Actor:
    """A background job, by its name."""
    return Actor(f"job:{name}")
