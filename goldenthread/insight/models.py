"""What the figures need to hold: the department's published ones."""

from .benchmarks.models import PublishedFile, PublishedRow

__all__ = ["PublishedFile", "PublishedRow"]
