"""Answers compressed as Django does it, in a tenth of the processor time for as many bytes."""

from __future__ import annotations

import gzip
import secrets
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers
from isal import isal_zlib

#: Of ISA-L's levels 0 to 3. Its pages are as small as by zlib's level 3, in a fifth of the time.
LEVEL = 2
#: What makes it write gzip's head and foot (as zlib's `wbits`). The head has no time and no name.
_GZIP = 31
#: Smaller answers are sent as they are (bytes).
SMALL = 200


class QuickGZipMiddleware(GZipMiddleware):
    """A page is made whole and compressed at once. What is streamed is left to Django."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or response.has_header("Content-Encoding") or response.has_header("ETag"):
            return super().process_response(request, response)
        whole: Any = response  # what is not streamed has its content as one
        content = whole.content
        if len(content) < SMALL:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return response
        packed = padded(isal_zlib.compress(content, LEVEL, _GZIP), secrets.randbelow(self.max_random_bytes))
        if len(packed) < len(content):
            whole.content = packed
            response.headers["Content-Length"] = str(len(packed))
            response.headers["Content-Encoding"] = "gzip"
        return response


def padded(packed: bytes, by: int) -> bytes:
    """The same with a file name of so many letters, so that the length of a page tells less of what is in it (BREACH)."""
    return packed[:3] + bytes([gzip.FNAME]) + packed[4:10] + b"a" * by + b"\0" + packed[10:]
