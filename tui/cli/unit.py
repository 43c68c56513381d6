"""The text of a systemd unit for the collector, hardened: what it needs it may do, and nothing else."""

import os
import pwd
import sys
from typing import Final

from tui.cli.session import Session

__all__ = ["unit_text"]

_SERVICE: Final = """\
# /etc/systemd/system/zhibiao.service
[Unit]
Description=zhibiao collector: {title}
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
{kind}
ExecStart={command}
User={user}
# Secrets of sources, NAME=value a line; for root's and this account's eyes only (0600).
EnvironmentFile=-/etc/zhibiao/environment
Environment=XDG_STATE_HOME=/var/lib PYTHONDONTWRITEBYTECODE=1
StateDirectory=zhibiao
StateDirectoryMode=0750
UMask=0027
{writable}NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=read-only
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateTmp=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
MemoryMax=2G
TasksMax=256
LimitCORE=0
"""

_LASTING: Final = """\
Type=notify
NotifyAccess=main
WatchdogSec=60
Restart=on-failure
RestartSec=5
# 2: the configuration is wrong; starting again does not mend it.
RestartPreventExitStatus=2
SuccessExitStatus=129 130 143"""

_ONCE: Final = """\
Type=oneshot
# 3: done, but a source failed; the history says which.
SuccessExitStatus=3"""

_INSTALL: Final = """
[Install]
WantedBy=multi-user.target
"""

_TIMER: Final = """
# /etc/systemd/system/zhibiao.timer
[Unit]
Description=zhibiao collector, every minute what is due

[Timer]
OnCalendar=minutely
AccuracySec=5s

[Install]
WantedBy=timers.target
"""


def unit_text(session: Session, *, once: bool, store: str | None) -> str:
    """A service; with `once` one that ends, and a timer that starts it.

    Args:
        session: What is collected, and for which configuration.
        once: Whether it is to stop after what is due.
        store: What `--store` named, if anything.
    """
    config = session.config
    asked = ["--store", session.store] if store else []
    words = [*_program(), "-c", config.path, *asked, "collect", *(["--once", "-q"] if once else [])]
    where = "" if "://" in session.store else os.path.dirname(session.store)
    text = _SERVICE.format(
        title=config.framework.title.said(session.words.language).replace("\n", " ").replace("%", "%%"),
        kind=_ONCE if once else _LASTING,
        command=" ".join(map(_word, words)),
        user=_user(),
        writable=f"ReadWritePaths={_word(where)}\n" if store or _is_elsewhere(where) else "",
    )
    return text + (_TIMER if once else _INSTALL)


def _program() -> list[str]:
    """How this very program is started: the command beside the interpreter, or the package."""
    command = os.path.join(os.path.dirname(os.path.abspath(sys.executable)), "zhibiao")
    return [command] if os.access(command, os.X_OK) else [os.path.abspath(sys.executable), "-m", "tui"]


def _user() -> str:
    """The account to run as: this one, unless it is root, who is to make one of its own."""
    uid = os.getuid()
    return pwd.getpwuid(uid).pw_name if uid else "zhibiao"


def _is_elsewhere(directory: str) -> bool:
    """Whether a store stands where the service could not write it otherwise."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    own = (os.path.join(state, "zhibiao"), "/var/lib/zhibiao")
    return bool(directory) and directory not in own


def _word(text: str) -> str:
    """A word of a command line, as systemd.service(5) reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(each.isspace() or each in "\"';\\" for each in text) else escaped
