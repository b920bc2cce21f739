"""The outbox: what is kept sealed on this machine until the server's receipt is stored.

Nothing that was acknowledged to the user is lost, nothing is sent under a second id, and nothing
is removed before its receipt is stored. Open a `vault.Vault`; it has an `outbox.Outbox` of deeds,
`outbox.Bookings` of a counter, and a `cabinet.Cabinet` of remembered values. A `courier.Courier`
sends what waits in one of the two.
"""
