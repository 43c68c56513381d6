"""Reports written from templates."""

TEXT = {
    "report.syntax": "{name}:{line}: not a template: {error}",
    "report.failed": "{name}:{line}: {error}",
    "report.refused": "{name} was not written: {problems}",
    "report.unknown": "no indicator is called {id}{nearest}",
    "report.missing": "{id} has no figure ({why})",
    "report.stale": "{id} is out of date ({period})",
    "report.check": "{id} fails the check {check}",
    "report.no_percent": "{id} is not in per cent",
    "report.no_tier": "{id} has no tier {level}",
    "report.none": "none",
    "report.computed": "worked out here from other figures",
    "report.computed_from": "worked out here from: {cited}",
    "report.vintage": "{cited} (known since {since})",
    "report.unreadable": "{name}: {error}",
}
