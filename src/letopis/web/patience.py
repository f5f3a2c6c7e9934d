"""Connections on which no whole question comes: they are closed after a while, so that nobody can hold them all by sending letter by letter.

Uvicorn limits the time between two questions and how many connections there are, but not how long the head of a question may take.
"""

from __future__ import annotations

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol


def patient_for(seconds: float) -> type[H11Protocol]:
    """The protocol of a connection, closed where the head of a question takes longer than `seconds`, counted from its first byte."""

    class Patient(H11Protocol):
        _watch: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(cast(asyncio.Transport, transport))
            self._begin()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._end()
            else:
                self._begin()

        def connection_lost(self, exc: Exception | None) -> None:
            self._end()
            super().connection_lost(exc)

        def _begin(self) -> None:
            if self._watch is None:
                self._watch = self.loop.call_later(seconds, self._give_up)

        def _end(self) -> None:
            if self._watch is not None:
                self._watch.cancel()
                self._watch = None

        def _give_up(self) -> None:
            if not self.transport.is_closing():
                self.transport.close()

    return Patient
