"""Screens: each a folder with its view, its model where it has rows, and its controller."""
