"""What this machine does at this moment: the same small work each time, so that a busy machine is seen to be one."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable

import numpy as np

#: A run in which a yardstick's slowest is this many times its quickest is called noisy.
NOISY = 1.5
_MEMORY = np.ones(8_000_000)  # 64 MB: more than any cache here


def adds() -> None:
    """Two million additions in a Python loop."""
    total = 0
    for number in range(2_000_000):
        total += number


def memory() -> None:
    """Reads 64 MB."""
    _MEMORY.sum()


def fsync() -> None:
    """Ten small writes, each on the disk before the next."""
    with tempfile.NamedTemporaryFile(dir=os.environ.get("GT_LOCAL")) as file:
        for _ in range(10):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())


KERNELS: dict[str, Callable[[], None]] = {"adds": adds, "memory": memory, "fsync": fsync}


def measure() -> dict[str, float]:
    """Seconds of each yardstick: the median of three."""
    found = {}
    for name, kernel in KERNELS.items():
        times = []
        for _ in range(3):
            began = time.perf_counter()
            kernel()
            times.append(time.perf_counter() - began)
        found[name] = statistics.median(times)
    return found


def spread(readings: list[dict[str, float]]) -> float:
    """The worst ratio of slowest to quickest among readings of what the processor does. The disk's are shown, not judged."""
    return max(max(each[name] for each in readings) / min(each[name] for each in readings) for name in ("adds", "memory"))
