"""Documents become records: statements, actors, events, seats, ties; and the ledger that keeps them."""
