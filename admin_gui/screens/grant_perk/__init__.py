"""Perks: what the band of a resident opens, what was granted, and granting and revoking it."""
