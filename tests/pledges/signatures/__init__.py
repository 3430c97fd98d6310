"""Signatures of papers, the copies that are brought back, and the server's seal."""
