"""A synthetic practice that writes the files real systems write, with the answer key beside them."""
