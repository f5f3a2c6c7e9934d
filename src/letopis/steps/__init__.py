"""The steps of reading, one module each. They take values and return values, and know no language by name."""
