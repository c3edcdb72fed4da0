from talleyrand.case.drafting.evidence import Evidence
from talleyrand.case.drafting.granters import granters
from talleyrand.case.estimate import Estimate
from tests.support.told import Report

TEXT = "Aland wants Bland to give up the arms of Bland. Cland wants rewards for Bland. Aland fined Bland, for years."


def cited(value):
    return Estimate(value=value, range=(max(0, value - 10), min(100, value + 10)), because=("x",))


def anywhere():
    return Estimate(value=50, range=(0, 100), assumption="It has not said.")


def evidence(*, addressed=False):
    r = Report(TEXT)
    bland = r.actor("Bland to", "BBB")
    r.actor("Bland.", "BBB", key="BBB2")
    r.actor("for Bland", "BBB", key="BBB3")
    to = bland if addressed else None
    r.statement("Bland to give up the arms of Bland.", "AAA", positions=[("arms", "AAA", 80, 100)], to=to)
    r.statement("rewards for Bland. ", "CCC", positions=[("rewards", "CCC", 80, 100)])
    r.event("Aland fined Bland", "AAA", "BBB", "COERCE")
    return Evidence.of(r.records)


def test_whoever_a_demand_is_addressed_to_grants_it():
    positions = {"AAA": {"arms": cited(90)}, "BBB": {"arms": anywhere()}, "CCC": {"arms": cited(10)}}
    assert granters(evidence(addressed=True), "arms", positions, ("AAA", "BBB")) == ("BBB",)


def test_else_whoever_stands_low():
    positions = {"AAA": {"arms": cited(90)}, "BBB": {"arms": anywhere()}, "CCC": {"arms": cited(10)}}
    assert granters(evidence(), "arms", positions, ("AAA", "BBB")) == ("CCC",)


def test_else_whoever_plays_the_role():
    positions = {"AAA": {"arms": anywhere()}, "BBB": {"arms": anywhere()}, "CCC": {"arms": cited(90)}}
    assert granters(evidence(), "arms", positions, ("AAA", "BBB"), "imposer") == ("AAA",)


def test_else_whoever_is_named_most_holds_it_and_the_others_give_it():
    positions = {p: {"arms": anywhere(), "rewards": anywhere()} for p in ("AAA", "BBB")}
    assert granters(evidence(), "arms", positions, ("AAA", "BBB"), "holder") == ("BBB",)
    assert granters(evidence(), "rewards", positions, ("AAA", "BBB"), "guarantor") == ("AAA",)


def test_else_those_at_the_table_and_nobody_who_demands_it():
    positions = {p: {"arms": anywhere()} for p in ("AAA", "BBB")}
    assert granters(evidence(), "arms", positions, ("AAA", "BBB")) == ("AAA", "BBB")
    positions["AAA"]["arms"] = cited(90)
    assert granters(evidence(), "arms", positions, ("AAA", "BBB")) == ("BBB",)
    assert granters(evidence(), "arms", {"AAA": positions["AAA"]}, ("AAA",)) == ()
