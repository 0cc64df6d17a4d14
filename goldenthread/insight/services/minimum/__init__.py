"""The minimum data set: what the strategic group must see of each contract and service, who gives it by when, and what was given."""
