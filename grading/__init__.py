"""Instructors and graders: build, release, run and report."""

import sys

# nbformat imports jsonschema, which imports this package, where there is one, to check internationalised
# addresses, which no notebook's schema asks for. Its import takes a second, more than that of all the rest.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
