"""The rules by which a case is drafted from the ledger, one idea a file; `talleyrand.case.draft` puts them together."""
