"""Statutory returns in and out: SEN2 read, checked and written, with one rule in one place."""
