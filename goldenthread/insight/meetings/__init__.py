"""Figures held up at meetings, and what was to be done because of them: by whom, by when, and what came of it."""
