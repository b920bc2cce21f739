"""How the pilot stands: counts, and nobody's name."""
