"""Reads the reporting on a multi-party negotiation and writes a brief that can be checked line by line."""
