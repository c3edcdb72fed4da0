"""One file for each of the five tabs and what hangs on them."""
