"""What this machine keeps and sends, and what became of it at the server."""
