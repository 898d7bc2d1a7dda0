"""Inequalities on boxes, proved by branch and bound in interval arithmetic."""
