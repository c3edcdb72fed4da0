"""Arrays in, arrays out: imports nothing of ours but ``errors``."""
