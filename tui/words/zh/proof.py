"""Versions of figures, and the proof that nobody changed them."""

TEXT = {
    "proof.from_the_file": "始终",
    "proof.column.period": "  报告期",
    "proof.column.unit": "单位",
    "proof.column.figure": "数",
    "proof.column.recorded": "公布（记录）",
    "proof.column.entered": "录入",
    "proof.column.who": "来源或录入人",
    "proof.column.document": "出处",
    "proof.column.note": "备注",
}
