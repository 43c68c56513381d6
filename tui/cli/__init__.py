"""The command line: verbs, exit codes; the only place that prints."""


def main(argv: list[str] | None = None) -> int:
    """Run a verb and return its exit code."""
    print("zhibiao", argv)
    return 0
