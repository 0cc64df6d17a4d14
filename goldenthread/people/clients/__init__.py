"""Systems of other bodies that read by key: contracts, keys, and how far each reaches."""
