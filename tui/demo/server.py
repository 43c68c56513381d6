"""Replays the year to whoever asks on the loopback address, with the failures that belong to it."""

import json
import socket
import threading
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from tui.demo.declaration import PREFIX
from tui.demo.replay import REPORT, Replay
from tui.demo.script import Script

__all__ = ["Server"]

_LONGEST: Final = 60.0
"""Seconds for which a question is left without an answer; who asks has given up long before."""


class Server:
    """An HTTP server on a socket that listens already."""

    def __init__(self, listening: socket.socket, script: Script, replay: Replay, today: Callable[[], date]) -> None:
        """Answer nobody yet.

        Args:
            listening: The socket; it then belongs to the server.
            script: Says which services fail when.
            replay: Says what there is to say.
            today: Gives the day of the demonstration's year.
        """
        self._script = script
        self._replay = replay
        self._today = today
        self._ended = threading.Event()
        server = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = _LONGEST

            def do_GET(self) -> None:  # the name is that of the standard library's server
                server.answer(self)

            def log_message(self, format: str, *arguments: object) -> None:
                """Nothing: the screen belongs to the dashboard."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer, bind_and_activate=False)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.socket.close()
        self._server.socket = listening
        threading.Thread(target=self._server.serve_forever, name="zhibiao-demo", daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer, or fail as the script says."""
        source = request.path.strip("/").removesuffix(".json")
        if source not in self._replay.sources:
            _send(request, HTTPStatus.NOT_FOUND)
            return
        day = self._today()
        match self._script.failing(source, day):
            case "silent":
                self._ended.wait(_LONGEST)
                request.close_connection = True
            case "error":
                _send(request, HTTPStatus.INTERNAL_SERVER_ERROR)
            case None:
                body = self._body(source, day)
                tag = f'"{sha256(body).hexdigest()[:16]}"'
                is_known = request.headers.get("If-None-Match") == tag
                _send(request, HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK, b"" if is_known else body, tag)

    def _body(self, source: str, day: date) -> bytes:
        made_up = source != REPORT
        name = PREFIX + source if made_up else source
        rows = self._replay.rows(source, day)
        document = {"source": name, "made_up": made_up, "figures": rows}
        return json.dumps(document, ensure_ascii=False).encode()

    def close(self) -> None:
        """Stop answering."""
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()


def _send(request: BaseHTTPRequestHandler, status: HTTPStatus, body: bytes = b"", tag: str = "") -> None:
    request.send_response(status)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    if tag:
        request.send_header("ETag", tag)
    request.end_headers()
    request.wfile.write(body)
