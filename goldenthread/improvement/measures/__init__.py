"""The measures that an area's plan holds: each with its words, its target and where its value comes from."""
