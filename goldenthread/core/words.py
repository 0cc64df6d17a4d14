"""Words as they stand within others."""


def in_a_sentence(words: str) -> str:
    """A name as it stands within a sentence: its first letter small, unless it begins with an abbreviation (SEN status)."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"
