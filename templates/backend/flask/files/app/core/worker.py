"""gunicorn's threaded worker, kinder to clients where a connection ends, and where its own life does; and its log."""

import socket
import time
from contextlib import suppress

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker

LINGER_SECONDS = 2
LINGER_BYTES = 67_108_864
PIECE = 65_536


class Worker(ThreadWorker):
    def handle(self, conn: TConn) -> bool:
        goes_on = super().handle(conn)
        if goes_on is False:
            with suppress(OSError):
                linger(conn.sock)
        return goes_on

    def set_accept_enabled(self, enabled: bool | None) -> None:  # noqa: FBT001
        super().set_accept_enabled(enabled)
        if not self.alive:
            self.take_nothing_new()

    def take_nothing_new(self) -> None:
        """Who has asked already gets an answer; who asks later learns at once that nobody is listening."""
        for listener in self.sockets:
            self.accept_waiting(listener)
            listener.close()
        # types-gunicorn does not know of `force` yet.
        self.murder_keepalived(force=True)  # type: ignore[call-arg]

    def accept_waiting(self, listener: socket.socket) -> None:
        before = -1
        while before != self.nr_conns:
            before = self.nr_conns
            self.accept(listener)


class ServerLog(Logger):
    # The API writes a line of its own; gunicorn would put its together for each request, and then not write it.
    access_log_enabled = False


def linger(connection: socket.socket) -> None:
    """Somebody who is still sending a body that was refused reads the answer only if we don't hang up at once."""
    connection.shutdown(socket.SHUT_WR)
    end = time.monotonic() + LINGER_SECONDS
    taken = 0
    while taken < LINGER_BYTES and (left := end - time.monotonic()) > 0:
        connection.settimeout(left)
        piece = connection.recv(PIECE)
        if not piece:
            return
        taken += len(piece)
