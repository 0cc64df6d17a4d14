"""One of the clients of W7: asks for pages one after another over one connection, and prints how many a second it was given.

A bare socket, so that the client takes as little of the shared cores as it can. Loopback only.
"""

import json
import random
import socket
import sys
import time
from urllib.parse import urlencode


def main() -> None:
    asked, dice = json.load(sys.stdin), random.Random(int(sys.argv[1]))
    cookie = "; ".join(f"{name}={value}" for name, value in asked["cookies"].items())
    head = f"HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\nCookie: {cookie}\r\n"
    body = urlencode({"csrfmiddlewaretoken": asked["cookies"].get("csrf", ""), "forename": "Amy", "surname": "Ash"})
    pages = [f"GET {path} {head}\r\n".encode() for path in asked["paths"]]
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    pages += [f"POST {path} {head}{kind}Content-Length: {len(body)}\r\n\r\n{body}".encode() for path in asked["writes"]]
    dice.shuffle(pages)
    connection = socket.create_connection(("127.0.0.1", asked["port"]))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    file = connection.makefile("rb")
    count, began = 0, time.perf_counter()
    until = began + asked["seconds"]
    while time.perf_counter() < until:
        connection.sendall(pages[count % len(pages)])
        answer(file)
        count += 1
    print(count / (time.perf_counter() - began))


def answer(file) -> None:
    """Reads one answer to its end; fails on a fault of the server."""
    status = file.readline()
    assert status[9:10] in b"234" and status, status
    length, chunked = 0, False
    while (line := file.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif name.lower() == b"transfer-encoding":
            chunked = b"chunked" in value.lower()
    if not chunked:
        file.read(length)
        return
    while size := int(file.readline().split(b";")[0], 16):
        file.read(size + 2)
    file.readline()


main()
