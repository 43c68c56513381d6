"""Polling and collecting: what happened, and whether anybody collects."""

TEXT = {
    "monitor.overtime": "did not end {seconds} s after it was asked",
    "monitor.unexpected": "a mistake of ours ({kind}); please report it",
    "monitor.nothing_kept": "a store that keeps nothing cannot be collected into",
    "monitor.started": "collecting from {sources} sources (collector no. {epoch})",
    "monitor.stopped": "stopped",
    "monitor.changed": "{count} figures are new or changed",
    "monitor.source.ok": "{source}: answers again",
    "monitor.source.soft": "{source}: failed once, trying again: {error}",
    "monitor.source.failing": "{source}: failing: {error}",
    "monitor.clock_back": "the clock was set back from {since} to {until}",
    "monitor.unwritten": "the history cannot be written: {error}",
    "monitor.resumed": "the history is written again",
    "monitor.log_big": "the store's log has grown to {megabytes} MiB: somebody reads for too long",
    "monitor.collector.none": "nothing to collect",
    "monitor.collector.never": "never collected",
    "monitor.collector.starting": "collector starting",
    "monitor.collector.running": "collecting since {since}",
    "monitor.collector.silent": "collector (process {pid}) silent for {intervals} intervals, since {since}",
    "monitor.collector.stopped": "collector not running since {since}",
    "monitor.collector.unwritten": "history not written since {since}: {error}",
}
