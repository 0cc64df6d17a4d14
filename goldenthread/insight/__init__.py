"""What the record adds up to: counts, rates and charts. Reads everything below, writes nothing."""
