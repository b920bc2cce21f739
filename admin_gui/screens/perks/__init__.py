"""Perks: the city's catalogue, their places, how they are used, and counters beside their peers."""
