"""The formula and the charter: values in, values out, strangers to files, clocks and networks."""
