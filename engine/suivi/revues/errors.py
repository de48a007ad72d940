"""What the room of reviews refuses."""

from engine.core.errors import EngineError


class RevueFermee(EngineError):
    """The lines of this review are not written any more, or not yet."""

    code = "review_closed"


class RevueEnCours(EngineError):
    """Another review is not over."""

    code = "review_open"


class LigneReduite(EngineError):
    """Nothing is written of a restricted dossier in a review but the decision."""

    code = "line_reduced"
