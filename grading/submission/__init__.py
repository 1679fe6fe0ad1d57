"""What a student handed in: read, rebuilt from the template, its answers filled in or taken out."""
