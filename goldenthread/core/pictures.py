"""Pictures are drawn anew: what a telephone writes beside one (where, when, on which device) is left behind, and so is
anything that is no picture. Photos in HEIC, which many computers cannot show, become JPEG."""

from __future__ import annotations

import io
import threading
from typing import IO

import pi_heif
from PIL import Image, ImageOps

from .refusals import Refused

MOST_PIXELS = 50_000_000
QUALITY = 88
#: Pictures that one process draws at a time: a large one takes 150 MB while it is drawn.
_drawing = threading.BoundedSemaphore(2)

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/heic": "HEIF"}
TOO_LARGE = "The picture is too large. Save it with fewer than 50 million pixels and try again"

pi_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is drawn


def drawn_anew(file: IO[bytes], content_type: str) -> tuple[bytes, str] | None:
    """The picture's bytes and type, upright and without what was written beside it; None where it is no whole picture."""
    file.seek(0)
    try:
        with _drawing, Image.open(file, formats=[FORMATS[content_type]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(TOO_LARGE)
            return _drawn(picture, content_type)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, RuntimeError, IndexError, Warning):
        return None


def _drawn(picture: Image.Image, content_type: str) -> tuple[bytes, str]:
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    colours = picture.info.get("icc_profile")
    clean = upright.convert("RGB") if content_type != "image/png" and upright.mode not in ("RGB", "L") else upright
    clean.info = {key: clean.info[key] for key in ("transparency",) if key in clean.info}
    out = io.BytesIO()
    if content_type == "image/png":
        clean.save(out, "PNG", icc_profile=colours)
        return out.getvalue(), content_type
    clean.save(out, "JPEG", quality=QUALITY, icc_profile=colours, exif=b"")
    return out.getvalue(), "image/jpeg"
