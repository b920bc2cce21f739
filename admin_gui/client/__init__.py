"""What the desktop asks the server, as typed calls; it knows no window."""
