"""What each command does, one file per command; heavy modules load when a command runs."""
