"""The wire: what goes in and out of the product, as frozen structs that import nothing of ours."""
