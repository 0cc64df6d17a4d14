"""A job as part of the statement that writes the reason for it."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.psycopg_any import Jsonb

from .rows import Part

_SQL = """{name} AS (SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW(%s::varchar, %s::varchar, %s::integer, %s::text, %s::text, %s::jsonb, %s::timestamptz)::procrastinate_job_to_defer_v1
]) {when})"""


def later(task: Any, *, name: str = "job", when: str = "", **arguments: Any) -> Part:
    """The same job that `task.defer(**arguments)` would put in the queue. `when` is the SQL after which it is wanted."""
    job = task.configure().make_new_job(**arguments)
    values = [job.queue, job.task_name, job.priority, job.lock, job.queueing_lock, Jsonb(job.task_kwargs), job.scheduled_at]
    return Part(_SQL.format(name=name, when=when), values, name)
