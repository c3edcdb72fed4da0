"""Several workbenches and the command line on one project at once."""

from threading import Thread

from talleyrand.project.folder import Project
from talleyrand.project.steps import add
from tests.support.bench import bench_project, change, client_of


def test_two_workbenches_and_the_command_line_lose_nothing_of_each_other(tmp_path):
    project, ids = bench_project(tmp_path)
    clients = [client_of(project), client_of(project)]
    kinds = ("statement", "seat")
    answers = []

    def decide_often(n):
        for k in range(12):
            verdict = ("accept", "reject")[k % 2]
            path = f"/evidence/{ids[kinds[n]]}/decide"
            answers.append(change(clients[n], path, {"verdict": verdict, "note": f"{n}-{k}"}).status_code)

    def add_often():
        for k in range(6):
            path = tmp_path / f"more-{k}.txt"
            path.write_text(f"Oslo said no, for the {k}th time.\n")
            add(Project(project.root), [path])

    threads = [Thread(target=decide_often, args=(n,)) for n in (0, 1)] + [Thread(target=add_often)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 24
    ledger = project.ledger()
    assert len(ledger.documents) == 7
    for n in (0, 1):
        notes = [d.note for d in ledger.decisions if d.record == ids[kinds[n]]]
        assert notes == [f"{n}-{k}" for k in range(12)]
