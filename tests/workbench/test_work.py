"""Long work in a process of its own, the brief that comes of it, and the server around it all."""

import json
import os
import re
import signal
import subprocess
import sys
from urllib.request import urlopen

import pytest

from talleyrand.project.folder import Project
from talleyrand.workbench import jobs
from talleyrand.workbench.jobs import Job
from talleyrand.workbench.serve import serve
from tests.support.bench import bench_of, bench_project, change, client_of


@pytest.fixture
def bench(tmp_path):
    project, ids = bench_project(tmp_path)
    return client_of(project), project, ids


def done(client):
    bench_of(client).job.wait(120)
    return client.get("/jobs.json").json()["job"]


def test_a_brief_is_written_in_a_process_of_its_own_and_served_under_its_own_policy(bench):
    client, project, _ = bench
    assert client.get("/brief/page").status_code == 404
    assert change(client, "/jobs/brief").headers["location"] == "/jobs"
    assert change(client, "/jobs/solve").status_code == 409
    assert done(client)["state"] == "done"
    answer = client.get("/jobs")
    assert (answer.status_code, answer.headers["location"]) == (303, "/brief")
    page = client.get("/brief/page")
    assert page.content == project.brief_html.read_bytes()
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    status = client.get("/brief.json").json()["written"]
    assert status["fresh"] and status["banner"]
    assert client.get("/brief/export/brief/html").content == page.content
    assert json.loads(client.get("/brief/export/brief/json").content)["title"] == "Strait talks"
    cards = client.get("/analyses.json").json()
    assert cards["state"] == "fresh" and any(a["findings"] for a in cards["analyses"])
    for card in cards["analyses"]:
        assert client.get(card["href"]).status_code == 200
        for finding in card["findings"]:
            assert client.get(finding["why"]).status_code == 200
    version = client.get("/case.json").json()["version"]
    change(client, "/case/positions/QAT/passage", {"version": version, "value": "25", "assumption": "Another guess"})
    assert client.get("/analyses.json").json()["state"] == "stale"
    assert not client.get("/brief.json").json()["written"]["fresh"]


def test_what_fails_is_told(tmp_path):
    project = Project.create(tmp_path / "p", "New")
    client = client_of(project)
    change(client, "/jobs/solve")
    job = done(client)
    assert job["state"] == "failed" and "there is no case yet" in job["problems"][0]["message"]
    assert "there is no case yet" in client.get("/jobs").text


def test_work_can_be_ended_and_leaves_the_project_whole(bench):
    client, project, _ = bench
    before = {p: p.read_bytes() for p in project.root.rglob("*") if p.is_file() and ".talleyrand" not in str(p)}
    change(client, "/jobs/solve")
    assert client.get("/jobs.json").json()["job"]["state"] == "running"
    change(client, "/jobs/cancel")
    assert client.get("/jobs.json").json()["job"]["state"] == "cancelled"
    assert {p: p.read_bytes() for p in before} == before
    with project.writing():
        pass


def test_work_that_dies_is_told(bench):
    client, _, _ = bench
    change(client, "/jobs/solve")
    bench_of(client).job._process.kill()
    assert done(client)["state"] == "failed"


@pytest.mark.parametrize("kind", ["burn", "", "read/x"])
def test_only_known_work_is_done(bench, kind):
    client, _, _ = bench
    assert change(client, f"/jobs/{kind}").status_code in (404, 405)


def test_every_kind_of_work_has_a_title_and_steps_that_are_told(bench, monkeypatch):
    _, project, _ = bench
    said = []
    told = jobs._run("read", project.root, None, lambda *step: said.append(step))
    assert told == "0 read, 0 records proposed" and said == [(0, 0, "")]
    assert set(jobs.TITLES) == {"read", "draft", "solve", "brief"}


def test_a_job_tells_how_it_stands(tmp_path):
    job = Job("solve", tmp_path)
    job.wait(60)
    assert job.as_json()["state"] == "failed" and not job.running


def test_the_server_listens_on_this_machine_only_and_ends_on_interrupt(bench):
    _, project, _ = bench
    command = [sys.executable, "-c", "from talleyrand.cli import main; raise SystemExit(main())", "open"]
    process = subprocess.Popen(
        [*command, str(project.root), "--no-browser", "--reviewer", "Ada"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urlopen(address) as page:
            assert "Strait talks" in page.read().decode()
            assert page.headers["content-security-policy"]
        process.send_signal(signal.SIGINT)
        rest, told = process.communicate(timeout=20)
        assert process.returncode in (0, 130) and "Traceback" not in rest + told
        assert "Ctrl-C ends it" in told
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def test_a_port_that_is_taken_is_told(bench, monkeypatch):
    import socket

    from talleyrand.errors import FolderError

    _, project, _ = bench
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(FolderError, match="choose another with --port"),
    ):
        serve(project.root, taken.getsockname()[1], None, lambda address: None)


SCENARIO = "title: Small\nsaliences: {NOR: {passage: {value: 0.1, range: [0, 0.2], assumption: Another guess}}}\n"


def test_scenarios_stand_beside_each_other_with_what_they_change(bench):
    client, project, _ = bench
    assert "There is no scenario to compare with" in client.get("/analyses/compare").text
    project.write(project.scenarios_dir / "small-stake.yaml", SCENARIO.encode())
    for scenario in ("", "small-stake"):
        change(client, "/jobs/solve", {"scenario": scenario})
        assert done(client)["state"] == "done"
    page = client.get("/analyses/compare.json").json()
    assert [(c["name"], c["state"]) for c in page["columns"]] == [("the case", "fresh"), ("small stake", "fresh")]
    assert page["columns"][1]["changes"] == [
        {
            "label": "Weight of Free passage for Norway",
            "href": "/case/saliences/NOR/passage",
            "words": "0.5 (0.3–0.7) → 0.1 (0–0.2)",
        }
    ]
    (row,) = [r for r in page["rows"] if r["id"] == "settlement/passage"]
    case, small = row["cells"]
    assert row["differs"] and case["value"] > small["value"]
    assert client.get(small["why"]).status_code == 200
    for path in ("/analyses/compare", "/analyses?scenario=small-stake", "/analyses/settlement?scenario=small-stake"):
        assert "Weight of Free passage for Norway" in client.get(path).text
    assert client.get("/analyses?scenario=nobody").status_code == 422


def test_every_figure_has_a_chain_below_it_and_a_drawing_with_its_words(bench):
    client, _, _ = bench
    change(client, "/jobs/solve")
    assert done(client)["state"] == "done"
    drawn = chained = 0
    for card in client.get("/analyses.json").json()["analyses"]:
        page = client.get(f"{card['href']}.json").json()
        for exhibit in page["exhibits"]:
            for address in filter(None, exhibit["why"]):
                assert client.get(address).status_code == 200, address
                chained += 1
            assert exhibit["why"] or page["rests"], exhibit["id"]
            if exhibit["figure"]:
                answer = client.get(exhibit["figure"])
                assert answer.headers["content-type"] == "image/svg+xml"
                assert "sandbox" in answer.headers["content-security-policy"]
                assert answer.text.startswith("<svg") and "<script" not in answer.text
                assert exhibit["told"] and client.get(f"{exhibit['figure']}.json").json()["description"]
                drawn += 1
        for one in page["rests"]:
            assert client.get(one["href"]).status_code == 200
    assert drawn >= 2 and chained >= 3
    assert client.get("/analyses/settlement/figure/nothing").status_code == 404


def test_two_scenarios_are_chosen_and_only_what_differs_is_shown(bench):
    client, project, _ = bench
    for name in ("small-stake", "other"):
        project.write(project.scenarios_dir / f"{name}.yaml", SCENARIO.encode())
    for scenario in ("", "small-stake"):
        change(client, "/jobs/solve", {"scenario": scenario})
        done(client)
    page = client.get("/analyses/compare.json?with=case&with=small-stake&only=differing").json()
    assert page["shown"] == ["the case", "small stake"] and page["rows"]
    assert all(row["differs"] for row in page["rows"]) and len(page["rows"]) == page["differing"] < page["count"]
    assert "Choose two to compare" in client.get("/analyses/compare?with=other").text
    told = client.get("/analyses/compare?with=case&with=small-stake").text
    assert "Where bargaining lands</th>" in told and 'class="differs"' in told
