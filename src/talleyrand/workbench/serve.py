"""Serving the workbench to this machine and no other."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from talleyrand.errors import FolderError

if TYPE_CHECKING:
    from talleyrand.workbench.loaded import Loaded

ADDRESS = "127.0.0.1"


def serve(root: Path, port: int, reviewer: str | None, ready: Callable[[str], None]) -> None:
    """Serve the workbench on a project until it is interrupted.

    Parameters
    ----------
    root
        The project's folder.
    port
        On the loopback address; 0 takes a free one.
    reviewer
        The name that decisions bear, None for this person's name on this machine.
    ready
        Told the address once it can be opened.

    Raises
    ------
    FolderError
        Where the port is taken.
    """
    import uvicorn

    from talleyrand.workbench.app import create_app

    with _listening(port) as listener:
        app = create_app(root, reviewer)
        warm(app.state.bench.reading.now())
        ready(f"http://{ADDRESS}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            pass
        finally:
            if app.state.bench.job:
                app.state.bench.job.cancel()


def warm(now: Loaded) -> None:
    """Read and make ready what the first page and the first key need, so that nobody waits for it there.

    What was read stays for as long as the server runs: there is no waste in it to be looked for at every page.
    """
    from talleyrand.workbench.pages.sources import source_rows
    from talleyrand.workbench.render import environment

    _ = (now.columns, now.progress, now.opposed, now.words, source_rows(now))
    for page in ("base.html", "_parts.html", "sources.html", "evidence.html", "case.html"):
        environment().get_template(page)
    gc.collect()
    gc.freeze()


def _listening(port: int) -> socket.socket:
    """Take a port of the loopback address."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise FolderError(
            f"port {port} cannot be had ({error.strerror}); choose another with --port, or leave it out for a free one"
        ) from error
    return listener
