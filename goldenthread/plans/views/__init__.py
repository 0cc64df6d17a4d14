"""Pages of the plan: its versions, the editor, the thread, comparisons, and the plan to be read."""
