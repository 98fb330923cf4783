"""ReconBench: how well a reconciler explains a practice whose truth is known."""
