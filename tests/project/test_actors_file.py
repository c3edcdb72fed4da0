"""The user's own actors.yaml holds for every reading of a project."""

from talleyrand.evidence.records import Actor
from talleyrand.evidence.who_is_who import figures
from talleyrand.project.folder import Project
from talleyrand.project.steps import add, read
from talleyrand.project.verify import verify

TEXT = "Anna Berg said the strait stays open. The quiet voice of Oslo left on Monday.\n"
OWN = "- name: Anna Berg\n  names: [The quiet voice of Oslo]\n  party: SWE\n  role: expert\n"


def test_what_the_file_names_is_read_as_it_says(tmp_path):
    project = Project.create(tmp_path / "project", "Talks")
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    add(project, [tmp_path / "report.txt"])
    read(project)
    assert "anna berg" not in {a.key for a in project.ledger().current() if isinstance(a, Actor) and a.party == "SWE"}
    project.actors_file.write_text(OWN, "utf-8")
    read(project, again=True)
    found = figures(project.ledger().reviewed.values())["anna berg"]
    assert (found.party, found.role, found.own) == ("SWE", "expert", True)
    assert ("The quiet voice of Oslo", "user") in found.names
    assert [p for p in verify(project).problems if p.severity == "error"] == []
