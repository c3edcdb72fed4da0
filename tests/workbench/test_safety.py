"""One test for each claim about safety."""

import hashlib
import re
from pathlib import Path

import pytest
from starlette.routing import Route

import talleyrand.workbench
from talleyrand.project.folder import Project
from talleyrand.project.steps import add
from talleyrand.workbench import safety
from talleyrand.workbench.safety import MOST_BYTES
from tests.support.bench import bench_of, bench_project, change, client_of
from tests.support.reports import write_report

PACKAGE = Path(talleyrand.workbench.__file__).parent


@pytest.fixture
def client(tmp_path):
    return client_of(bench_project(tmp_path)[0])


def routes(client):
    return [r for r in client.app.routes if isinstance(r, Route)]


PAGES = ["/", "/sources", "/sources/add", "/sources/confirm", "/evidence", "/evidence/list", "/evidence/history"]
PAGES += ["/case", "/case/positions/NOR/passage", "/analyses", "/brief", "/jobs", "/search?q=talks", "/nowhere"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "127.0.0.1@x"])
def test_a_foreign_host_name_is_refused(client, host):
    answer = client.get("/sources", headers={"host": host})
    assert answer.status_code == 403
    assert "Strait" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:9", "[::1]:8000"])
def test_the_names_of_this_machine_are_served(client, host):
    assert client.get("/sources", headers={"host": host}).status_code == 200


def posting(client):
    return [re.sub(r"\{\w+(:path)?\}", "draft", r.path) for r in routes(client) if "POST" in r.methods]


def test_no_change_without_the_token(client):
    paths = posting(client)
    assert len(paths) >= 8
    for path in paths:
        for fields in ({}, {"csrf": "x" * 43}):
            answer = client.post(path, data={"verdict": "accept", **fields})
            assert answer.status_code == 403, path
    assert bench_of(client).job is None
    assert bench_of(client).reading.now().read.decisions == ()


def test_no_change_without_the_cookie(client):
    client.cookies.clear()
    for path in posting(client):
        assert change(client, path).status_code == 403, path


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8000", ""]
)
def test_no_change_from_another_origin(client, origin):
    for path in posting(client):
        assert change(client, path, headers={"origin": origin}).status_code == 403, path


def test_the_token_may_stand_in_a_header(client):
    answer = client.post("/undo", headers={safety.HEADER: bench_of(client).token.value})
    assert answer.status_code == 303


def test_reading_changes_nothing(client):
    """Every route that changes something takes POST only."""
    for path in posting(client):
        if "GET" not in {m for r in routes(client) if r.path == path for m in r.methods}:
            assert client.get(path).status_code in (404, 405), path


def test_the_cookie_is_for_this_site_only_and_hidden_from_scripts(client):
    client.cookies.clear()
    cookie = client.get("/sources").headers["set-cookie"].lower()
    assert "samesite=strict" in cookie and "httponly" in cookie
    assert "domain" not in cookie


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_strict_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "style-src 'self';" in policy
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_script_or_style(client, path):
    page = client.get(path).text
    assert not re.search(r"<script(?![^>]* src=)", page)
    assert not re.search(r"\s(on\w+|style)=|<style", page)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", page)


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n"
    '<svg onload=alert(1)> {{ 7*7 }} {% raw %} <a href="javascript:alert(1)">x</a> ]]> --> "\'&\n'
)


def test_a_report_that_holds_markup_is_shown_as_text(tmp_path):
    project = Project.create(tmp_path / "p", "<b>Title</b>")
    from talleyrand.reading.received import Metadata

    given = Metadata(title="<script>t</script>", outlet='"><img src=y>', author="{{ 1 }}")
    add(project, [write_report(tmp_path, HOSTILE)], given)
    client = client_of(project)
    name = client.get("/sources.json").json()["sources"][0]["id"]
    for path in (
        "/sources",
        f"/sources/{name}",
        f"/sources/confirm?id={name}",
        "/search?q=alert",
        "/search?q=<script>",
    ):
        page = client.get(path).text
        assert "<script>" not in page and "<img" not in page and "<b>" not in page, path
        assert "<svg onload" not in page and "javascript:" not in re.sub(r"&#34;javascript:", "", page), path
    assert "{{ 7*7 }}" in client.get(f"/sources/{name}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(f"/sources/{name}").text


def test_a_link_of_another_kind_than_http_is_not_made(tmp_path):
    project, _ = bench_project(tmp_path)
    note = next(project.sources_dir.glob("*.toml"))
    note.write_text(note.read_text() + 'url = "javascript:alert(1)"\n')
    client = client_of(project)
    name = client.get("/sources.json").json()["sources"][0]["id"]
    assert 'href="javascript' not in client.get(f"/sources/{name}").text


def test_a_request_over_the_limit_is_refused_before_it_is_read(client):
    answer = client.post("/sources/add", headers={"content-length": str(MOST_BYTES + 1)}, content=b"x")
    assert answer.status_code == 413
    assert client.post("/sources/add", headers={"content-length": "many"}, content=b"x").status_code == 413


def test_a_body_that_goes_on_after_the_limit_is_cut_off(client, monkeypatch):
    monkeypatch.setattr(safety, "MOST_BYTES", 1000)

    def endless():
        for _ in range(100):
            yield b"text=" + b"x" * 100

    headers = {"content-type": "application/x-www-form-urlencoded", "content-length": "10"}
    assert client.post("/sources/add", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "file:///etc/passwd", "ftp://x.example/a", "../secret.txt", "data:,x"]
)
def test_only_web_addresses_are_fetched(client, address):
    answer = change(client, "/sources/add", {"url": address})
    assert answer.status_code == 422
    assert "is no web address" in answer.text


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_addresses_of_this_machine_and_its_network_are_not_fetched(client, address):
    assert change(client, "/sources/add", {"url": address}).status_code == 422
    assert len(client.get("/sources.json").json()["sources"]) == 1


def test_the_name_of_an_upload_leads_nowhere(client, tmp_path):
    files = [
        ("files", ("../../../evil.txt", b"A report of nothing.\n")),
        ("files", ("..\\..\\a b<c>.txt", b"Another.\n")),
    ]
    answer = change(client, "/sources/add", files=files)
    assert answer.status_code == 303
    names = {s["file"] for s in client.get("/sources.json").json()["sources"]}
    assert names == {"report.txt", "evil.txt", "a-b-c-.txt"}
    assert not list(tmp_path.rglob("../evil.txt"))


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/brief/export/brief/../../../x"]
)
def test_no_path_leads_out_of_the_static_files(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_redirect_leads_elsewhere(client, to):
    answer = change(client, "/undo", {"back": to})
    assert answer.headers["location"] == "/evidence/history"


def test_errors_have_one_shape(client):
    for path in ("/nowhere.json", "/evidence/x.json", "/sources/x.json", "/case/positions/NOR/x.json", "/why/x.json"):
        answer = client.get(path)
        assert answer.status_code in (404, 422), path
        error = answer.json()["error"]
        assert set(error) == {"kind", "problems"}
        assert set(error["problems"][0]) == {"severity", "message", "file", "line", "column", "where", "remedy"}
        page = client.get(path.removesuffix(".json"))
        assert page.status_code == answer.status_code and "<h1>" in page.text


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/nowhere" and "?" not in p and p != "/"])
def test_every_page_has_a_twin(client, path):
    answer = client.get(f"{path}.json")
    assert answer.status_code == 200 and answer.json()["title"]


def test_an_error_that_nobody_foresaw_tells_no_inside(client, monkeypatch, capsys):
    monkeypatch.setattr("talleyrand.workbench.pages.sources.source_rows", lambda now: 1 / 0)
    answer = client.get("/sources")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text and "ZeroDivision" in capsys.readouterr().err


def test_htmx_is_the_file_that_was_looked_at():
    """From the package htmx.org 4.0.1 of the npm registry, dist/htmx.min.js, under the Zero-Clause BSD licence."""
    vendor = PACKAGE / "static" / "vendor"
    data = (vendor / "htmx-4.0.1.min.js").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
    assert "Zero-Clause BSD" in (vendor / "LICENSE-htmx").read_text()


def test_our_own_files_ask_for_nothing_from_elsewhere():
    for path in [*PACKAGE.glob("static/*.*"), *PACKAGE.glob("templates/*.html")]:
        assert not re.search(r"(?<![\w.])(https?:)?//\w+\.\w", re.sub(r"//[ A-Z].*", "", path.read_text())), path
