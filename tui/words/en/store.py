"""The history: where it stands, why it cannot be used, who collects into it."""

TEXT = {
    "store.kind": "a store cannot be opened by {kind}://; give a path, sqlite:///PATH or postgresql://...",
    "store.directory.missing": "the store's directory {path} does not exist; to make it: {command}",
    "store.directory.unwritable": (
        "user {uid} may not write in the store's directory {path}, which belongs to user {owner}; to change that: "
        "{command}"
    ),
    "store.directory.read_only": (
        "the disk on which the store's directory {path} stands is read-only, for user {uid} and all others; to change "
        "that: {command}"
    ),
    "store.not_a_file": "the store {path} is not a regular file",
    "store.missing": "there is no history at {path}",
    "store.dangling": "the store {path} is a link to {target}, which does not exist; nothing was created",
    "store.empty": "the store {path} is an empty file; restore a backup, or delete the file to begin a new history",
    "store.not_a_database": "{path} is not a SQLite database; it was left as it is",
    "store.foreign": "{path} is a database of another program; it was left as it is",
    "store.broken": "the store {path} is not what was sealed: {breach}",
    "store.not_empty": "the store {path} holds a history already; a copy goes into an empty one",
    "store.not_the_same": (
        "the copy {path} is not the same as what it was made from; was either written to meanwhile?"
    ),
    "store.damaged": "the store {path} is damaged and was left as it is; restore a backup",
    "store.newer": "the store {path} is version {found}; this program knows versions up to {known}",
    "store.older": "the store {path} is version {found}; a collector or `zhibiao poll` brings it to version {known}",
    "store.network": (
        "the store {path} stands on a network or user-space file system ({kind}), where it cannot be kept safely; use "
        "a local disk, or PostgreSQL"
    ),
    "store.full": "disk full: {path}",
    "store.failed": "the store {path} cannot be used: {reason:errno}",
    "store.busy": "another process is writing to the store {path}",
    "store.read_only": "the store {path} can only be read here",
    "store.unwritable": (
        "user {uid} may not write to the store {path}, which belongs to user {owner}; to change that: {command}"
    ),
    "store.viewer": (
        "user {uid} may read the history {path}, not write it, so nothing was recorded; its owner can: {command}"
    ),
    "store.unreadable": "user {uid} may not read the store {path}; its owner can allow it: {command}",
    "store.unfit.number": "{indicator} {period}: not a finite number",
    "store.unfit.text": "{indicator} {period}: a text that cannot be kept (too long, or with characters that are none)",
    "store.unfit.instant": "{indicator} {period}: the moment of recording has no time zone",
    "store.gap.unknown": "for reasons unknown",
    "store.postgres.missing": "a store in PostgreSQL needs psycopg; to install it: {command}",
    "store.postgres.unreachable": "the store {path} cannot be reached: {reason:errno}",
    "store.postgres.password": "the store {path}: user or password is not accepted",
    "store.postgres.secret": "the password of the store is to come from ${name}, which is not set",
    "store.postgres.forbidden": "user {user} lacks a right in the store {path}; its owner can give it: {command}",
    "store.postgres.read_only": (
        "the store {path} takes no changes: its database is set to be read-only, or its server is a standby"
    ),
    "store.postgres.owner": (
        "the store {path} is of an older version, and its tables are not those of user {user}: only their owner can "
        "bring it up to date, once, with `zhibiao collect --once`"
    ),
    "store.postgres.pooled": (
        "a collector needs a connection of its own to the store {path}, and a connection pooler stands in between: "
        "give the address of the server itself"
    ),
    "store.lock.held": "another collector is running: the lock is held by pid {pid} on {host} since {since}",
    "store.lock.held_by_unknown": "another process holds the lock {path}",
    "store.lock.lost": "the lock {path} was lost to another collector",
}
