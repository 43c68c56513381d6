"""A signed seal: made with a key that lies outside the history, and seen by whoever has the other half (Ed25519)."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.cli.conftest import Run
from tests.processes import ROOT
from tui.cli import Exit


def keys(name: str) -> None:
    """A pair of keys, as `openssl genpkey -algorithm ed25519` makes them."""
    key = Ed25519PrivateKey.generate()
    Path(f"{name}.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    Path(f"{name}.pem").chmod(0o600)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    Path(f"{name}.pub").write_bytes(public)


@pytest.fixture
def signed(small: Path, run: Run) -> Path:
    """A history whose last seal was signed, and which went on since."""
    keys("mine")
    run("poll", "-q", "--store", "h.db")
    code, out, err = run("verify", "--store", "h.db", "--sign", "mine.pem")
    assert code == Exit.OK
    assert "seals that fit: 1" in err
    Path("seal.json").write_text(out, encoding="utf-8")
    (small / "drop.csv").write_text("id,year,figure\naides,2022,9\nsites,2022,3\n", encoding="utf-8")
    run("poll", "-q", "--store", "h.db")
    return small


def test_what_was_signed_is_still_in_the_history(signed: Path, run: Run) -> None:
    code, out, _ = run("verify", "--store", "h.db", "--signed", "seal.json", "--key", "mine.pub")
    assert code == Exit.OK
    assert "the seal that was given is that of tick 1" in out


def test_a_history_made_anew_does_not_hold_what_was_signed(signed: Path, run: Run) -> None:
    """Whole in itself, and found out all the same."""
    run("poll", "-q", "--store", "other.db")
    assert run("verify", "--store", "other.db")[0] == Exit.OK
    code, out, _ = run("verify", "--store", "other.db", "--signed", "seal.json", "--key", "mine.pub")
    assert code == Exit.CROSSED
    assert "is in the history" in out


@pytest.mark.parametrize("field", ["tick", "seal", "at"])
def test_a_changed_statement_is_nobodys(field: str, signed: Path, run: Run) -> None:
    said = json.loads(Path("seal.json").read_text(encoding="utf-8"))
    said[field] = {"tick": 2, "seal": "0" * 64, "at": "2020-01-01T00:00:00.000000Z"}[field]
    Path("seal.json").write_text(json.dumps(said), encoding="utf-8")
    code, out, _ = run("verify", "--store", "h.db", "--signed", "seal.json", "--key", "mine.pub")
    assert (code, out.startswith("seal.json: the signature is not that key's")) == (Exit.CROSSED, True)


def test_another_key_did_not_sign(signed: Path, run: Run) -> None:
    keys("yours")
    assert run("verify", "--store", "h.db", "--signed", "seal.json", "--key", "yours.pub")[0] == Exit.CROSSED


@pytest.mark.parametrize(
    "arguments",
    [
        ("--signed", "seal.json"),
        ("--key", "mine.pub"),
        ("--signed", "seal.json", "--key", "mine.pem"),
        ("--signed", "mine.pub", "--key", "mine.pub"),
        ("--signed", "nowhere", "--key", "mine.pub"),
        ("--sign", "mine.pub"),
    ],
    ids=" ".join,
)
def test_what_is_no_key_and_no_statement(arguments: tuple[str, ...], signed: Path, run: Run) -> None:
    os.chmod("mine.pub", 0o600)
    code, out, _ = run("verify", "--store", "h.db", *arguments)
    assert (code, out) == (Exit.USAGE, "")


def test_a_key_that_others_may_read_signs_nothing(signed: Path, run: Run) -> None:
    os.chmod("mine.pem", 0o644)
    code, out, err = run("verify", "--store", "h.db", "--sign", "mine.pem")
    assert (code, out) == (Exit.USAGE, "")
    assert "mine.pem can be read by others" in err


def test_a_broken_history_is_not_signed(signed: Path, run: Run) -> None:
    with sqlite3.connect("h.db") as connection:
        connection.execute("UPDATE vintage SET value = '1' WHERE id = 1")
    connection.close()
    code, out, _ = run("verify", "--store", "h.db", "--sign", "mine.pem")
    assert (code, out) == (Exit.CROSSED, "")


def test_without_the_extra_it_says_what_to_install(signed: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.modules['cryptography'] = None\n"
        "from tui.cli import main; sys.exit(main(['verify', '--sign', 'mine.pem', '--store', 'h.db', '--lang', 'en']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == Exit.USAGE
    assert "pip install 'zhibiao[sign]'" in done.stderr
