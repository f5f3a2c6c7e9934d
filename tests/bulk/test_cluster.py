"""Runs by Ray Data, on a real cluster of several nodes: the rows of a run on one machine, also when a node is killed."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from letopis import __version__
from letopis.bulk import BulkError, Inputs, Options, run
from letopis.bulk.arrow import TableReader
from letopis.bulk.cluster import ClusterOptions, run_on_cluster
from letopis.bulk.cluster.pieces import cut
from letopis.bulk.cluster.place import Place
from letopis.bulk.cluster.reading import Job, put_aside
from letopis.bulk.pool import Patience
from letopis.bulk.worker import answer, letopis_reader
from letopis.cli import main
from letopis.formats import read_all
from letopis.model import Report
from tests.bulk.readers import quick, text

pytestmark = pytest.mark.slow
MEMORY = 80 * 2**20
"""Bytes of shared memory that a node keeps for objects: Ray's least."""
WITHIN = 90.0
"""Seconds in which a node has to be at work."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head without CPUs and two nodes of one; of their CPUs one reads and one is free."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": MEMORY, "include_dashboard": False})
    try:
        for _ in range(2):
            made.add_node(num_cpus=1, object_store_memory=MEMORY)
        yield made
    finally:
        made.shutdown()


@pytest.fixture
def connected(cluster: Any) -> Iterator[Any]:
    import ray

    ray.init(cluster.address, log_to_driver=False, logging_level="ERROR")
    yield cluster
    ray.shutdown()


def lines(folder: Path) -> list[dict[str, Any]]:
    """All rows of a run, by their number."""
    if any((folder / "ledgers").glob("*.parquet")):
        return sorted(dataset.dataset(folder / "ledgers").to_table().to_pylist(), key=lambda row: row["item"])
    found = [json.loads(line) for path in (folder / "ledgers").glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    return sorted(found, key=lambda row: row["item"])


def news(folder: Path, files: int, each: int) -> tuple[str, ...]:
    """Files of reports: the samples with other numbers, and some of them again."""
    samples = [r for r in read_all(sorted(map(str, Path("samples").glob("*.txt")))) if isinstance(r, Report)]
    names = []
    for k in range(files):
        rows = []
        for n in range(each):
            report = samples[(n + k) % len(samples)]
            words = report.text if n % 5 == 0 else re.sub(r"\d+", lambda m, n=n: str(int(m[0]) + n), report.text)  # type: ignore[misc]
            rows.append(json.dumps({"id": f"{k}-{n}", "text": words, "title": report.title}, ensure_ascii=False))
        names.append(str(folder / f"news-{k}.jsonl"))
        Path(names[-1]).write_text("\n".join(rows), encoding="utf-8")
    return tuple(names)


def test_it_gives_the_rows_of_a_run_here_poison_and_all(tmp_path: Path, connected: Any) -> None:
    names = []
    for k in range(3):
        rows = [{"id": f"{k}-{n}", "text": text(n % 30 + k)} for n in range(50)]
        rows[20]["text"] = ("CRASH", "HANG", "FAIL")[k]
        broken = ["no JSON"] if k == 1 else []
        names.append(str(tmp_path / f"{k}.jsonl"))
        Path(names[-1]).write_text("\n".join([*map(json.dumps, rows), *broken]), encoding="utf-8")
    inputs = Inputs((*names, str(tmp_path / "none.jsonl")))
    here = run(inputs.items(), Options(tmp_path / "here", 1, "jsonl", make_reader=quick, patience=Patience(1.0)))
    options = ClusterOptions(str(tmp_path / "there"), part=16, form="jsonl", make_reader=quick, patience=Patience(1.0))
    there = run_on_cluster(inputs, options)
    assert lines(tmp_path / "there") == lines(tmp_path / "here")
    problems = [(tmp_path / way / "problems.jsonl").read_text("utf-8").splitlines() for way in ("here", "there")]
    assert sorted(problems[0]) == sorted(problems[1])
    assert (there.reports, there.duplicates, there.problems) == (here.reports, here.duplicates, here.problems)
    assert not (tmp_path / "there" / "_read").exists()
    with pytest.raises(BulkError, match="not empty"):
        run_on_cluster(inputs, options)


def test_a_function_on_tables_for_rays_own_pipelines(tmp_path: Path, connected: Any) -> None:
    import ray

    reports = [r for r in read_all(["samples/reports.jsonl"]) if isinstance(r, Report)]
    parquet.write_table(pa.table({"id": [r.id for r in reports], "lead": [r.text for r in reports]}), tmp_path / "news.parquet")
    (
        ray.data.read_parquet(str(tmp_path / "news.parquet"))
        .map_batches(TableReader, fn_constructor_args=[{"text": "lead"}], batch_format="pyarrow", batch_size=16, concurrency=1)
        .write_parquet(str(tmp_path / "ledgers"))
    )
    found = dataset.dataset(tmp_path / "ledgers").to_table().to_pylist()
    assert [row["report"]["id"] for row in sorted(found, key=lambda row: row["item"])] == [r.id for r in reports]
    assert any(row["statements"] for row in found)


def test_a_node_that_is_killed_costs_nothing(tmp_path: Path, cluster: Any) -> None:
    names = news(tmp_path, 3, 36)
    cluster.add_node(num_cpus=1, object_store_memory=MEMORY)
    killed: list[str] = []
    out = tmp_path / "there"
    killer = Thread(target=_kill_a_reading_node, args=(cluster, out, killed))
    killer.start()
    there = run_on_cluster(Inputs(names), ClusterOptions(str(out), cluster.address, part=4))
    killer.join()
    assert killed, "no node was at work"
    here = run(Inputs(names).items(), Options(tmp_path / "here", 1))
    assert lines(out) == lines(tmp_path / "here")
    assert len(lines(out)) == 108
    assert (there.reports, there.duplicates, there.problems) == (here.reports, here.duplicates, here.problems)


def _kill_a_reading_node(cluster: Any, out: Path, killed: list[str]) -> None:
    """Kill a node on which an actor reads, once some pieces are read."""
    import ray
    from ray._private.state import actors

    until = time.monotonic() + WITHIN
    while time.monotonic() < until and len(list(out.glob("_read/*.prints"))) < 4:
        time.sleep(0.05)
    if not ray.is_initialized():
        return
    at_work = {actor["Address"]["NodeID"] for actor in actors().values() if actor["State"] == "ALIVE"}
    for node in list(cluster.worker_nodes):
        if node.node_id in at_work:
            cluster.remove_node(node, allow_graceful=False)
            killed.append(node.node_id)
            return


def test_what_was_read_before_is_passed_over(tmp_path: Path, connected: Any, capsys: pytest.CaptureFixture[str]) -> None:
    names = news(tmp_path, 2, 6)
    out = tmp_path / "there"
    command = ["run", *names, "--out", str(out), "--engine", "ray", "--address", connected.address, "--part", "3", "--format", "jsonl"]
    listed = tmp_path / "list.txt"
    listed.write_text("\n".join(names), encoding="utf-8")
    job = Job(Place(str(out)), "jsonl")
    reader = letopis_reader()
    first, second, *_ = cut(0, Inputs(names[:1]).items(), 3)
    for piece in (first, second):  # as a run leaves them that was cut off
        put_aside(job, piece, [answer(b, reader, arrow=False) for b in piece.batches()])
    told: dict[str, object] = {"published": None, "published_from": None, "outlet": None, "source_format": None, "encoding": None, "columns": None}
    job.out.write_json("_run.json", {"options": {"format": "jsonl", "part": 3, "version": __version__, **told}})
    assert main([*command, "--outlet", "Прибой", "--resume"]) == 2  # other options
    assert main([*command, "--resume"]) == 0
    assert "12 reports read (6 by an earlier run)" in capsys.readouterr().out
    assert main(["run", "--files-from", str(listed), "--out", str(tmp_path / "here"), "--workers", "1", "--format", "jsonl"]) == 0
    assert lines(out) == lines(tmp_path / "here")
    assert main([*command, "--resume"]) == 0  # finished: nothing to do
    assert "12 reports read (12 by an earlier run)" in capsys.readouterr().out
