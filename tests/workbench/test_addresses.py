"""Every address of the workbench: a page, its twin in JSON, and one shape for whatever goes wrong."""

import re

import pytest
from starlette.routing import Route

from tests.support.bench import bench_project, change, client_of
from tests.support.pages import FULL

FILES = re.compile(r"/$|/brief/.+|.*/figure/.*|.*\.yaml")
"""What is no page of its own: the first page, the brief as it is sent, drawings, files to download."""
PROBLEM = {"severity", "message", "file", "line", "column", "where", "remedy"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    project, ids = bench_project(tmp_path_factory.mktemp("addresses"))
    project.case_file.write_text(project.case_file.read_text() + FULL)
    client = client_of(project)
    (document,) = project.documents()
    known = {
        "/sources/{name}": {"name": document.id},
        "/sources/{name}/new": {"name": document.id, "?": "kind=tie&start=40&end=60"},
        "/evidence/{name}": {"name": ids["statement"]},
        "/case/new/{section:path}": {"section": "preferences/NOR"},
        "/case/{address:path}": {"address": "positions/NOR/passage"},
        "/analyses/{name}": {"name": "settlement"},
        "/why/{name:path}": {"name": "positions/NOR/passage"},
        "/evidence/actors/{key:path}": {"key": client.get("/evidence/actors.json").json()["actors"][0]["key"]},
    }
    return client, known


def reading(client):
    return sorted({r.path for r in client.app.routes if isinstance(r, Route) and "GET" in r.methods})


def filled(path, known):
    """Return an address of a route that something answers at, and what is asked of it."""
    values = known.get(path, {})
    names = re.findall(r"\{(\w+)", path)
    assert set(names) <= set(values), f"give an example for {path} in this test"
    return re.sub(r"\{(\w+)[^}]*\}", lambda m: values[m[1]], path), values.get("?", "")


def test_every_page_has_a_twin_that_is_called_as_it_is(bench):
    client, known = bench
    paths = [path for path in reading(client) if not FILES.fullmatch(path)]
    assert len(paths) >= 22
    for path in paths:
        address, query = filled(path, known)
        page, twin = client.get(f"{address}?{query}"), client.get(f"{address}.json?{query}")
        assert (page.status_code, twin.status_code) == (200, 200), address
        assert page.headers["content-type"].startswith("text/html"), address
        assert twin.headers["content-type"] == "application/json", address
        told = twin.json()
        assert isinstance(told, dict) and told["title"], address
        # The page says where its twin is.
        assert re.search(r'href="([^"]*\.json[^"]*)">this page as JSON', page.text), address


def test_whatever_is_not_there_is_told_in_one_shape(bench):
    client, _ = bench
    for path in [path for path in reading(client) if "{" in path] + ["/nowhere"]:
        address = re.sub(r"\{\w+[^}]*\}", "no-such-thing", path)
        twin = client.get(f"{address}.json")
        assert twin.status_code in (404, 422), address
        error = twin.json()["error"]
        assert set(error) == {"kind", "problems"} and error["problems"], address
        assert all(set(problem) == PROBLEM for problem in error["problems"]), address
        page = client.get(address)
        assert page.status_code == twin.status_code and "<h1>" in page.text, address


def test_whatever_is_refused_is_told_in_one_shape(bench):
    client, _ = bench
    posts = [r.path for r in client.app.routes if isinstance(r, Route) and "POST" in r.methods]
    assert len(posts) >= 12
    for path in posts:
        address = re.sub(r"\{\w+[^}]*\}", "no-such-thing", path)
        foreign = client.post(f"{address}.json")
        assert foreign.status_code == 403 and foreign.json()["error"]["kind"] == "refused", address
        empty = change(client, f"{address}.json")
        if empty.status_code >= 400:
            told = empty.json()
            problems = told["error"]["problems"] if "error" in told else told["refused"]
            assert all(set(problem) == PROBLEM for problem in problems), address
        assert empty.status_code < 500, address
    job = client.app.state.bench.job
    if job:
        job.cancel()


def test_no_two_routes_claim_one_address(bench):
    client, known = bench
    for path in reading(client):
        if FILES.fullmatch(path):
            continue
        address, _ = filled(path, known)
        scope = {"type": "http", "method": "GET", "path": address, "root_path": "", "headers": []}
        first = next(r for r in client.app.routes if isinstance(r, Route) and r.matches(scope)[0].value == 2)
        assert first.path == path, f"{address} leads to {first.path}"


def test_a_change_by_htmx_is_answered_with_the_page_that_it_leads_to(bench):
    client, _ = bench
    name = client.get("/evidence/list.json?kind=seat").json()["records"][0]["id"]
    fields = {"verdict": "accept", "next": f"/evidence?kind=seat&at={name}"}
    answer = change(client, f"/evidence/{name}/decide", fields, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-push-url"]) == (200, fields["next"])
    assert "Accepted: " in answer.text and f'href="/evidence.json?kind=seat&amp;at={name}"' in answer.text
    again = change(client, "/undo", {"back": "/nowhere"}, headers={"HX-Request": "true"})
    assert (again.status_code, again.headers["location"]) == (303, "/nowhere")
