"""The form of a deed: what is typed, checked as far as this machine can, and nothing sent."""
