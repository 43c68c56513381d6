"""Versions of figures, and the proof that nobody changed them."""

TEXT = {
    "proof.from_the_file": "from the start",
    "proof.column.period": "  period",
    "proof.column.unit": "unit",
    "proof.column.figure": "figure",
    "proof.column.recorded": "known since",
    "proof.column.entered": "entered",
    "proof.column.who": "by",
    "proof.column.document": "document",
    "proof.column.note": "note",
    "proof.breach.missing": "seal {tick} is missing",
    "proof.breach.figures": (
        "seal {tick} ({at}) does not fit: {found} figures stand under it, {sealed} were sealed, or "
        "one of them was changed"
    ),
    "proof.breach.seal": (
        "seal {tick} ({at}) does not fit: the seal itself, its moment or what came before was changed"
    ),
    "proof.breach.stray": "figures stand under seal {tick}, which was never made",
    "proof.breach.witness": "no seal {seal} is in the history: its end was cut off, or all of it was made anew",
    "proof.breach.latest": "{series}: what is shown as the newest figure is not the newest that was sealed",
    "proof.good": "seals that fit: {seals}; figures as they were sealed: {figures}",
    "proof.span": "sealed from {first} to {last}",
    "proof.seal": "last seal: {seal}",
    "proof.empty": "there is nothing in the history yet",
    "proof.dropped": "replaced figures dropped by leave, under seals of their own: {count}",
    "proof.witnessed": ("the seal that was given is that of tick {tick}: up to there nothing was cut off or made anew"),
    "proof.backup.exists": "{path} exists and was left as it is",
    "proof.backup.failed": "{path} could not be written: {reason:errno}",
    "proof.signature.bad": "{path}: the signature is not that key's, or what it stands under was changed",
    "proof.signature.unread": "that is no signed seal of ours",
    "proof.signature.no_private_key": "that is no Ed25519 private key in PEM without a password",
    "proof.signature.no_public_key": "that is no Ed25519 public key in PEM",
    "proof.signature.exposed": "{path} can be read by others; a key is its owner's alone: chmod 600",
    "proof.signature.missing": "signatures need cryptography; to install it: {command}",
}
