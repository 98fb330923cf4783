"""Exceptions: everything that is not explained yet, by who should do what next."""
