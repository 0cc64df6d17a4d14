"""A plan as one file that another council can take on: a zip of data, the plan as PDF, Word and data, advice, and hashes.

    bundle.packed(child, plan, move, on=…)   the bytes of the file
    bundle.read(path)                         what a file says, with all its papers, or `NotABundle` with a sentence

`docs/plan-bundle.md` says what each part means.
"""

from .reading import Bundle, NotABundle, Paper, read
from .shape import FORMAT
from .writing import packed

__all__ = ["FORMAT", "Bundle", "NotABundle", "Paper", "packed", "read"]
