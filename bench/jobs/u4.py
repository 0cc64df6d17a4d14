"""U4: what a browser fetches the first time it opens the case list, compressed as it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from bench import ours
from bench.datagen import plans
from bench.results import Result

_LINK = re.compile(r"<link\b[^>]*>")
_NOT_FIRST = ("apple-touch-icon", "mask-icon")  # other devices ask for these


def results(run: Any) -> Iterator[Result]:
    size = min(run.sizes)
    with ours.served(plans.prepare(size)) as (_, client):
        page = client.get("/caseload")
        links = [link for link in _LINK.findall(page.text) if not any(name in link for name in _NOT_FIRST)]
        brought = [found[1] for link in links if 'rel="' in link and (found := re.search(r'href="([^"]+)"', link)) and "canonical" not in link]
        brought += re.findall(r'<script[^>]+src="([^"]+)"', page.text) + re.findall(r'<img[^>]+src="([^"]+)"', page.text)
        weights = {"/caseload": page.wire}
        for address in dict.fromkeys(urljoin("/caseload", each) for each in brought if not each.startswith("data:")):
            answer = client.get(address)
            weights[address] = answer.wire
            for font in re.findall(r"url\(([^)]+)\)", answer.text) if address.endswith(".css") else ():
                if not font.strip("\"'").startswith("data:") and ".woff" in font:
                    weights[urljoin(address, font.strip("\"'"))] = client.get(urljoin(address, font.strip("\"'"))).wire
    total = sum(weights.values()) / 1000
    shown = ", ".join(f"{address.rsplit('/', 1)[-1]} {weight / 1000:.1f}" for address, weight in weights.items())
    yield Result("U4-weight", f"{size:,}", total, shown + " kB", extra={"weights": weights})
    yield Result("U4-requests", f"{size:,}", len(weights), str(len(weights)))
