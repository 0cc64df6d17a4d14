"""Reading an improvement plan out of a file that people made for people: open it, find its tables, place every word."""

from .assembling import assemble
from .opening import open_plan
from .placed import Read

__all__ = ["Read", "assemble", "open_plan"]
