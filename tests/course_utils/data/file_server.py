"""A web server on this machine that sends one file, and fails the way it is told to."""

from __future__ import annotations

import hashlib
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from course_utils.data._downloads import RemoteFile


class FileServer(ThreadingHTTPServer):
    """Sends `content` for every path. What it does wrong is set on its attributes.

    cuts: for each request in turn, after how many bytes of the body the connection breaks; then none does.
    status: answers with this instead. pause: seconds before each block. asked: how many requests there were.
    """

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content, self.cuts, self.asked = content, [], 0
        self.status, self.pause = 200, 0.0

    def file(self, path="archive.bin"):
        """The remote file as the course would declare it."""
        url = f"http://127.0.0.1:{self.server_port}/{path}"
        return RemoteFile(path, url, hashlib.sha256(self.content).hexdigest())

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def handle_error(self, *_):
        """A client that hangs up is part of the tests; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*_)

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self):
        self.server.asked += 1
        if self.server.status != 200:
            self.send_error(self.server.status)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.send(self.server.content)

    def send(self, body):
        cut = self.server.cuts.pop(0) if self.server.cuts else len(body)
        for start in range(0, cut, 1 << 16):
            time.sleep(self.server.pause)
            self.wfile.write(body[start : min(cut, start + (1 << 16))])

    def log_message(self, *_):
        """Keep quiet."""
