"""What is owed when."""

TEXT = {
    "due.head": "{title}: what is due, as of {at}",
    "due.nothing": "nothing is due",
    "due.late": "late: {count}",
    "due.ahead": "ahead: {count}",
    "due.today": "today",
    "due.in.one": "in {count} day",
    "due.in.other": "in {count} days",
    "due.overdue.one": "{count} day late",
    "due.overdue.other": "{count} days late",
    "due.kind.deadline": "deadline",
    "due.kind.closing": "closing report",
    "due.kind.report": "figure for {period:long}",
    "due.kind.yearly": "yearly report",
    "due.kind.step": "step: {step}",
    "due.summary": "{name}: {what}",
    "due.mark": "LATE ",
}
