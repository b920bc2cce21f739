"""Deeds that await a second person: looked at one by one, confirmed or refused."""
