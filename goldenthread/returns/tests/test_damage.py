"""However a file is damaged, it is read or refused with a sentence; it never breaks the reader."""

import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.returns.checking import Checker
from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading import read_return, survey
from goldenthread.returns.tests import making
from goldenthread.returns.writing import write_csv_export, write_xml

DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 60),
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from(
                [
                    b"<",
                    b">",
                    b"</Person>",
                    b"<Person>",
                    b"\x00",
                    b"\xff",
                    b"&a;",
                    b",",
                    b'"',
                    b"\n",
                    b"<!--",
                    b"]]>",
                    b"2026",
                ]
            ),
        ),
    ),
    min_size=1,
    max_size=3,
)


def damaged(data: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, instead in damage:
        start = int(where * len(data))
        data = data[:start] + instead + data[start + length :]
    return data


def read_or_refuse(path: Path) -> None:
    try:
        found = survey(path)
        checker = Checker(found.header, repeated=found.repeated)
        checker.check_header()
        with read_return(path) as source:
            people = [checker.check_person(person) for person in source.people()]
        checker.finish(source.problems)
    except ReturnUnreadable as refusal:
        assert refusal.sentence.endswith(".")
        assert refusal.file
    else:
        assert len(people) == found.people


THOROUGHLY = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
WHOLE = io.BytesIO()
write_xml(making.header(2026), making.people(2026, 5), WHOLE)


# Over a tenth of a second: each example is a file of its own.
@THOROUGHLY
@given(DAMAGE)
def test_damaged_xml_is_read_or_refused(damage: list[tuple[float, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xml"
        path.write_bytes(damaged(WHOLE.getvalue(), damage))
        read_or_refuse(path)


# Over a tenth of a second, for the same reason.
@settings(THOROUGHLY, max_examples=40)
@given(DAMAGE, st.integers(0, 8))
def test_a_damaged_export_is_read_or_refused(damage: list[tuple[float, int, bytes]], which: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv_export(making.header(2026), making.people(2026, 5), folder)[which]
        path.write_bytes(damaged(path.read_bytes(), damage))
        read_or_refuse(Path(folder))
