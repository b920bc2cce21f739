"""A collector's home: deeds are logged here, one after the other or for many residents at once."""
