"""Accounts: who is asked to take up which role where, and who no longer has it."""
