"""Tieout's Python: from landed files to raw tables, and from marts to the published snapshot; nothing in between."""
