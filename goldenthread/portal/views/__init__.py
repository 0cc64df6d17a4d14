"""Pages of the door for families, schools and services."""
