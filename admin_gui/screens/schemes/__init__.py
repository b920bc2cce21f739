"""A city's schemes: what is in force, writing another one, comparing, proposing and deciding."""
