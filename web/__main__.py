"""`python -m web`: waitress on the embedded default, granian beyond it."""

from engine.core.config import settings
from web.app import create_app


def main() -> None:
    config = settings()
    if config.is_embedded:
        import waitress

        waitress.serve(create_app(config), host=config.host, port=config.port, threads=8)
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
