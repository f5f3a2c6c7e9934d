"""Reading a text on the spot, without storing it; and adding a file or an address to the ledger."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO, cast

from anyio.to_thread import run_sync
from starlette.requests import Request

from letopis.formats import Problem, read_source
from letopis.formats.dates import day
from letopis.formats.plain import title_of
from letopis.formats.source import Source, shown
from letopis.keeping.provenance import rules
from letopis.model import Reading, Report
from letopis.web.desk import Desk, View, desk_of
from letopis.web.fetching import CannotFetch, fetched
from letopis.web.forms import Form, checked_form
from letopis.web.pages.reader import report_data
from letopis.web.standing import reading_sheet
from letopis.web.words import N_
from letopis.web.worker import ReadingFailed


def paste_page(request: Request) -> View:
    return _paste(request, "", "")


def _paste(request: Request, text: str, problem: str, status: int = 200, form: Form | None = None) -> View:
    fields = {"text": text, "problem": problem, "published": form.line("published") if form else "", "outlet": form.line("outlet") if form else ""}
    return View("paste.html", {**fields, "most": desk_of(request).settings.limits.letters}, lambda: {"problem": problem or None}, status)


async def paste(request: Request) -> View:
    """Read a text that is not stored."""
    form = await checked_form(request, desk_of(request).settings)
    return await run_sync(_pasted, request, form)


def _pasted(request: Request, form: Form) -> View:
    desk = desk_of(request)
    text, most = form.text("text").strip("\n"), desk.settings.limits.letters
    published = form.line("published")
    if not text.strip():
        return _paste(request, text, N_("There is no text to read."), 422, form)
    if len(text) > most:
        return _paste(request, "", f"The text has {len(text):,} letters, more than {most:,}: add it as a file instead.", 413, form)
    if published and day(published) is None:
        return _paste(request, text, N_("The date is none of the calendar: write it as 2022-05-19."), 422, form)
    report = Report("paste", text, title_of(text), day(published) if published else None, form.line("outlet")[:200] or None)
    try:
        reading = desk.reader.read(report)
    except ReadingFailed as error:
        return _paste(request, text, str(error), 422, form)
    sheet = reading_sheet(reading)
    context = {"stored": None, "sheet": sheet, "report": reading.report, "date": reading.report_date, "lit": "", "corrections": ()}
    return View("reader.html", context, lambda: report_data(None, sheet))


def add_page(request: Request) -> View:
    return View("add.html", {"done": (), "problems": (), "form": None}, lambda: {"added": [], "problems": []})


async def add(request: Request) -> View:
    """Store the reports of an uploaded file, or of the page at an address."""
    form = await checked_form(request, desk_of(request).settings)
    return await run_sync(_added, request, form)


def _added(request: Request, form: Form) -> View:
    desk = desk_of(request)
    problems: list[str] = []
    reports: list[Report] = []
    for item in _items(desk, form):
        if isinstance(item, Problem):
            problems.append(str(item))
        elif len(reports) >= desk.settings.limits.reports:
            problems.append(f"More than {desk.settings.limits.reports} reports in one file: the rest was left out; `letopis add` takes them all.")
            break
        else:
            reports.append(_filled(item, form))
    done = list(_store(desk, reports, problems)) if reports else []
    status = 200 if done else 422
    return View("add.html", {"done": done, "problems": problems, "form": form}, lambda: {"added": done, "problems": problems}, status)


def _filled(report: Report, form: Form) -> Report:
    published = day(form.line("published")) if form.line("published") else None
    return replace(report, published=report.published or published, outlet=report.outlet or form.line("outlet")[:200] or None)


def _items(desk: Desk, form: Form) -> Iterator[Report | Problem]:
    name, content = form.files.get("file", ("", b""))
    url = form.line("url")
    if content:
        stream = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, io.BytesIO(content))))
        yield from read_source(Source(shown(name) or "file", stream))
    elif url:
        try:
            page = fetched(url, desk.settings.limits)
        except CannotFetch as error:
            yield Problem(shown(url)[:200], str(error), "check the address")
            return
        if not page.text.strip():
            yield Problem(page.url, "there is no text in it", "save the page and upload it as text")
            return
        text = f"{page.title}\n\n{page.text}" if page.title and not page.text.startswith(page.title) else page.text
        yield Report(sha256(page.url.encode()).hexdigest()[:16], text, page.title or title_of(text), page.published, page.outlet, page.url)
    else:
        yield Problem("add", "there is neither a file nor an address", "choose one of them")


def _store(desk: Desk, reports: list[Report], problems: list[str]) -> Iterator[dict[str, object]]:
    readings: list[Reading] = []
    for report in reports:
        try:
            reading = desk.reader.read(report)
        except ReadingFailed as error:
            problems.append(f"{report.id}: {error}")
            continue
        problems += [f"{report.id}: {p}" for p in reading.problems]
        readings.append(reading)
    if readings:
        reads = rules()
        run = desk.ledger.begin_run(reads.version, reads.rules, reads.tables)
        for added in desk.ledger.add(readings, run):
            yield {"report": added.report, "name": added.name, "what": added.what, "version": added.version, "entries": added.entries}
