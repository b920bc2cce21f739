"""What the clock does: the table of jobs, and how each runs once a period."""
