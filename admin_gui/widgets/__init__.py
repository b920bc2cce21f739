"""Parts that screens are made of. They draw, and never reach the network."""
