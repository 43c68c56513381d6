"""What `zhibiao check` says to a monitoring system; the state itself is never translated."""

TEXT = {
    "plugin.line": "ZHIBIAO {state}: {said}",
    "plugin.well": "all as they should be; indicators judged: {count}",
    "plugin.none": "none of what is selected has a target",
    "plugin.count": "{count} {status:status}",
    "plugin.count.stale": "{count} stale",
    "plugin.count.checks": "checks failing: {count}",
    "plugin.count.sources": "sources not read: {count}",
    "plugin.head": "{title}, as of {at}; indicators: {count}",
    "plugin.series": "{state}: {name}: {figure}: {why}",
    "plugin.check": "{state}: check {name}: {why}",
    "plugin.never_read": "{state}: source {source} was never read",
    "plugin.failing": "{state}: source {source} fails: {error}",
    "plugin.more": "... and {count} more",
    "plugin.bug": "a mistake of ours ({kind} at {place})",
}
