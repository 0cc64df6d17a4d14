"""A child's NHS number and UPN: which source they were held against, and on which day."""
