"""`python -m web`: waitress on the embedded default, granian beyond it."""

import os

from engine.core.config import settings
from engine.core.memory import settle_memory
from engine.core.process import end_with_parent
from web.app import Door, create_app

THREADS = 8
STOP_SECONDS = 10
"""How long a page that is being made may take to end, once we are asked to stop."""


def main() -> None:
    config = settings()
    if config.is_embedded:
        import waitress

        app = create_app(config)
        settle_memory()
        waitress.serve(app, host=config.host, port=config.port, threads=THREADS)
    else:
        from granian.constants import Interfaces
        from granian.log import LogLevels
        from granian.server import Server

        os.environ[PARENT] = str(os.getpid())
        Server(
            "web.__main__:serving",
            factory=True,
            interface=Interfaces.WSGI,
            address=config.host,
            port=config.port,
            workers=config.web_processes,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
            log_level=LogLevels.warning,
        ).serve()


PARENT = "PALIER_WEB_PARENT"


def serving() -> Door:
    """The application in a process of granian's, which would outlive a granian that is killed."""
    end_with_parent(int(os.environ[PARENT]))
    app = create_app()
    settle_memory()
    return app


if __name__ == "__main__":
    main()
