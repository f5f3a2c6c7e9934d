"""The reading as a function on Arrow tables; pieces and places of runs on clusters, without a cluster."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from letopis import read
from letopis.bulk import Inputs, Options, run
from letopis.bulk.arrow import ledger_schema, read_table
from letopis.bulk.cluster.engine import actors_for
from letopis.bulk.cluster.marking import finish, number
from letopis.bulk.cluster.pieces import cut
from letopis.bulk.cluster.place import Place
from letopis.bulk.cluster.reading import Job, known, put_aside
from letopis.bulk.worker import answer
from letopis.formats import Problem
from letopis.model import Report
from tests.bulk.readers import quick, text

SAID = "Министр обороны Северии заявил, что учения начнутся в мае."


def test_a_row_in_a_row_out() -> None:
    table = pa.table({"id": ["a", None, None], "lead": [SAID, None, SAID], "date": ["2024-03-05", None, None], "other": [1, 2, 3]})
    found = read_table(table, {"text": "lead"})
    assert found.schema == ledger_schema()
    first, second, third = found.to_pylist()
    assert [first["item"], second["item"], third["item"]] == [0, 1, 2]
    assert first["statements"] == read(Report("a", SAID, published="2024-03-05")).to_dict()["statements"]
    assert (first["report"]["id"], second["report"]["id"], first["report"]["published"]) == ("a", "row 1", "2024-03-05")
    assert not second["statements"] and "no `text`" in second["problems"][0]


def test_record_batches_and_numbers() -> None:
    (batch,) = pa.table({"text": [SAID], "item": [7]}).to_batches()
    assert read_table(batch).column("item").to_pylist() == [7]
    assert read_table(pa.table({"text": pa.array([], pa.string())})).num_rows == 0
    assert read_table(read_table(batch)).to_pylist() == read_table(batch).to_pylist()  # ledgers are read again from their reports


def test_a_table_without_texts() -> None:
    with pytest.raises(ValueError, match="no column holds the texts"):
        read_table(pa.table({"a": ["б"]}))


def test_pieces_depend_on_position_and_size_alone() -> None:
    items = [Report(f"r{n}", text(n)) for n in range(10)]
    assert [(p.number, p.first, len(p.items)) for p in cut(3, items, 4)] == [(0, 0, 4), (1, 4, 4), (2, 8, 2)]
    assert [len(p.items) for p in cut(3, items, 100, most_bytes=1000)] == [3, 3, 3, 1]
    assert [(len(p.items), len(p.problems)) for p in cut(0, [Problem("x", "broken", "mend")], 4)] == [(0, 1)]
    assert [len(p.items) for p in cut(0, [], 4)] == [0]
    assert len({p.digest for p in cut(0, items, 4)}) == 3


@pytest.mark.parametrize("form", ["jsonl", "jsonl.zst", "parquet"])
def test_pieces_come_to_the_rows_of_a_run_here(tmp_path: Path, form: str) -> None:
    names = []
    for k in range(2):
        names.append(str(tmp_path / f"{k}.jsonl"))
        Path(names[-1]).write_text("\n".join(json.dumps({"id": f"{k}-{n}", "text": text(n % 12)}) for n in range(20)), encoding="utf-8")
    inputs = Inputs(tuple(names), outlet="Прибой")
    run(inputs.items(), Options(tmp_path / "here", 1, form, make_reader=quick))
    job = Job(Place(str(tmp_path / "there")), form, resume=True)
    pieces = [piece for source, name in enumerate(names) for piece in cut(source, inputs.of([name]), 8)]
    for piece in reversed(pieces):  # whatever comes first
        assert known(job, piece) is None
        put_aside(job, piece, [answer(b, quick(), form == "parquet") for b in piece.batches()])
        assert known(job, piece) is not None
    for numbered in number(job.out, [(p.source, p.number) for p in pieces]):
        finish(job.out, form, numbered)
    assert _rows(tmp_path / "there", form) == _rows(tmp_path / "here", form)
    assert sum(row["duplicate"] == "exact" for row in _rows(tmp_path / "here", form)) == 28


def _rows(out: Path, form: str) -> list[dict[str, object]]:
    if form == "parquet":
        from pyarrow import dataset

        rows = dataset.dataset(out / "ledgers").to_table().to_pylist()
    else:
        import zstandard

        unpack = zstandard.ZstdDecompressor()
        data = [p.read_bytes() for p in (out / "ledgers").iterdir()]
        whole = b"".join(data if form == "jsonl" else [unpack.decompressobj().decompress(d) for d in data])
        rows = [json.loads(line) for line in whole.splitlines()]
    return sorted(rows, key=lambda row: row["item"])


def test_a_place_holds_whole_files(tmp_path: Path) -> None:
    for address in (str(tmp_path / "a"), f"file://{tmp_path}/b"):
        place = Place(address)
        assert place.names() == []
        assert place.read_json("x.json") is None
        place.write_json("x.json", {"а": 1})
        with pytest.raises(RuntimeError), place.writing("y") as out:
            out.write(b"half")
            raise RuntimeError
        assert place.names() == ["x.json"]
        assert place.read_json("x.json") == {"а": 1}


def test_one_cpu_is_left() -> None:
    assert [actors_for(n) for n in (1, 2, 16)] == [1, 1, 15]
