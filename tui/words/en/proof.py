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
}
