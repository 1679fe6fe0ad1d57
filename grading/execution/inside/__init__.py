"""What runs inside the sandbox: the fork server, the student's fork of it and the examiner's fork of it.

Everything here can be read by the student's code, so nothing here is secret.
"""
