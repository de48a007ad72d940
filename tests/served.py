"""An application behind the server of the embedded default, shut without a race."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from waitress import wasyncore
from waitress.server import create_server


@contextmanager
def served(app: Any, threads: int = 1) -> Iterator[str]:
    """The address where a WSGI application answers, until the block ends.

    Nothing is closed before those who answer and the loop have stopped: a socket closed while
    the loop waits on it ends the loop with an error, and only now and then.
    """
    sockets: dict[int, Any] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=threads)
    enough = Event()

    def run() -> None:
        while not enough.is_set():
            wasyncore.loop(map=sockets, count=1)

    loop = Thread(target=run)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        enough.set()
        server.pull_trigger()
        loop.join()
        wasyncore.close_all(sockets)
