"""The folder on disk: sources, ledger, case, results, brief; and the steps from one to the next."""
