"""What `palier serve --demo` says of the trial data: its accounts and their password."""

from engine.suivi.programme.people import COLLEAGUES

PASSWORD = "palier-essai"  # printed beside the accounts: trial data only, refused elsewhere


def accounts() -> list[tuple[str, str, tuple[str, ...]]]:
    """Login, name and groups of each trial account."""
    return [(one.login, one.name, one.groups) for one in COLLEAGUES]
