"""Settings: one environment variable each, an embedded default for all of them."""

import os
from dataclasses import dataclass
from pathlib import Path

PULSE = "palier:balayage"
"""The key of Redis under which a worker says when its last sweep ended."""


@dataclass(frozen=True)
class Settings:
    """Where things are. ``redis_url`` is None when the bundled Valkey is to be started."""

    var: Path
    database_url: str
    redis_url: str | None
    keys_file: Path
    host: str
    port: int
    is_https: bool
    web_processes: int = 1
    """How many processes serve pages beyond the embedded default."""
    owner_url: str = ""
    """The same database by the account that owns its tables, for migrations; else the first."""
    apart_keys_file: Path = Path("keys-violences.json")
    """The keys of the violences volet: another file, which may lie elsewhere, or be missing."""

    smtp_url: str = ""
    """smtp://user:password@host:port (STARTTLS) or smtps://…; empty: e-mails are files in `var`."""
    mail_from: str = "palier@localhost"
    public_url: str = ""
    """How people reach the program, for the links of e-mails; else its host and port."""

    @property
    def address(self) -> str:
        """The beginning of every link, without a final slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_embedded(self) -> bool:
        """True on SQLite: no row-level security, one worker, trial data only."""
        return self.database_url.startswith("sqlite")


def settings() -> Settings:
    """Read ``PALIER_*`` from the environment."""
    var = Path(os.environ.get("PALIER_VAR", "var")).absolute()
    return Settings(
        var=var,
        database_url=os.environ.get("PALIER_DATABASE_URL", f"sqlite:///{var / 'palier.sqlite'}"),
        redis_url=os.environ.get("PALIER_REDIS_URL"),
        keys_file=Path(os.environ.get("PALIER_KEYS_FILE", var / "keys.json")),
        apart_keys_file=Path(os.environ.get("PALIER_KEYS_VIOLENCES", var / "keys-violences.json")),
        host=os.environ.get("PALIER_HOST", "127.0.0.1"),
        port=int(os.environ.get("PALIER_PORT", "8000")),
        web_processes=int(os.environ.get("PALIER_WEB", "1")),
        is_https=os.environ.get("PALIER_HTTPS", "") == "1",
        owner_url=os.environ.get("PALIER_OWNER_URL", ""),
        smtp_url=os.environ.get("PALIER_SMTP_URL", ""),
        mail_from=os.environ.get("PALIER_MAIL_FROM", "palier@localhost"),
        public_url=os.environ.get("PALIER_URL", ""),
    )
