"""The pytest plugin: prints the ledger at the end of a run."""
