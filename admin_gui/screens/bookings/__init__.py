"""The own provider's bookings: found again, brought back, reversed, counted; never people."""
