"""The manual page, beside what the verbs say of themselves."""

TEXT = {
    "manual.title": "User Commands",
    "manual.about": "terminal dashboard for compliance indicators",
    "manual.verb": "VERB",
    "manual.section.name": "NAME",
    "manual.section.synopsis": "SYNOPSIS",
    "manual.section.description": "DESCRIPTION",
    "manual.section.options": "OPTIONS OF EVERY VERB",
    "manual.section.verbs": "VERBS",
    "manual.section.files": "FILES",
    "manual.section.environment": "ENVIRONMENT",
    "manual.section.status": "EXIT STATUS",
    "manual.section.examples": "EXAMPLES",
    "manual.section.see": "SEE ALSO",
    "manual.description": (
        "zhibiao watches compliance indicators: targets stand in indicators.toml, figures come from polled sources, "
        "and every status says why. Without a verb it opens the dashboard.\n"
        "Standard output is data, standard error is narration. An output file is replaced whole or not at all. "
        "What is not known is never shown as well or as failed."
    ),
    "manual.common": "They may stand anywhere; -- ends them. Without a verb -V or --version says which version it is.",
    "manual.files.0": "the definitions, where the command is run",
    "manual.files.1": "the user's, if that is not there; $XDG_CONFIG_HOME is ~/.config where it is not set",
    "manual.files.2": "the system's, if neither is; then the packaged sample",
    "manual.files.3": (
        "the history of each definition file, unless `store` in it or --store names another; $XDG_STATE_HOME is "
        "~/.local/state where it is not set"
    ),
    "manual.environment.0": "the definitions to use, where -c is not given",
    "manual.environment.1": "where the user's definitions lie",
    "manual.environment.2": "where histories are kept",
    "manual.environment.3": "the language, where neither --lang nor the file says one",
    "manual.environment.4": "if set, no colour on standard error and a dashboard without colours",
    "manual.status.0": "done",
    "manual.status.1": "a threshold was crossed (--fail-on), or `verify` or `diff` found a change",
    "manual.status.2": "the command line or the configuration is wrong",
    "manual.status.3": "done, but a source failed, is stale, or was never read",
    "manual.status.4": "the history cannot be used",
    "manual.status.5": "another collector holds the lock",
    "manual.status.6": "the output was not written; the old file is intact",
    "manual.status.7": "no terminal that the dashboard can use",
    "manual.status.8": "a mistake of ours",
    "manual.status.9": "ended by signal n. `check` alone has the codes of the Monitoring Plugins, 0 to 3",
    "manual.examples.0": "in a scheduled job: read, write, and fail if something was missed",
    "manual.examples.1": "for Prometheus, through the node exporter",
    "manual.examples.2": "one line for a monitoring system",
    "manual.examples.3": "what changed between two days",
    "manual.examples.4": "the figures of the annual report, as a Word document",
    "manual.examples.5": "this page",
}
