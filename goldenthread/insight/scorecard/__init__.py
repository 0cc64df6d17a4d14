"""Access, experience and outcome of each service, from indicators that exist."""
