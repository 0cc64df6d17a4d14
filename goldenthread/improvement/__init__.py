"""The local area's promises to its inspectors: inspection, finding, improvement plan, action, milestone, rating."""
