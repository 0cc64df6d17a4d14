"""What a plan promised and what arrived: rhythms, weeks, what each side says of them, and progress towards outcomes."""
