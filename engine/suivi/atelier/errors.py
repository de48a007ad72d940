"""What the workshop refuses when files are proven and published."""

from engine.core.errors import EngineError


class ProofMissing(EngineError):
    """No finished proof of exactly these files."""

    code = "proof_missing"


class ProofFailed(EngineError):
    """A scenario fails on these files; ``failures`` tells why, by scenario."""

    code = "proof_failed"


class ReasonMissing(EngineError):
    """A publication says why, in a few words."""

    code = "reason_missing"


class NothingToPublish(EngineError):
    """No draft is chosen, or what is chosen is as it is in force."""

    code = "nothing_to_publish"


class NoScenario(EngineError):
    """There is no scenario: nothing would be proven."""

    code = "no_scenario"


class NothingToComplete(EngineError):
    """No scenario fails because of a step that is new or gone."""

    code = "nothing_to_complete"


class AlreadyInForce(EngineError):
    """The files of that publication are those in force."""

    code = "already_in_force"


class PublishedMeanwhile(EngineError):
    """Somebody else published at the same moment."""

    code = "published_meanwhile"
