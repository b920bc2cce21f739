"""What people do here: one module for each thing, named by its verb."""
