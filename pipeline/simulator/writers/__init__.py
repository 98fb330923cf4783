"""One module for each file format the practice's systems write; a writer renders events and decides nothing."""
