"""Figures entered by hand: why one is not taken."""

TEXT = {
    "entry.document": "a figure by hand needs the document that it stands in",
    "entry.reason": "{period} has another figure already; a correction needs its reason (--reason, column note)",
    "entry.twice": "the same series and period stand here twice",
    "entry.published": "a day such as 2023-03-06 is expected, not {found}",
    "entry.future": "{found} has not come yet",
}
