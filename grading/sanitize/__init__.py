"""Nothing that a submission shows can act: no script, no event handler, nothing loaded from elsewhere."""
