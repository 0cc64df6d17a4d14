"""Pages of casework: a new request, the decision on it, and what changes meanwhile."""
