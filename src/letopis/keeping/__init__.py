"""The commands that keep a ledger: add, list, search, show, correct, check, remove. `parser` defines them and imports nothing heavy."""
