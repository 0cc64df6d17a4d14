"""What everybody may read of an improvement plan: editions that never change, as pages and as files."""
