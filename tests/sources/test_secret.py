"""Secrets are resolved when they are used, shown to nobody, and sent to one place."""

import asyncio
import io
import logging
import traceback
from pathlib import Path

import pytest

from tests.sources.parts import NEVER, NOW, read, refusal, source
from tests.sources.server import Server
from tui.errors import SourceError
from tui.model.source import SourceMap
from tui.sources.readers import Readers
from tui.sources.secret import Secret, resolve

CANARY = "canary-7f3a"
FIGURE = SourceMap("x.y", value="$.n", const={"period": "2022"})


def secret_file(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_secret_shows_itself_to_nobody_who_does_not_ask() -> None:
    secret = resolve("Bearer ${TOKEN}", {"TOKEN": CANARY})
    assert secret.reveal() == f"Bearer {CANARY}"
    assert {repr(secret), str(secret), f"{secret}", f"{secret:>20}", repr([secret])} == {"***", "[***]"}


def test_secrets_come_from_the_environment_and_from_files(tmp_path: Path) -> None:
    path = secret_file(tmp_path / "token", f"{CANARY}\n")
    template = f"${{USER_}}:${{file:{path}}} $plain ${{not closed"
    assert resolve(template, {"USER_": "me"}).reveal() == f"me:{CANARY} $plain ${{not closed"


def test_what_is_wrong_with_a_secret_is_said_without_it(tmp_path: Path) -> None:
    """C8: by name or path, and the source alone fails."""
    missing, empty, open_ = tmp_path / "missing", tmp_path / "empty", tmp_path / "open"
    secret_file(empty, "\n")
    secret_file(open_, CANARY, 0o640)
    cases = {
        "${TOKEN_X}": "secret TOKEN_X missing: the environment does not hold it",
        "${EMPTY}": "secret EMPTY missing: the environment does not hold it",
        "${SPLIT}": "secret SPLIT holds characters that a header cannot carry",
        f"${{file:{missing}}}": f"{missing}: no such file",
        f"${{file:{tmp_path}}}": f"{tmp_path}: not a regular file",
        f"${{file:{empty}}}": f"secret file {empty} is empty",
        f"${{file:{open_}}}": f"secret file {open_} can be read by others: chmod 600",
    }
    environ = {"EMPTY": "", "SPLIT": f"{CANARY}\r\nX-Evil: 1"}
    for template, words in cases.items():
        with pytest.raises(SourceError) as refused:
            resolve(template, environ)
        assert refusal(refused.value) == words
        assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_a_missing_secret_sends_nothing(web: Server) -> None:
    before = len(web.requests)
    declared = source(f"http://127.0.0.1:{web.port}/good", FIGURE, kind="http", headers={"X-Key": "${NONE}"})
    with pytest.raises(SourceError, match=r"source\.secret\.missing"):
        read(declared)
    assert len(web.requests) == before


def test_a_secret_is_in_no_message_log_or_record(web: Server) -> None:
    """Every answer of the server, good or bad, with logging turned on; the other port is watched in test_http."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    told: list[str] = []

    async def all_of_them() -> None:
        async with Readers({"TOKEN": CANARY}) as readers:
            for path in (
                "good",
                "etag",
                "redirect",
                "forbidden",
                "busy",
                "reset",
                "login",
                "short",
                "two-lengths",
                "nan",
            ):
                place = f"http://127.0.0.1:{web.port}/{path}"
                declared = source(place, FIGURE, kind="http", headers={"Authorization": "Bearer ${TOKEN}"})
                try:
                    told.append(repr(await readers.read(declared, NEVER, NOW)))
                except SourceError as failed:
                    told.extend((repr(failed), refusal(failed), "".join(traceback.format_exception(failed))))
                told.append(repr(declared))

    try:
        asyncio.run(all_of_them())
    finally:
        logging.getLogger().removeHandler(handler)
    assert any(CANARY in value for request in web.requests for value in request.headers.values())
    assert CANARY not in log.getvalue() + "".join(told)


def test_basic_is_user_and_password_encoded(web: Server) -> None:
    """RFC 7617."""
    place = f"http://127.0.0.1:{web.port}/good"
    read(source(place, FIGURE, kind="http", basic="Aladdin:${PASSWORD}"), environ={"PASSWORD": "open sesame"})
    assert web.requests[-1].headers["authorization"] == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="


def test_a_secret_is_no_text() -> None:
    assert not isinstance(Secret("x"), str)
    assert not hasattr(Secret("x"), "__dict__"), "what prints all attributes prints none of it"
