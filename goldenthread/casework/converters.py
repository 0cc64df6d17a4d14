"""The pages of a new request, as they stand in an address."""


class StepConverter:
    """One of the pages of a new request."""

    regex = "who|match|child|family|request|said|check"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
