"""A table as a file: CSV, Excel or Parquet, with the same columns and the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from .published import Column

#: Signs with which a spreadsheet begins a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = date(1970, 1, 1)


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read it right; text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([each.name for each in columns])
    writer.writerows([[_plain(value) for value in row] for row in rows])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_excel(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook: the figures, and a sheet that says what each column is."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d mmmm yyyy"})
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, [each.name for each in columns], bold)
        for number, row in enumerate(rows, start=1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                if value is not None:
                    sheet.write_datetime(number, place, value, day) if column.kind == "date" else sheet.write(number, place, value)
        sheet.freeze_panes(1, 0)
        words = book.add_worksheet("Data dictionary")
        words.write_row(0, 0, ["column", "kind", "what it is"], bold)
        for number, column in enumerate(columns, start=1):
            words.write_row(number, 0, [column.name, column.kind, column.words])
    return out.getvalue()


def as_parquet(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """Parquet with typed columns, each with its words."""
    from arro3.core import Array, DataType, Schema, Table
    from arro3.core import Field as ArrowField
    from arro3.io import write_parquet

    kinds = {"text": DataType.utf8(), "date": DataType.date32(), "whole": DataType.int64(), "number": DataType.float64()}

    def column(kind: str, values: Sequence[Any]) -> Any:
        if kind != "date":
            return Array(list(values), kinds[kind])
        return Array([None if day is None else (day - _EPOCH).days for day in values], DataType.int32()).cast(kinds[kind])

    fields = [ArrowField(each.name, kinds[each.kind], nullable=True, metadata={"description": each.words}) for each in columns]
    turned = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [column(each.kind, values) for each, values in zip(columns, turned, strict=True)]
    out = io.BytesIO()
    write_parquet(Table.from_arrays(arrays, schema=Schema(fields)), out)
    return out.getvalue()


WRITERS: dict[str, tuple[Callable[[Sequence[Column], Sequence[Sequence[Any]]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}
