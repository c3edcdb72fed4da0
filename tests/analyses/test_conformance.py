"""What every analysis promises, asked of each on every worked case that it can run on."""

from pathlib import Path

import numpy as np
import pytest

from talleyrand.analyses.base import Analysis, lacking, registry
from talleyrand.analyses.examples import two_party_case
from talleyrand.analyses.inputs import dimensions
from talleyrand.analyses.result import Result
from talleyrand.analyses.robustness import sample, with_robustness
from talleyrand.case.model import Case
from talleyrand.case.yamlfile import load_case

ROOT = Path(__file__).resolve().parents[2]
CASES = {path.stem: path for path in sorted((ROOT / "cases" / "worked").glob("*.yaml"))}


def load(name: str) -> Case:
    return two_party_case() if name == "example" else load_case(CASES[name])


PAIRS = [
    (name, case)
    for name, analysis in registry().items()
    for case in (*CASES, "example")
    if not analysis.needs(load(case))
]


def relabelled(case: Case, names: dict[str, str]) -> Case:
    """Give every party another code, wherever a code stands."""

    def swap(value: object) -> object:
        if isinstance(value, dict):
            return {names.get(key, key): swap(item) for key, item in value.items()}
        if isinstance(value, list):
            return [swap(item) for item in value]
        return names.get(value, value) if isinstance(value, str) else value

    return Case.model_validate(swap(case.model_dump(mode="json")))


@pytest.mark.parametrize(("name", "case_name"), PAIRS)
class TestEveryAnalysis:
    def found(self, name: str, case_name: str) -> tuple[Analysis, Case, Result]:
        analysis, case = registry()[name], load(case_name)
        return analysis, case, analysis.run(case, {}, 7)

    def test_is_deterministic(self, name: str, case_name: str) -> None:
        analysis, case, result = self.found(name, case_name)
        assert analysis.run(case, {}, 7) == result

    def test_leaves_the_case_untouched(self, name: str, case_name: str) -> None:
        analysis, case, _ = self.found(name, case_name)
        before = case.model_dump_json()
        analysis.claims(case, sample(case, 8, 1))
        assert case.model_dump_json() == before

    def test_does_not_care_what_parties_are_called(self, name: str, case_name: str) -> None:
        analysis, case, result = self.found(name, case_name)
        names = {code: f"Z{code}" for code in case.parties}
        again = analysis.run(relabelled(case, names), {}, 7)
        assert [f.text for f in again.findings] == [f.text for f in result.findings]
        assert [f.value for f in again.findings] == [f.value for f in result.findings]

    def test_every_finding_names_what_carries_it(self, name: str, case_name: str) -> None:
        _, case, result = self.found(name, case_name)
        addresses = {address for address, _ in case.grounds()}
        assert result.findings
        for finding in result.findings:
            assert finding.because, finding.id
            assert set(finding.because) <= addresses

    def test_findings_have_different_ids_of_its_own(self, name: str, case_name: str) -> None:
        _, _, result = self.found(name, case_name)
        ids = [finding.id for finding in result.findings]
        assert len(set(ids)) == len(ids)
        assert all(finding.startswith(f"{name}/") for finding in ids)

    def test_claims_hold_at_the_values_of_the_case(self, name: str, case_name: str) -> None:
        analysis, case, result = self.found(name, case_name)
        claims = analysis.claims(case, dimensions(case))
        assert {f.id for f in result.findings} == set(claims.holds)
        assert all(holds.all() for holds in claims.holds.values())
        for finding in result.findings:
            if finding.id in claims.values and finding.value is not None:
                np.testing.assert_allclose(claims.values[finding.id][0], finding.value, rtol=1e-4, atol=1e-6)

    def test_claims_can_be_asked_for_one_finding(self, name: str, case_name: str) -> None:
        analysis, case, result = self.found(name, case_name)
        draws = sample(case, 4, 1)
        every = analysis.claims(case, draws)
        for finding in result.findings:
            one = analysis.claims(case, draws, only=[finding.id])
            np.testing.assert_array_equal(one.holds[finding.id], every.holds[finding.id])

    def test_says_nothing_as_a_probability(self, name: str, case_name: str) -> None:
        _, _, result = self.found(name, case_name)
        for finding in result.findings:
            assert "%" not in finding.text
            assert "probab" not in finding.text.lower()


@pytest.mark.parametrize("name", registry())
def test_an_empty_case_is_told_what_it_lacks(name: str) -> None:
    case = Case(title="Nothing yet", parties={})
    missing = registry()[name].needs(case)
    assert missing
    assert lacking(registry()[name], case, 1, missing).missing == missing


@pytest.mark.parametrize("name", registry())
def test_has_a_page_and_a_worked_case_of_its_name(name: str) -> None:
    assert (ROOT / "docs" / "methods" / f"{name}.md").is_file()
    assert name in CASES
    assert not registry()[name].needs(load(name))


def test_robustness_has_a_page() -> None:
    assert (ROOT / "docs" / "methods" / "robustness.md").is_file()


@pytest.mark.parametrize("seed", [1, 2])
def test_robustness_is_a_function_of_its_seed(seed: int) -> None:
    case = two_party_case()
    analyses = list(registry().values())
    results = [analysis.run(case, {}, seed) for analysis in analyses]
    once = with_robustness(case, analyses, results, seed, 64)
    assert with_robustness(case, analyses, results, seed, 64) == once
