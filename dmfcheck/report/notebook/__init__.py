"""What a notebook shows of a claim, a verdict, a problem and so on: HTML that loads nothing."""
