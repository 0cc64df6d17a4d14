"""Fetches the files of others that ship with the house, checked against their hashes, with their licences.

    python3 scripts/vendor.py            needs npm; run it when a version below is changed

- govuk-frontend (MIT): its examples, for the tests, and its licence. The style sheet and script are built from it by
  goldenthread/core/look/build.mjs, without the font, the crown and the crest, which belong to GOV.UK services alone.
- Noto Sans (OFL 1.1), for PDFs: it has the letters of nearly every European and Vietnamese name.
- axe-core (MPL 2.0), for the tests only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK = ROOT / "goldenthread/core/look"
FONTS = ROOT / "goldenthread/core/fonts"
FOR_TESTS = ROOT / "tests/vendor"

# package: the hash that npm records for it ("integrity")
PINS = {
    "govuk-frontend@6.3.0": "sha512-cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA==",
    "axe-core@4.14.1": "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    "@expo-google-fonts/noto-sans@0.4.2": "sha512-zYD8G2ijWLxqmquoQgghNh/x9p0yxWwArD0oxO1oXY1qx5vOd4t0Kbhnu/Cx8RTy08OgA8RtxuULZFaXwVPnPw==",
}
GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.

Changed here: built without the GDS Transport font, the crown and the crest, and in other colours.
"""
FACES = {
    "NotoSans-Regular.ttf": "400Regular/NotoSans_400Regular.ttf",
    "NotoSans-Italic.ttf": "400Regular_Italic/NotoSans_400Regular_Italic.ttf",
    "NotoSans-Bold.ttf": "700Bold/NotoSans_700Bold.ttf",
    "NotoSans-BoldItalic.ttf": "700Bold_Italic/NotoSans_700Bold_Italic.ttf",
}


def fetch(package: str, into: Path) -> Path:
    """The unpacked package, refused if it is not byte for byte the one that was looked at."""
    said = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True
    ).stdout
    archive = into / said.split()[-1]
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != PINS[package]:
        sys.exit(f"{package} is not the file that was pinned: {digest}")
    target = into / archive.stem
    with tarfile.open(archive) as packed:
        packed.extractall(target, filter="data")
    return target / "package"


def design_system(package: Path) -> None:
    """Upstream's own examples, which our macros must still equal, and the licence that goes with what we build from it."""
    examples = {}
    for path in sorted((package / "dist/govuk").glob("components/*/fixtures.json")):
        told = json.loads(path.read_text())
        examples[told["component"]] = [
            {"name": f["name"], "options": f["options"], "html": f["html"]} for f in told["fixtures"]
        ]
    (FOR_TESTS / "govuk-frontend-fixtures.json").write_text(json.dumps(examples, indent=0, ensure_ascii=False) + "\n")
    for folder in (FOR_TESTS, LOOK):
        (folder / "govuk-frontend-LICENCE.txt").write_text(GOVUK_LICENCE)


def fonts(package: Path) -> None:
    """Four faces of one family and the licence that goes with them."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    for name, source in FACES.items():
        shutil.copyfile(package / source, FONTS / name)
    shutil.copyfile(package / "LICENSE_FONT", FONTS / "OFL.txt")


def accessibility_checker(package: Path) -> None:
    """axe and its licences, for the journeys."""
    shutil.copyfile(package / "axe.min.js", FOR_TESTS / "axe.min.js")
    shutil.copyfile(package / "LICENSE", FOR_TESTS / "axe-LICENCE.txt")
    shutil.copyfile(package / "LICENSE-3RD-PARTY.txt", FOR_TESTS / "axe-LICENCE-3RD-PARTY.txt")


def main() -> None:
    """Fetch all three."""
    FOR_TESTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take = {"govuk-frontend": design_system, "axe-core": accessibility_checker, "@expo-google-fonts/noto-sans": fonts}
        for package in PINS:
            take[package.rpartition("@")[0]](fetch(package, Path(folder)))


if __name__ == "__main__":
    main()
