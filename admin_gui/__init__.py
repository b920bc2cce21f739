"""The desktop of citypoints: what collectors, officers and administrators work with."""
