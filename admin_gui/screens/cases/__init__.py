"""Objections and repairs: read one by one with what proves them, and decided with reasons."""
