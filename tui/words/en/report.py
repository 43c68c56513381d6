"""Reports written from templates."""

TEXT = {
    "report.syntax": "{name}: not a template: {error}",
    "report.failed": "{name}: {error}",
    "report.time": "{name} was stopped: it took more than {seconds} s of processor time",
    "report.long": "{name} was stopped: it would write more than {limit} MiB",
    "report.number": "{name} was stopped: it works with numbers of more than {digits} digits",
    "report.memory": "{name} was stopped: it needs more memory than a report may take",
    "report.strange": "{name} was not written: {problems}",
    "report.more": "and {count} more",
    "report.sample": (
        "{name} comes with the packaged sample and names indicators that {config} does not have; "
        "give a TEMPLATE of your own"
    ),
    "report.refused": "{name} was not written: {problems}",
    "report.unknown": "no indicator is called {id}{nearest}",
    "report.missing": "{id} has no figure ({why})",
    "report.stale": "{id} is out of date ({period})",
    "report.check": "{id} fails the check {check}",
    "report.no_percent": "{id} is not in per cent",
    "report.no_counts": "{id} is no share of anything: it has neither numerator nor denominator",
    "report.no_roster": "{id} has no roster that says which units there should be",
    "report.unnamed": "source not named",
    "report.no_tier": "{id} has no tier {level}",
    "report.none": "none",
    "report.computed": "worked out here from other figures",
    "report.computed_from": "worked out here from: {cited}",
    "report.vintage": "{cited} (known since {since})",
    "report.unchanged": "unchanged",
    "report.change": "{change} ({share})",
    "report.no_document": "{name} is no template of a Word document (.docx): {why}",
    "report.no_document.zip": "it is no archive, or damaged",
    "report.no_document.part": "the part {part} is missing",
    "report.no_document.large": "it is too large once unpacked",
    "report.no_document.entity": "it declares entities",
    "report.no_packaged": "there is no packaged template for {format}; there are: {formats}",
    "report.ending": "{output} would hold no such document: the report is written as {format}",
}
