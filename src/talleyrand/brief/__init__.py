"""Findings become something to read, with the chain behind each line."""
