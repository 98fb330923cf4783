"""Searches that are no set operations; the subset-sum solver lives here and nothing else."""
