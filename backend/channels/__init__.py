"""The ways out: how a message reaches somebody outside, and nothing of what it says."""
