"""Groups that a child is in: who said so, since when, and whether the family agreed that it is held and counted."""
