"""What goes wrong on the terminal, with what is written, and with who may see what."""

from tests.faults.fault import Fault

__all__ = ["FAULTS"]

_LIFE = "e2e/test_life.py"
_SESSIONS = "e2e/test_sessions.py"
_SCREEN = "e2e/test_screen.py"
_OUTPUT = "exports/test_output.py"
_CHILDREN = "test_children.py"
_SESSIONS = "e2e/test_sessions.py"

FAULTS: dict[str, Fault] = {
    "X1": Fault(
        "control characters in any text are shown, and never sent",
        "-",
        (
            f"{_SCREEN}::test_hostile_text_is_inert",
            "views/test_panel.py::test_control_characters_in_a_name_are_shown_and_not_sent",
            "reading/test_text.py::test_what_could_steer_a_terminal_is_shown_or_gone",
        ),
    ),
    "X2": Fault(
        "markup in data is text",
        "-",
        (
            "views/test_dashboard.py::test_markup_in_data_is_text",
            "views/test_inert.py::test_no_widget_of_textual_is_given_text",
        ),
    ),
    "X3": Fault(
        "no terminal, one that cannot move its cursor, no Unicode: what to do is said, signs are ASCII",
        "7",
        (
            f"{_LIFE}::test_without_a_terminal_it_says_what_to_do",
            f"{_LIFE}::test_a_terminal_that_cannot_move_its_cursor_is_refused",
            f"{_SCREEN}::test_a_locale_without_unicode_gets_ascii_signs",
        ),
    ),
    "X4": Fault(
        "SIGTERM, SIGHUP, SIGINT: the terminal is as it was",
        "128 + n",
        (f"{_LIFE}::test_signals_restore_the_terminal", f"{_LIFE}::test_ctrl_c_ends_it"),
    ),
    "X5": Fault(
        "a terminal that is gone, stalled, or that nobody looks at",
        "129",
        (
            f"{_LIFE}::test_a_closed_terminal_ends_it",
            f"{_LIFE}::test_a_terminal_that_takes_nothing_cannot_keep_it",
            "e2e/test_lifeline.py::test_half_an_hour_without_a_sign_of_life_is_an_end",
            f"{_SESSIONS}::test_thirty_sessions",
        ),
    ),
    "X6": Fault(
        "a mistake of ours: the terminal is as it was, one line, a report without values",
        "70",
        (f"{_LIFE}::test_a_mistake_of_ours",),
    ),
    "E1": Fault(
        "killed, disk full or failing half-way: the old file stays whole, leftovers go",
        "6",
        (
            f"{_OUTPUT}::test_kill_half_way_keeps_the_old_file",
            f"{_OUTPUT}::test_a_full_disk_keeps_the_old_file",
            f"{_OUTPUT}::test_a_disk_that_fails_keeps_the_old_file",
            f"{_OUTPUT}::test_old_leftovers_are_removed",
        ),
    ),
    "E2": Fault(
        "the output is a link, a folder, a device",
        "6",
        (f"{_OUTPUT}::test_a_link_is_replaced_and_not_followed", f"{_OUTPUT}::test_what_is_no_file_is_refused"),
    ),
    "E3": Fault(
        "text that a spreadsheet would take for a formula",
        "0",
        (
            "exports/test_csv.py::test_text_is_no_formula",
            "exports/test_csv.py::test_a_negative_number_stays_one",
            "exports/test_xlsx.py::test_no_cell_is_a_formula",
        ),
    ),
    "E4": Fault(
        "markup in HTML and Markdown is text; nothing is loaded, only the web is linked",
        "0",
        (
            "exports/test_html.py::test_names_are_text",
            "exports/test_html.py::test_it_needs_nothing_else",
            "exports/test_html.py::test_only_the_web_is_linked",
            "exports/test_md.py::test_data_is_no_markup",
            "cli/test_report.py::test_a_page_escapes_every_value",
        ),
    ),
    "E5": Fault(
        "control characters in a picture",
        "0",
        ("exports/test_svg.py::test_no_illegal_character", "exports/test_svg.py::test_it_is_well_formed"),
    ),
    "E6": Fault(
        "quotes, NaN, stale figures in OpenMetrics and JSON",
        "0",
        (
            "exports/test_openmetrics.py::test_hostile_names_stay_names",
            "exports/test_openmetrics.py::test_a_stale_figure_has_no_sample",
            "exports/test_accepted.py::test_prometheus_has_every_sample_and_no_other",
            "exports/test_json.py::test_no_number_is_a_float_or_not_finite",
        ),
    ),
    "E7": Fault(
        "cron without an environment; two at once",
        "3",
        (
            "cli/test_destination.py::test_a_cron_job_has_no_environment",
            "cli/test_destination.py::test_the_age_of_figures_stands_in_the_header",
            f"{_OUTPUT}::test_two_writers_do_not_disturb_each_other",
            f"{_OUTPUT}::test_readers_never_see_a_part",
        ),
    ),
    "M4": Fault(
        "no way out to a shell, over a real sshd: no command, file transfer, tunnel, variable or key leads there",
        "2, 7",
        (
            f"{_SESSIONS}::test_a_command_of_the_clients_is_not_run",
            f"{_SESSIONS}::test_no_file_is_transferred",
            f"{_SESSIONS}::test_there_is_no_tunnel",
            f"{_SESSIONS}::test_no_variable_of_the_clients_matters",
            f"{_SESSIONS}::test_no_key_leads_out_of_it",
            f"{_CHILDREN}::test_only_the_named_modules_start_a_program",
            f"{_CHILDREN}::test_none_of_them_asks_a_shell",
            f"{_SESSIONS}::test_a_command_of_the_clients_is_not_run",
            f"{_SESSIONS}::test_no_file_is_transferred",
            f"{_SESSIONS}::test_there_is_no_tunnel",
            f"{_SESSIONS}::test_no_variable_of_the_clients_matters",
            f"{_SESSIONS}::test_no_key_leads_out_of_it",
            f"{_LIFE}::test_nobody_is_suspended_whom_nobody_could_wake",
        ),
    ),
    "M5": Fault(
        "who looks at the dashboard sees no secret: none is in the history or in what is exported",
        "-",
        (
            "monitor/test_secrets.py::test_no_secret_gets_into_the_history",
            "cli/test_secret_free.py::test_who_looks_on_needs_no_secret_and_gets_none",
        ),
    ),
    "R2": Fault(
        "a program that floods, forks or will not end: none is run but our own reader of workbooks, within bounds",
        "3",
        (
            f"{_CHILDREN}::test_no_source_runs_a_command",
            "sources/test_workbook.py::test_the_reader_is_bounded_before_it_reads",
            "sources/test_workbook.py::test_what_reads_a_workbook_may_die_of_it",
        ),
    ),
}
"""By the id that the tests' own sentences use."""
