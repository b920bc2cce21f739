"""A resident's file: the score and how it came about, every deed, and invitations."""
