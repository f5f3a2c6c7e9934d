"""Several processes at one socket, each with its fair share of the connections.

Whoever wakes first takes a connection, and browsers keep it for their next questions: left alone, one process may end up with most of the work
while another idles. So a process that holds more connections than another lets go of one after its answer; the browser opens the next anew.
"""

from __future__ import annotations

from collections.abc import MutableSequence

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Share:
    """The connections of one of the processes. `held` is shared by all of them: connections by the number of the process."""

    def __init__(self, held: MutableSequence[int], number: int) -> None:
        self._held = held
        self._number = number
        self._server: uvicorn.Server | None = None

    def of(self, server: uvicorn.Server) -> None:
        """Count the connections of `server`."""
        self._server = server

    async def note(self) -> None:
        """Tell the others how many connections there are here."""
        if self._server is not None:
            self._held[self._number] = len(self._server.server_state.connections)

    def too_many(self) -> bool:
        """Whether another process has at least two connections less."""
        return self._held[self._number] > min(self._held) + 1

    def fair(self, app: ASGIApp) -> ASGIApp:
        """`app`, whose answers end a connection that is one too many."""

        async def shared(scope: Scope, receive: Receive, send: Send) -> None:
            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await self.note()
                    if self.too_many():
                        MutableHeaders(scope=message)["connection"] = "close"
                await send(message)

            await app(scope, receive, sending)

        return shared
