"""City files: read, check, digest, and what scenarios and scores need of them."""
