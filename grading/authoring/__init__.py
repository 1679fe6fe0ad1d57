"""An exercise script becomes a notebook: read (`script`), checked (`lint`, `prose`), built, exported."""
