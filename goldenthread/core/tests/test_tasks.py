"""Jobs of the foundations."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from goldenthread.core.tasks import take_up_jobs


class Queue:
    """A queue of jobs, one of them left by a worker that died."""

    def __init__(self):
        self.again = []

    async def get_stalled_jobs(self, **asked):
        return ["a job"] if asked["seconds_since_heartbeat"] >= 30 else []

    async def retry_job(self, job):
        self.again.append(job)


def test_what_a_dead_worker_was_doing_is_done_again():
    queue = Queue()
    context = SimpleNamespace(app=SimpleNamespace(job_manager=queue))
    with ThreadPoolExecutor(1) as own:  # the thread of the tests may have the browser's event loop
        taken = own.submit(asyncio.run, take_up_jobs.func(context, 0)).result()
    assert taken == 1
    assert queue.again == ["a job"]
