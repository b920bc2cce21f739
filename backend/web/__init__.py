"""The HTTP interface: one file per resource, and what all of them stand on."""
