"""What every test may ask for: real servers and a browser, started when the first test asks.

`PALIER_TEST_DATABASE_URL` and `PALIER_TEST_REDIS_URL` name servers to use instead. Nothing is
skipped: what cannot be tested on a machine is a failure there.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright
from psycopg import sql

from engine.core.memory import settle_memory
from tests import browser as browsers
from tests import servers

RUN = pytest.StashKey[Path]()

# A slow example on two shared cores is not a failure.
hypothesis.settings.register_profile("palier", deadline=None, print_blob=True)
hypothesis.settings.load_profile("palier")


# --- the run -----------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Open a run, or join the one that the controller of xdist opened."""
    joined = getattr(config, "workerinput", None)
    if joined:
        config.stash[RUN] = Path(joined["palier_run"])
        return
    directory, lock = servers.open_run()
    config.stash[RUN] = directory
    config.add_cleanup(lambda: servers.close_run(directory, lock))
    config.add_cleanup(lambda: drop_databases(directory.name))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist which run it works for."""
    node.workerinput["palier_run"] = str(node.config.stash[RUN])


def pytest_collection_finish() -> None:
    """Thousands of tests are as long as a day of service: what was loaded is looked at no more."""
    settle_memory()


@pytest.fixture(scope="session")
def run(request: pytest.FixtureRequest) -> Path:
    """The directory that all processes of this run share."""
    return request.config.stash[RUN]


@pytest.fixture(scope="session", autouse=True)
def references_in_a_row() -> Iterator[None]:
    """No number is left out between two dossiers, so that a test may say « 2026-0002 »."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.suivi.dossiers.open.numbers_skipped", lambda: 0)
        yield


# --- nothing is skipped ------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test has failed."""
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A skipped file has failed."""
    report = yield
    refuse_skip(report)
    return report


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure; an expected failure is told by `wasxfail` and stays one."""
    if report.skipped and not hasattr(report, "wasxfail"):
        where_and_why = report.longrepr if isinstance(report.longrepr, tuple) else [report.longrepr]
        report.outcome = "failed"
        report.longrepr = f"{': '.join(map(str, where_and_why))}\nNothing is skipped: make it run."


# --- servers -----------------------------------------------------------------


@pytest.fixture(scope="session")
def pg_url(run: Path, worker_id: str) -> str:
    """A migrated PostgreSQL database of this process alone."""
    server = external_postgres() or servers.server_url(run, "postgres")
    template = servers.once(run, "template", lambda: migrated_template(server, run.name))
    return create_database(server, f"{run.name}-{worker_id}", template)


@pytest.fixture(scope="session")
def redis_url(run: Path, worker_id: str) -> str:
    """A Valkey or Redis database of this process alone."""
    server = os.environ.get("PALIER_TEST_REDIS_URL") or servers.server_url(run, "valkey")
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    return f"{server.rstrip('/')}/{number}"


def external_postgres() -> str:
    """The server to use instead of ours; its account may create databases."""
    return os.environ.get("PALIER_TEST_DATABASE_URL", "")


def migrated_template(server: str, name: str) -> str:
    """Create and migrate the database that the others are copied from, and return its name."""
    from engine.migrations import upgrade  # tests without a database must not wait for it

    upgrade(create_database(server, name, "template0"))
    return name


def create_database(server: str, name: str, template: str) -> str:
    """Copy a database that nobody is connected to, and return the address of the copy."""
    statement = sql.SQL("create database {} template {} strategy file_copy")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return f"{server.rsplit('/', 1)[0]}/{name}"


def drop_databases(run_name: str) -> None:
    """Leave an external server as it was; ours goes with all it holds."""
    if not external_postgres():
        return
    with psycopg.connect(external_postgres(), autocommit=True) as connection:
        ours = "select datname from pg_database where starts_with(datname, %s)"
        for (name,) in connection.execute(ours, [run_name]).fetchall():
            drop = sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            connection.execute(drop)


# --- a browser ---------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_path(run: Path) -> str:
    """The program of a Chromium that works, looked for or installed once a run."""
    return servers.once(run, "browser", browsers.find_browser)


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """A running Chromium: `browser.new_context()` is a person at a desk."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        running = chromium.launch(executable_path=browser_path, args=browsers.ARGUMENTS)
        yield running
        running.close()
