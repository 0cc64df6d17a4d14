"""Jobs of disputes: the worker makes bundles."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from goldenthread.core import clock, wall
from goldenthread.core.actors import job

from .bundling.making import CouldNot, LookFirst, make
from .models import Bundle, BundleProgress

LOOK_FIRST = "Some papers may be another child’s. Look at each of them first, and say whose it is."


@app.task(name="disputes.make_bundle", queue="bundles", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def make_bundle(bundle_id: str) -> str:
    """Make one bundle. Done again after the worker died, it begins anew; one that is made stays as it is."""
    from .actions import note_bundle

    by, on = job("make_bundle"), clock.today()
    with wall.lifted_throughout(because="bundles are made for every area"):
        bundle = (
            Bundle.objects.select_related("dispute__child__area", "dispute__appeal", "dispute__adult")
            .filter(pk=bundle_id, state__in=(Bundle.State.WAITING, Bundle.State.MAKING))
            .first()
        )
        if bundle is None:
            return "made before"

        def progress(done: int, total: int) -> None:
            BundleProgress.objects.update_or_create(pk=bundle.pk, defaults={"done": done, "total": total})

        made_at = clock.now()
        try:
            made = make(bundle, made_at=made_at, progress=progress)
        except LookFirst as stopped:
            held = [
                {
                    "key": f"{'document' if found.document._meta.model_name == 'document' else 'paper'}:{found.document.pk}", "title": found.document.title,
                    "made_on": found.document.made_on.isoformat(), "because": found.sentence, "look": "yes",
                }
                for found in stopped.choice.findings
            ]  # fmt: skip
            note_bundle(bundle=bundle, state=Bundle.State.FAILED, left_out=held, fault=LOOK_FIRST, by=by, on=on)
            return "look first"
        except CouldNot as failed:
            note_bundle(bundle=bundle, state=Bundle.State.FAILED, fault=str(failed), by=by, on=on)
            return "could not"
        note_bundle(
            bundle=bundle, state=Bundle.State.MADE, file=made.file, pages=made.pages, made_at=made_at, order=made.order, left_out=made.left_out, by=by, on=on
        )
    return "made"
