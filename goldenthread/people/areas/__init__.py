"""What an area says of itself in its letters: how to reach it, and the services that the law makes it name."""
