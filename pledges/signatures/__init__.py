"""What the signatures in a PDF say, the certificates that are trusted, and the server's own seal."""
