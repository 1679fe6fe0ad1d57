"""What a fork gives up before it runs anything: system calls, privileges, memory."""
