"""A stand-in for ClamAV's daemon: PING and INSTREAM over a unix or TCP socket, as `man clamd` publishes them.

`says` overrides the answer; `most` is its StreamMaxLength. It knows one signature, the EICAR test file's.
"""

from __future__ import annotations

import socketserver
import struct
import threading
from pathlib import Path
from typing import Any

#: The harmless test file that every scanner knows, put together here so that no scanner stops this file.
EICAR = b"X5O!P%@AP[4" + b"\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE" + b"!$H+H*"
NAME = "Local.Eicar.UNOFFICIAL"


class ClamdService:
    """Starts at once; `close` takes it away, as a daemon that stops."""

    def __init__(self, path: Path | None = None) -> None:
        self.says: str | None = None
        self.silent = threading.Event()
        self.silent.set()
        self.most = 25 * 1024 * 1024
        self.looked = 0
        stand_in = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                command = self.rfile.readline().strip()
                stand_in.silent.wait()
                if command == b"nPING":
                    self.wfile.write(b"PONG\n")
                elif command == b"nINSTREAM":
                    stand_in.looked += 1
                    self.wfile.write(stand_in.look(self.rfile))

        if path is None:
            self.server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
            self.setting = f"tcp:127.0.0.1:{self.server.server_address[1]}"
        else:
            self.server = socketserver.ThreadingUnixStreamServer(str(path), Handler)
            self.setting = f"unix:{path}"
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()

    def look(self, stream: Any) -> bytes:
        content = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            content += stream.read(size)
            if len(content) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\n"
        if self.says:
            return self.says.encode() + b"\n"
        return f"stream: {NAME} FOUND\n".encode() if EICAR in content else b"stream: OK\n"

    def close(self) -> None:
        self.silent.set()
        self.server.shutdown()
        self.server.server_close()
