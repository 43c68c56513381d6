"""The command line: help, usage errors, what the verbs say on stderr."""

TEXT = {
    "cli.overview": (
        "usage: zhibiao [VERB] [OPTIONS]\n\n"
        "zhibiao watches compliance indicators: targets from indicators.toml, figures from polled sources.\n"
        "Without a verb it opens the dashboard.\n\nverbs:"
    ),
    "cli.overview.more": (
        "`zhibiao VERB --help` explains one; `zhibiao --version` says which version this is.\n\n"
        "exit codes: 0 ok; 1 a threshold was crossed, or `verify` or `diff` found a change; 2 usage or "
        "configuration; 3 done, but a source failed or is stale; 4 the history cannot be used; 5 another collector "
        "holds the lock; 6 the output was not written; 7 no usable terminal; 70 a bug of ours; 128 + n ended by "
        "signal n"
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
    "cli.demo.about": "watch a made-up year pass within minutes, without network or files of your own",
    "cli.demo.minutes": "minutes that the year takes, 5 by default",
    "cli.demo.minutes_taken": "--minutes takes a number from {least} to {most}, not {value}",
    "cli.demo.own": "demo takes no {option}: it has a file and a history of its own",
    "cli.watch.theme": "colours; contrast: 7:1 or more, safe: blue and orange for colour-blind eyes",
    "cli.watch.ascii": "draw with ASCII characters only",
    "cli.watch.alert": "what calls when a status changes: off, bell, or notify (OSC 9)",
    "cli.watch.read_only": "never write, never start a collector",
    "cli.snapshot.about": "write all figures and how they stand, for people or for scripts",
    "cli.snapshot.format": "format of the output; with -o FOLDER/ it may be repeated",
    "cli.snapshot.output": (
        "file to write, atomically; - is stdout; FOLDER/ gives every format its own name; %Y, "
        "%m, %d, %H ... stand for the day and hour that were judged"
    ),
    "cli.snapshot.raw": "CSV for machines: no byte-order mark, no guard against formulas",
    "cli.snapshot.since": (
        "add what changed since an earlier snapshot: a file of `snapshot --format json`, or a day (YYYY-MM-DD)"
    ),
    "cli.snapshot.poll": "read every source first, and record what changed",
    "cli.snapshot.id": "only this indicator (may be repeated, * stands for anything)",
    "cli.snapshot.group": "only this group (may be repeated)",
    "cli.snapshot.unit": "only this reporting unit, by id or name (may be repeated; '' is the whole area)",
    "cli.snapshot.owner": "only this owner (may be repeated)",
    "cli.snapshot.status": "only indicators with this status (may be repeated)",
    "cli.snapshot.width": "columns of the text format, at least 40",
    "cli.snapshot.narrow": "--width takes at least {least} columns, not {width}",
    "cli.snapshot.fail_on": "exit with 1 if any selected indicator has this status (may be repeated)",
    "cli.snapshot.several": "several formats ({formats}) need a folder: -o FOLDER/",
    "cli.snapshot.directive": "{what} in {name} stands for nothing; there are {known}, each after %, and %%",
    "cli.snapshot.crossed": "indicators that stand at “{status:status}”: {count}",
    "cli.snapshot.never_read": "sources never read: {sources}; `zhibiao poll` reads them",
    "cli.snapshot.failing": "source {source} fails: {error}",
    "cli.check.about": (
        "tell a monitoring system how all stands, as the Monitoring Plugins do: exit 0 OK, 1 WARNING, 2 CRITICAL, "
        "3 UNKNOWN, also for mistakes in usage and for this help"
    ),
    "cli.diff.about": "say what changed between two snapshots, or two days: exit 1 if anything did, 0 if nothing",
    "cli.diff.old": "a file of `snapshot --format json`, or a day (YYYY-MM-DD)",
    "cli.diff.new": "another one (default: the present)",
    "cli.diff.from": "instead of A: a day, or a file",
    "cli.diff.to": "instead of B: a day, or a file (default: the present)",
    "cli.diff.format": "text, json, or md (Markdown)",
    "cli.diff.output": "file to write, atomically; - is stdout",
    "cli.calendar.about": "list deadlines, reports and steps by their day, what is late first",
    "cli.calendar.unit": (
        "what this reporting unit, by id or name, owes of indicators that have units (may be repeated)"
    ),
    "cli.calendar.remind": (
        "days before each date on which a calendar program reminds of it (ics; may be repeated; default 7)"
    ),
    "cli.calendar.remind_days": "--remind takes days from 0 to {most}, not {value}",
    "cli.calendar.format": "text, json, or ics (iCalendar, for calendar programs)",
    "cli.report.about": "write a report whose template takes every figure by its id (extra `report`; for Word `docx`)",
    "cli.report.template": (
        "a Jinja2 template: FILE.md.j2, FILE.html.j2, or a Word document FILE.docx (default: the packaged sample's)"
    ),
    "cli.report.format": (
        "what it is written in; without a TEMPLATE the packaged one of that format "
        "(default: by the name of the template, or of the output)"
    ),
    "cli.report.allow_missing": "write it even where figures are missing, out of date, or fail a check",
    "cli.completion.about": "print what a shell needs to complete verbs and options",
    "cli.completion.shell": "the shell that reads it",
    "cli.completion.names": "list the names of the configuration instead: id, group, owner, unit, source or check",
    "cli.completion.either": "give SHELL or --names, not both",
    "cli.man.about": "print the manual page: `zhibiao man | man -l -`",
    "cli.explain.about": "say why an indicator stands as it does, with the arithmetic",
    "cli.explain.id": "the indicator's id",
    "cli.explain.unknown": "no indicator is called {id}{nearest}",
    "cli.poll.about": "read every source once, record what changed, and say what that was",
    "cli.poll.reading": "reading",
    "cli.poll.source_ok": "{source}: figures read: {rows}",
    "cli.poll.source_unchanged": "{source}: unchanged",
    "cli.poll.source_doubtful": "{source}: read, but {warning}",
    "cli.poll.source_failed": "{source}: failed: {error}",
    "cli.poll.new": "{series} {period}: {new}",
    "cli.poll.units": "{series} {period}: units: {count}",
    "cli.poll.steps": "{series} {period}: {count} steps",
    "cli.poll.none": "no value ({flag}: {flag:flag})",
    "cli.poll.changed": "{series} {period}: {old} -> {new}",
    "cli.poll.summary": "figures changed: {changes}; sources read: {ok} of {sources}",
    "cli.poll.nothing": "no sources are configured",
    "cli.collect.about": "poll all sources when they are due, until stopped",
    "cli.collect.once": "poll what is due now, then stop",
    "cli.collect.print_unit": "print a hardened systemd unit instead (with --once a timer too)",
    "cli.collect.password": (
        "everybody can read a unit's command line, so no password may stand in it; leave it to ~/.pgpass of the "
        "service's account, or to `store` in {file}"
    ),
    "cli.record.about": "record a figure by hand, or a table of them, each with its document",
    "cli.record.indicator": "the indicator's id",
    "cli.record.value": "a number, a bound such as '<30', or the counts of a ratio: 22/152; none with a flag for none",
    "cli.record.period": "what the figure is about: 2022, 2022-Q4, 2022-M06, 2022-06-30",
    "cli.record.document": "title or number of the document that it stands in; needed",
    "cli.record.section": "where in the document",
    "cli.record.evidence": "what proves it: a file or a document",
    "cli.record.unit": "unit of the roster, or step of the checklist, that it is for: id or name",
    "cli.record.flag": "SDMX flag: P provisional, E estimated, M no value ... (default: A)",
    "cli.record.published": "day of publication (YYYY-MM-DD): since then the figure is known (default: now)",
    "cli.record.note": "a remark; of a correction, its reason",
    "cli.record.from": "CSV table with the columns indicator, value, period, document ... instead; - is stdin",
    "cli.record.nothing_kept": "a store that keeps nothing takes no figures",
    "cli.record.either": "give ID and VALUE, or a table with --from, not both",
    "cli.record.too_long": "the table has more than {limit} bytes",
    "cli.record.columns": "{place}: not a table of figures: {unknown}; it needs indicator, and may have {known}",
    "cli.record.refused": "nothing was recorded; problems: {count}",
    "cli.record.repeated": "figures that the history has already: {count}",
    "cli.record.done": "recorded as {name}; figures: {count}",
    "cli.history.about": "show every version of an indicator's figures, who entered it, when, and from what",
    "cli.history.unit": "only this unit of the roster, or step, by id or name ('' is the whole area)",
    "cli.history.format": "text, json or csv",
    "cli.history.nothing": "there is no figure of {id}{nearest}",
    "cli.verify.about": "prove that nobody changed the history, or name the first seal that does not fit",
    "cli.verify.seal": "a seal that was kept elsewhere, from an older snapshot: it must be in the history",
    "cli.verify.sign": "sign the last seal with this Ed25519 key (PEM), and print that",
    "cli.verify.signed": "what --sign printed once: it must be in the history",
    "cli.verify.key": "the public key (PEM) of --signed",
    "cli.verify.no_seal": "{seal} is no seal: at least {least} of its hexadecimal digits are needed",
    "cli.store.about": "look after the history: check, backup FILE, copy FROM TO, prune --before DATE",
    "cli.store.action": (
        "check: is it whole, and as it was sealed; backup: into a file; copy: into another store; "
        "prune: drop what was replaced"
    ),
    "cli.store.places": "the file of a backup; the two stores of a copy, as paths or postgresql://...",
    "cli.store.before": (
        "drop figures that were replaced before this day (YYYY-MM-DD); every answer about it or later stays"
    ),
    "cli.store.needs": "store {action} takes: {places}",
    "cli.store.nothing_kept": "a store that keeps nothing cannot be copied",
    "cli.store.future": "{date} has not come yet",
    "cli.store.bad_date": "--before takes a day such as 2023-03-06, not {text}",
    "cli.store.written": "wrote {place}, opened it and found it the same",
    "cli.store.pruned": "figures dropped that were replaced before {date}: {count}",
    "cli.schema.about": "say what our data look like, for validators and editors",
    "cli.schema.snapshot": "the JSON Schema of `snapshot --format json`",
    "cli.validate.about": "check indicators.toml and list every problem",
    "cli.validate.well": "{path}: no problems; indicators: {indicators}, sources: {sources}, checks: {checks}",
    "cli.init.about": "write a commented indicators.toml to begin with",
    "cli.init.file": "file to write; it must not exist",
    "cli.init.exists": "{path} exists and was left as it is",
    "cli.init.not_written": "{path} could not be written: {reason:errno}",
    "cli.init.written": "wrote {path}; `zhibiao -c {path}` opens it",
    "cli.unread": "{name}: {error}",
    "cli.unknown_verb": "there is no verb {verb}; the verbs are {verbs}{nearest}",
    "cli.no_day": "{verb} works on the present: it takes no --as-of",
    "cli.bad_date": "--as-of takes a day such as 2023-03-06, not {text}",
    "cli.unrecognized": "not understood: {what}{nearest}",
    "cli.required": "missing: {what}",
    "cli.no_value": "{what} takes a value",
    "cli.choice": "{what} takes one of {choices}, not {value}",
    "cli.bad_value": "{what} cannot be {value}",
    "cli.bug": "a mistake of ours ({kind} at {place}); nothing was lost. Please report this line.",
}
