"""The file that `zhibiao init` writes."""

TEXT = {
    "starter.file": """\
# The indicators of one organisation: what is measured, the target, and where the figures come from.
# `zhibiao validate` checks this file, `zhibiao` opens the dashboard, `zhibiao snapshot` prints the figures.
# Everything below is an example: change it to what you have to report.

schema = 1

[dashboard]
title = "Our indicators"
timezone = "Asia/Shanghai"
language = "auto" # or "en", "zh"

# Groups are the sections of the dashboard.
[groups.education]
name = "Legal education"

[groups.oversight]
name = "Oversight"

# A count that grows through the year and must reach a number by a deadline. The bar shows how far it is, and a mark
# where it should be today.
[indicators."aides.trained"]
name = "Community legal aides"
definition = "People trained since 1 January, each counted once."
group = "education"
owner = "Justice bureau"
measure = "value"
accrual = "cumulative"
unit = "PERSONS"
freq = "M" # a figure is owed every month,
report_lag = "20d" # at the latest 20 days after its end

[indicators."aides.trained".target]
op = "ge"
value = 800
mode = "reach"
start = 2026-01-01
deadline = 2026-12-31
example = true # remove this line when the target is yours

# Two counts, and the rate that follows from them. The rate must stay below its limit all the time.
[indicators."cases.concluded"]
name = "Cases concluded"
group = "oversight"
accrual = "cumulative"
unit = "CASES"

[indicators."cases.revoked"]
name = "Decisions revoked"
group = "oversight"
accrual = "cumulative"
unit = "CASES"

[indicators."cases.revoked_rate"]
name = "Revocation rate"
group = "oversight"
measure = "ratio"
numerator = "cases.revoked"
denominator = "cases.concluded"
unit = "PERCENT"
target = {{ op = "lt", value = 30, mode = "hold", warn_margin = 1.5, example = true }}

# A checklist: every step has a date.
[indicators."decision.rules"]
name = "Rules for major decisions"
group = "oversight"
measure = "steps"

[[indicators."decision.rules".steps]]
id = "draft"
name = "Draft"
due = 2026-06-30

[[indicators."decision.rules".steps]]
id = "adopted"
name = "Adopted"
due = 2026-12-31

# Figures that stand in this file, with the document they were taken from. A published bound stays one: value = "<30".
[[observations]]
indicator = "aides.trained"
period = "2026-M03"
value = 180
document = "Example: replace it by your own"

[[observations]]
indicator = "cases.concluded"
period = "2026-M03"
value = 40

[[observations]]
indicator = "cases.revoked"
period = "2026-M03"
value = 6

# What must always hold between figures.
[checks.outcomes]
expr = "cases.revoked <= cases.concluded"
severity = "error"

# A source is polled. Remove the marks to read a table with the columns id, month and count:
# [sources.office]
# type = "file"
# path = "figures.csv" # relative to this file
# every = "1m"
# [[sources.office.map]]
# indicator_column = "id"
# period = "month"
# value = "count"

# or an address that answers in JSON. Secrets come from the environment, never from this file:
# [sources.system]
# type = "http"
# url = "https://cases.example/figures.json"
# every = "15m"
# headers = {{ Authorization = "Bearer ${{CASES_TOKEN}}" }}
# [[sources.system.map]]
# indicator = "cases.concluded"
# value = "$.concluded"
# period = "$.month"
""",
}
