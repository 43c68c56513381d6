"""The command line: help, usage errors, what the verbs say on stderr."""

TEXT = {
    "cli.overview": (
        "usage: zhibiao [VERB] [OPTIONS]\n\n"
        "zhibiao watches compliance indicators: targets from indicators.toml, figures from polled sources.\n"
        "Without a verb it opens the dashboard.\n\nverbs:"
    ),
    "cli.overview.more": (
        "`zhibiao VERB --help` explains one.\n"
        "exit codes: 0 ok; 1 a threshold was crossed; 2 usage or configuration; 3 done, but a source failed or is\n"
        "stale; 4 the store is unusable; 5 another collector holds the lock; 6 the output was not written;\n"
        "7 no usable terminal; 70 a bug of ours; 128 + n ended by signal n"
    ),
    "cli.usage_heading": "usage: ",
    "cli.options": "options",
    "cli.arguments": "arguments",
    "cli.option.help": "show this help",
    "cli.option.config": (
        "indicators.toml to read; otherwise $ZHIBIAO_CONFIG, ./indicators.toml, the user's, the system's, the "
        "packaged sample"
    ),
    "cli.option.store": "history to use instead of the file's: a path, or :memory: for none",
    "cli.option.lang": "language of everything said (default: the file's, then the locale's)",
    "cli.option.as_of": "judge as at the end of this day (YYYY-MM-DD), with what was known by then",
    "cli.option.quiet": "say nothing on stderr but errors",
    "cli.option.color": "colour on stderr",
    "cli.watch.about": "open the dashboard",
    "cli.watch.theme": "colours",
    "cli.watch.ascii": "draw with ASCII characters only",
    "cli.watch.read_only": "never write, never start a collector",
    "cli.snapshot.about": "write all figures and how they stand, for people or for scripts",
    "cli.snapshot.format": "format of the output",
    "cli.snapshot.output": "file to write, atomically; - is stdout",
    "cli.snapshot.poll": "read every source first, and record what changed",
    "cli.snapshot.id": "only this indicator (may be repeated, * stands for anything)",
    "cli.snapshot.group": "only this group (may be repeated)",
    "cli.snapshot.owner": "only this owner (may be repeated)",
    "cli.snapshot.status": "only indicators with this status (may be repeated)",
    "cli.snapshot.width": "columns of the text format",
    "cli.snapshot.fail_on": "exit with 1 if any selected indicator has this status (may be repeated)",
    "cli.snapshot.crossed": "{count} indicators are {status:status}",
    "cli.snapshot.never_read": "sources never read: {sources}; `zhibiao poll` reads them",
    "cli.snapshot.failing": "source {source} fails: {error}",
    "cli.explain.about": "say why an indicator stands as it does, with the arithmetic",
    "cli.explain.id": "the indicator's id",
    "cli.explain.unknown": "no indicator is called {id}{nearest}",
    "cli.poll.about": "read every source once, record what changed, and say what that was",
    "cli.poll.reading": "reading",
    "cli.poll.source_ok": "{source}: {rows} figures",
    "cli.poll.source_unchanged": "{source}: unchanged",
    "cli.poll.source_doubtful": "{source}: read, but {warning}",
    "cli.poll.source_failed": "{source}: failed: {error}",
    "cli.poll.new": "{series} {period}: {new}",
    "cli.poll.units": "{series} {period}: {count} units",
    "cli.poll.changed": "{series} {period}: {old} -> {new}",
    "cli.poll.summary": "{changes} figures changed; {ok} of {sources} sources read",
    "cli.poll.nothing": "no sources are configured",
    "cli.collect.about": "poll all sources when they are due, until stopped",
    "cli.collect.once": "poll what is due now, then stop",
    "cli.validate.about": "check indicators.toml and list every problem",
    "cli.validate.well": "{path}: {indicators} indicators, {sources} sources, {checks} checks; no problems",
    "cli.init.about": "write a commented indicators.toml to begin with",
    "cli.init.file": "file to write; it must not exist",
    "cli.init.exists": "{path} exists and was left as it is",
    "cli.init.not_written": "{path} could not be written: {reason}",
    "cli.init.written": "wrote {path}; `zhibiao -c {path}` opens it",
    "cli.nearest": " (did you mean {name}?)",
    "cli.unknown_verb": "there is no verb {verb}; the verbs are {verbs}",
    "cli.bad_date": "--as-of takes a day such as 2023-03-06, not {text}",
    "cli.unrecognized": "not understood: {what}",
    "cli.required": "missing: {what}",
    "cli.no_value": "{what} takes a value",
    "cli.choice": "{what} takes one of {choices}, not {value}",
    "cli.bad_value": "{what} cannot be {value}",
    "cli.ambiguous": "{what} may mean {choices}",
    "cli.usage": "{what}",
    "cli.bug": "a mistake of ours ({kind} at {place}); nothing was lost. Please report this line.",
}
