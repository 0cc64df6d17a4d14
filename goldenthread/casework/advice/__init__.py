"""Advice for an assessment: who must be asked, what they are asked, what came, and what is wrong with it."""
