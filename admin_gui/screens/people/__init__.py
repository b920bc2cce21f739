"""Accounts of people and systems, what their roles may do, and departments."""
