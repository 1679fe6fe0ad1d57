"""Instructors and graders: build, release, run and report."""

import sys

# nbformat imports jsonschema, which imports rfc3987_syntax if it is installed, to check addresses in other
# alphabets than ours. No notebook's schema asks for that, and the import takes ten times as long as that of
# nbformat and jsonschema together: one to three seconds of each command. With None here, it fails, as where
# the package is not installed.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
