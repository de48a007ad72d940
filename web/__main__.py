"""`python -m web`: waitress on the embedded default, granian beyond it."""

from engine.core.config import settings
from engine.core.memory import settle_memory
from web.app import create_app


def main() -> None:
    config = settings()
    if config.is_embedded:
        import waitress

        app = create_app(config)
        settle_memory()
        waitress.serve(app, host=config.host, port=config.port, threads=8)
    else:
        from granian.constants import Interfaces
        from granian.server import Server

        Server(
            "web.app:create_app",
            factory=True,
            interface=Interfaces.WSGI,
            address=config.host,
            port=config.port,
            blocking_threads=8,
        ).serve()


if __name__ == "__main__":
    main()
