"""Searches that are no set operations: the one place where matching is not SQL."""
