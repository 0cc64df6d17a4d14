"""Runs a peer in its own environment, one turn at a time: asked.py SCRIPT.py ARGUMENT…, then a line on standard input a turn.

SCRIPT has `prepare(*arguments)`, which gives the work as a function. Each turn prints its seconds and what it answered.
"""

import importlib.util
import json
import resource
import sys
import time


def main() -> None:
    path, *arguments = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("peer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    work = module.prepare(*arguments)
    print("ready", flush=True)
    for _ in sys.stdin:
        before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        answer = work()
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(json.dumps({"wall": wall, "cpu": cpu, "answer": answer, "rss": after.ru_maxrss / 1024}), flush=True)


main()
