"""Commands that compute what ships with the notebooks, from the reference solutions."""
