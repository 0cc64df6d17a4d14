"""What families are asked, by edition. A question that is worded anew is a new edition: answers are never mixed."""

from __future__ import annotations

CHOICES = {"yes": "Yes", "mostly": "Mostly", "hardly": "Not really", "no": "No", "unsure": "I do not know"}

#: Key → statement. The last question, in the family's own words, is the same in each edition.
EDITIONS: dict[int, dict[str, str]] = {
    1: {
        "knew": "I knew what would happen next, and when",
        "heard": "I was listened to",
        "matters": "The plan says what matters to me or my child",
        "clear": "The plan says clearly who will do what, and how often",
        "reach": "I could reach the person who was dealing with it",
    },
}
NEWEST = max(EDITIONS)
