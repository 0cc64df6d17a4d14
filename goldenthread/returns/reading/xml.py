"""The SEN2 XML file as a stream of people, in memory that does not grow with the file."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.encoding import not_well_formed, refuse_unless_message, too_large, utf8_chunks
from goldenthread.returns.reading.groups import TOO_DEEP, GroupReader
from goldenthread.returns.reading.header import header_from, known_year
from goldenthread.returns.reading.limits import Limits
from goldenthread.returns.records import Header, Person, Problem
from goldenthread.returns.structure import structure

MOST_FILE_PROBLEMS = 100


class XmlReturn:
    """One pass over one XML file. The header is read at once; `people()` may be gone through once.

    `problems` are those that belong to no person: what stands between people or beside the groups of the file.
    """

    kind = "xml"

    def __init__(self, path: Path, *, limits: Limits) -> None:
        self.path = path
        self.name = path.name
        self.limits = limits
        self.problems: list[Problem] = []
        self.number = 0
        self._elements: Generator[Any] = self._stream()
        element = next(self._elements, None)
        if element is None or etree.QName(element).localname != "Header":
            raise ReturnUnreadable(
                "no_header",
                "The file has no Header before its people, so its year and its area are not known. "
                "Export the return again.",
                file=self.name,
                line=element.sourceline if element is not None else None,
            )
        self.header = self._header(element)

    def __enter__(self) -> "XmlReturn":
        return self

    def __exit__(self, *_: object) -> None:
        self._elements.close()

    def people(self) -> Iterator[Person]:
        """Each person with everything below, as records."""
        read = GroupReader("Person", structure(self.header.year), namespace=self._namespace).read
        for element in self.elements():
            try:
                person = read(element, f"Person[{self.number}]", number=self.number, file=self.name)
            except ReturnUnreadable as error:
                error.file = self.name
                raise
            yield person

    def elements(self) -> Iterator[Any]:
        """Each Person element, complete; it is emptied when the next one is asked for."""
        persons = self._namespace + "Persons"
        for element in self._elements:
            parent = element.getparent()
            if parent.tag != persons or parent.getparent() is None or parent.getparent().getparent() is not None:
                raise ReturnUnreadable(
                    "no_persons",
                    "A Person stands outside Persons. Every Person of a SEN2 return is inside the one Persons group: "
                    "export it again.",
                    file=self.name,
                    line=element.sourceline,
                )
            self.number += 1
            if self.number > self.limits.people:
                raise ReturnUnreadable(
                    "too_many_people",
                    f"The file has more than {self.limits.people:,} people, the most that is taken. "
                    "Check that it is one local authority's return.",
                    file=self.name,
                    line=element.sourceline,
                )
            yield element
        if not self.number:
            raise ReturnUnreadable(
                "no_people", "The file has no Person in it. Check that the right return was exported.", file=self.name
            )

    def _stream(self) -> Generator[Any]:
        """The Header and each outermost Person, as the parser finishes them."""
        size = self.path.stat().st_size
        if size > self.limits.file_bytes:
            raise too_large(self.name, self.limits)
        with self.path.open("rb") as file:
            chunks = utf8_chunks(file, name=self.name, limits=self.limits)
            first = next(chunks)
            namespace = refuse_unless_message(first, name=self.name)
            self._namespace = f"{{{namespace}}}" if namespace else ""
            if namespace:
                self._problem("namespace", "Message", 1, "Take the namespace off: SEN2 files carry none.")
            header, person = self._namespace + "Header", self._namespace + "Person"
            parser = etree.XMLPullParser(
                events=("end",), tag=(header, person), encoding="utf-8", resolve_entities=False, no_network=True,
                huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True,
                remove_blank_text=True,
            )  # fmt: skip
            since, chunk = 0, first
            while chunk:
                since += len(chunk)
                try:
                    parser.feed(chunk)
                except etree.XMLSyntaxError as error:
                    raise self._broken(error) from None
                for _, element in parser.read_events():
                    since = 0
                    if element.getparent().tag == person:
                        continue
                    yield element
                    self._tidy(element)
                if since > self.limits.person_bytes:
                    raise ReturnUnreadable(
                        "record_too_large",
                        f"After person {self.number} comes a record larger than {self.limits.person_bytes:,} bytes, "
                        "which no person's is. Export the return again from the system it came from.",
                        file=self.name,
                    )
                chunk = next(chunks, b"")
            try:
                root = parser.close()
            except etree.XMLSyntaxError as error:
                raise self._broken(error, at_end=True) from None
            self._strangers(root)

    def _tidy(self, element: Any) -> None:
        """Let go of what has been read. The element itself stays, empty, for the parser still leans on it."""
        element.clear(keep_tail=True)
        parent = element.getparent()
        if element.tag != self._namespace + "Person":
            return
        while (before := element.getprevious()) is not None:
            if before.tag != element.tag:
                self._stranger(before)
            parent.remove(before)

    def _strangers(self, root: Any) -> None:
        seen: set[str] = set()
        for group in root:
            if group.tag not in (self._namespace + "Header", self._namespace + "Persons"):
                self._stranger(group)
            elif group.tag in seen:
                name = group.tag.removeprefix(self._namespace)
                self._problem("too_many", name, group.sourceline, f"Give {name} once.")
            seen.add(group.tag)
            if group.tag == self._namespace + "Persons":
                for child in group:
                    if child.tag != self._namespace + "Person":
                        self._stranger(child)

    def _stranger(self, element: Any) -> None:
        name = element.tag.rpartition("}")[2][:60]
        self._problem(
            "unknown", name, element.sourceline, f"Take {name} out: the SEN2 return has no such element here."
        )

    def _problem(self, kind: str, name: str, line: int | None, sentence: str) -> None:
        if len(self.problems) < MOST_FILE_PROBLEMS:
            self.problems.append(Problem(kind, name, name, line, "", sentence, self.name))

    def _header(self, element: Any) -> Header:
        groups = {etree.QName(child).localname: child for child in element}
        missing = [name for name in ("CollectionDetails", "Source") if name not in groups]
        if missing:
            raise ReturnUnreadable(
                "no_header",
                f"The Header has no {missing[0]}, so it is not known which return this is. Export the return again.",
                file=self.name,
                line=element.sourceline,
            )
        details = groups["CollectionDetails"]
        said = details.find(self._namespace + "Year")
        year = known_year(
            None if said is None else said.text, name=self.name, line=(details if said is None else said).sourceline
        )
        parts = [
            GroupReader(name, structure(year), namespace=self._namespace, as_dict=True).read(
                groups[name], f"Header/{name}"
            )
            for name in ("CollectionDetails", "Source")
        ]
        return header_from(parts, name=self.name)

    def _broken(self, error: etree.XMLSyntaxError, *, at_end: bool = False) -> ReturnUnreadable:
        line, code = error.lineno, error.code
        if not line and error.error_log.last_error is not None:
            # An undeclared entity is only logged while the file is fed; the complaint at the end has no line.
            line, code, at_end = error.error_log.last_error.line, error.error_log.last_error.type, False
        if code == etree.ErrorTypes.ERR_INVALID_ENCODING:
            return ReturnUnreadable(
                "encoding",
                f"Line {line} has characters that are not UTF-8, though the file says it is. "
                "Save it as UTF-8 and send it again.",
                file=self.name,
                line=line,
            )
        if "depth" in str(error):
            return ReturnUnreadable("too_deep", TOO_DEEP, file=self.name, line=line)
        return not_well_formed(self.name, line, ": the file stops there, as if it was cut short" if at_end else "")
