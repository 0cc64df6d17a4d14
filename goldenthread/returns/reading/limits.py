"""How much a return may be before it is refused, so that no file can fill the machine."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. The defaults suit one local authority; a file for all England needs larger ones.

    `person_bytes` bounds the text between the end of one person and the end of the next: it is what keeps memory
    constant whatever is sent. `ratio` is how many times larger a file may be outside a zip than inside.
    """

    file_bytes: int = 100 * MIB
    people: int = 60_000
    person_bytes: int = MIB
    zip_members: int = 50
    ratio: int = 100


DEFAULT = Limits()
