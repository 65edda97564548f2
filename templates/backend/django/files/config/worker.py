"""gunicorn's threads, with a stop that is as clean as it can be, and its log without a line for each request."""

import select

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):  # type: ignore[misc]
    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001
        if not enabled and not self.alive:
            self.accept_waiting()
        super().set_accept_enabled(enabled)
        if not self.alive:
            self.refuse_others()

    def accept_waiting(self) -> None:
        """Whoever is connected already is answered: gunicorn would drop them."""
        for listener in self.sockets:
            for _ in range(self.cfg.backlog):
                if not select.select([listener], [], [], 0)[0]:
                    break
                self.accept(listener)

    def refuse_others(self) -> None:
        """Another instance answers whoever is refused at once, not whoever is kept waiting."""
        for listener in self.sockets:
            listener.close()
        self.murder_keepalived(force=True)


class ServerLog(Logger):  # type: ignore[misc]
    # The API writes a line of its own; gunicorn would put its together for each request, and then not write it.
    access_log_enabled = False
