"""A class is graded: who is to be graded, by which workers, and what is written into the gradebook."""
