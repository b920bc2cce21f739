"""Counter mode: one field, and a yes or no that is read from two metres."""
