"""normal.*, nonnormal.*, rectangular.*: beyond symmetric targets."""
