"""The case: drafted from the ledger, corrected by the analyst, checked before anything is computed."""
