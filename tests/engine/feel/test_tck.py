"""The public cases of the DMN Technology Compatibility Kit, where they are at hand."""

from datetime import UTC, datetime

from tests.engine.feel import kit

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
VALUED_SHARE = 0.99
NULL_SHARE = 0.995


def test_the_share_of_tck_cases_answered_rightly_does_not_fall():
    cases = kit.cases()
    if cases is None:
        print(f"the conformance kit is not at hand: {kit.CASES}")
        return
    valued = [kit.is_right(case, NOW) for case in cases if kit.is_valued(case)]
    null = [kit.is_right(case, NOW) for case in cases if not kit.is_valued(case)]
    assert sum(valued) / len(valued) >= VALUED_SHARE
    assert sum(null) / len(null) >= NULL_SHARE
