"""What every room stands on: validation, verdicts, files, seeds, numbers as text, certificates."""
