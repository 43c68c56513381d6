"""A person's own keys, and why some of them are refused."""

TEXT = {
    "keys.file": "your own keys were not read: {error}",
    "keys.toml": "{file} is not TOML, so the keys are the usual ones: {error}",
    "keys.shape": "your own keys: {command} wants a key or a list of keys in quotation marks",
    "keys.unknown": "your own keys: there is no command {command}",
    "keys.no_key": "your own keys: {key} is no key, so {command} keeps its own",
    "keys.taken": "your own keys: {key} already means {other}, so {command} keeps its own",
    "keys.more": "{first} (and {count} more)",
}
