"""Wire syntax only: how bytes become columns of text. What the text means belongs to `pipeline.adapters`."""
