"""Why something was not written."""

TEXT = {
    "output.format": "no format {format}; there are: {formats}",
    "output.extra": "the format {format} needs a part that is not installed: pip install 'zhibiao[{extra}]'",
    "output.rows": "the format {format} holds at most {most} series",
    "output.select.id": "no indicator has the id {name}",
    "output.select.group": "no indicator belongs to a group {name}",
    "output.select.owner": "no indicator belongs to an owner {name}",
    "output.select.unit": "no figure is of a unit {name}",
    "output.select.status": "no status {name}",
    "output.select.empty": "the selection is empty: no indicator fits all of it",
    "output.full": "{path} was not written: no room left ({error}); what stood there is intact",
    "output.denied": "{path} was not written: not allowed ({error}); what stood there is intact",
    "output.no_folder": "{path} was not written: its folder does not exist",
    "output.long_name": "{path} was not written: the name is too long",
    "output.name": "{path} was not written: no file can have this name",
    "output.folder": "{path} was not written: it is a folder",
    "output.device": "{path} was not written: it is no regular file; for standard output write -",
    "output.failed": "{path} was not written ({error}); what stood there is intact",
    "output.closed": "standard output is closed: there is nowhere to print to",
    "output.stdout": "standard output could not be written ({error})",
    "output.unsettled": "{path} was written, but the disk did not confirm it ({error})",
}
