"""Jobs of the foundations."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from goldenthread.core.tasks import take_up_jobs


class Queue:
    """A queue of jobs, some of them left by a worker that died. Of those in `waiting` the same waits already."""

    def __init__(self, *left, waiting=()):
        self.left, self.waiting = left, waiting
        self.again, self.ended = [], []

    async def get_stalled_jobs(self, **asked):
        return list(self.left) if asked["seconds_since_heartbeat"] >= 30 else []

    async def retry_job(self, job):
        if job in self.waiting:
            raise UniqueViolation(constraint_name="procrastinate_jobs_queueing_lock_idx_v1", queueing_lock=job)
        self.again.append(job)

    async def finish_job(self, job, *, status, delete_job):
        self.ended.append((job, status))


def taken_up(queue):
    context = SimpleNamespace(app=SimpleNamespace(job_manager=queue))
    with ThreadPoolExecutor(1) as own:  # the thread of the tests may have the browser's event loop
        return own.submit(asyncio.run, take_up_jobs.func(context, 0)).result()


def test_what_a_dead_worker_was_doing_is_done_again():
    queue = Queue("a job")
    assert taken_up(queue) == 1
    assert queue.again == ["a job"]


def test_a_job_of_which_the_same_waits_already_ends_and_keeps_no_other_from_being_taken_up():
    queue = Queue("a round", "a letter", waiting=("a round",))
    assert taken_up(queue) == 2
    assert (queue.again, queue.ended) == (["a letter"], [("a round", Status.ABORTED)])
