"""Tables, the one writer, the key store, and one repository per aggregate."""
