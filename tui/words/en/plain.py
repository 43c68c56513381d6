"""The dashboard as lines, for screen readers."""

TEXT = {
    "plain.help": "no screen: print what is not green, then every change as a line (for screen readers)",
    "plain.head": "{title}, as of {day}",
    "plain.past": "This is the past, as it was known then.",
    "plain.standing": "{status}: {name}: {said}",
    "plain.figure": "figure {figure}",
    "plain.target": "target {target}",
    "plain.owner": "owner {owner}",
    "plain.separator": "; ",
    "plain.unit": "{name}, {unit}",
    "plain.green": "Green: {green} of {judged} with a target; {total} in all.",
    "plain.follows": "Changes follow; Ctrl-C ends.",
    "plain.first": "First figures: {count}, from {sources}. Green: {green} of {judged} with a target.",
    "plain.news": "{name}: {said}",
    "plain.moved": "{what} {old} -> {new}",
    "plain.word.figure": "figure",
    "plain.word.status": "status",
    "plain.units": "{name}: units changed: {count}",
    "plain.check": "check {name}: {result}: {why}",
    "plain.source": "source {id}: {state}",
    "plain.source_error": "source {id}: {state}: {error}",
}
