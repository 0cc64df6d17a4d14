"""Identification of need by school, held against schools like it: who lies outside what chance explains, and asking the school why."""
