"""A real OpenID Connect provider (Canaille) as a process of its own, with the people and clients it is given.

    python identity_provider.py < config.json      prints its host and port once it listens

It insists on a nonce and on PKCE, checks signed client assertions, and answers with `iss` (RFC 9207).
"""

import json
import sys

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from canaille.backends.memory.backend import MemoryBackend
from werkzeug.serving import make_server

# Canaille's memory backend gives rows that fit any of the conditions, where its SQL backends give those that fit all:
# a code that was never collected would be found in place of another.
find_any = MemoryBackend.do_query


def find_all(self, model, *args, **conditions):
    found = find_any(self, model, *args, **conditions)
    for name, value in conditions.items():
        fitting = {row.id for row in find_any(self, model, **{name: value})}
        found = [row for row in found if row.id in fitting]
    return found


MemoryBackend.do_query = find_all


def serve(config: dict) -> None:
    server = make_server("127.0.0.1", 0, lambda environ, start: None, threaded=True)
    host = f"127.0.0.1:{server.port}"
    app = create_app(
        {
            "SECRET_KEY": "for one run of the tests and no longer than that",
            "SERVER_NAME": host,
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "LOGGING": None},
            "CANAILLE_OIDC": {"REQUIRE_NONCE": True},
        }
    )
    with app.app_context():
        for person in config["people"]:
            Backend.instance.save(models.User(**person))
        for described in config["clients"]:
            client = models.Client(**described)
            Backend.instance.save(client)
            client.audience = [client]
            Backend.instance.save(client)
    server.app = app
    print(host, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(json.loads(sys.stdin.read()))
