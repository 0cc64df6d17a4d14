"""The register of suspensions and permanent exclusions: what happened, what the law gave the child, and what support there was before."""
