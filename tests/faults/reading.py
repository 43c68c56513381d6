"""What goes wrong with the configuration and with sources."""

from tests.faults.fault import Fault

__all__ = ["FAULTS"]

_CONFIG = "config/test_refusals.py"
_HTTP = "sources/test_http.py"
_NETWORK = "sources/test_network.py"
_FORTY = "sources/test_ways.py::test_each_is_refused_in_words_within_its_time_and_in_little_memory"
_WORKBOOK = "sources/test_workbook.py"
_FILE = "sources/test_file.py"
_WORD_FOR_WORD = "config/test_problems.py::test_every_problem_is_told_word_for_word"
_REFUSED_WHOLE = f"{_HTTP}::test_what_cannot_be_believed_is_refused_whole"

FAULTS: dict[str, Fault] = {
    "C1": Fault(
        "TOML syntax: file, line and column; a running collector keeps the old file and every screen says so",
        "2",
        (
            f"{_CONFIG}::test_a_syntax_error_has_line_and_column",
            "monitor/test_reload.py::test_a_collector_goes_on_with_the_old_file_and_every_screen_says_so",
            "monitor/test_reload.py::test_a_dashboard_takes_up_a_good_file_and_refuses_a_bad_one",
            "monitor/test_reload_rosters.py::test_a_dashboard_takes_up_a_good_roster_and_refuses_a_bad_one",
            "e2e/test_reload.py::test_a_good_file_is_shown_and_of_a_bad_one_every_screen_tells",
        ),
    ),
    "C2": Fault(
        "byte-order mark taken; GBK, UTF-16 and NUL named",
        "2",
        (f"{_CONFIG}::test_a_byte_order_mark_is_accepted", f"{_CONFIG}::test_a_file_that_is_none_is_refused_in_words"),
    ),
    "C3": Fault(
        "nesting, long keys and huge numbers are refused like any syntax",
        "2",
        ("config/test_linemap.py::test_deep_nesting_is_no_recursion", _WORD_FOR_WORD),
    ),
    "C4": Fault(
        "every mistake at once, at its key, with the nearest name",
        "2",
        (_WORD_FOR_WORD, "cli/test_verbs.py::test_validate_lists_every_problem_with_its_line"),
    ),
    "C5": Fault("the same id twice: both places", "2", (_WORD_FOR_WORD,)),
    "C6": Fault(
        "a file that is away or empty while an editor saves; a pipe or a device is none",
        "2",
        (
            "monitor/test_reload.py::test_a_file_that_was_away_for_a_moment_is_no_news",
            "monitor/test_reload.py::test_a_bad_file_is_refused_until_it_is_mended",
            "monitor/test_reload_rosters.py::test_a_roster_that_is_gone_is_refused_where_it_is_named",
            f"{_CONFIG}::test_a_file_that_is_none_is_refused_in_words",
        ),
    ),
    "C7": Fault(
        "a secret in a file that others may read is refused and never repeated",
        "2",
        ("config/test_problems.py::test_a_secret_is_never_repeated", _WORD_FOR_WORD),
    ),
    "C8": Fault(
        "a secret that is missing or lies open fails its source alone",
        "3",
        (
            f"{_CONFIG}::test_an_unset_secret_is_no_problem_of_the_file",
            "sources/test_secret.py::test_what_is_wrong_with_a_secret_is_said_without_it",
            "sources/test_secret.py::test_a_missing_secret_sends_nothing",
        ),
    ),
    "C9": Fault(
        "user and password in an address, other schemes, control characters",
        "2",
        (f"{_CONFIG}::test_an_address_is_plain_http",),
    ),
    "C10": Fault(
        "a source that runs a command: there is none, nor a switch for one",
        "2",
        ("test_children.py::test_no_source_runs_a_command", _WORD_FOR_WORD),
    ),
    "H1": Fault(
        "nobody listens, no such host, bad certificates, plain HTTP on a TLS port",
        "3",
        (
            f"{_NETWORK}::test_nobody_listens",
            f"{_NETWORK}::test_no_such_host",
            f"{_NETWORK}::test_a_bad_certificate_is_named_by_what_is_wrong",
            f"{_NETWORK}::test_plain_http_on_a_tls_port_is_told_from_a_bad_certificate",
        ),
    ),
    "H2": Fault(
        "what hangs, drips or floods is cut at the deadline",
        "3",
        (
            f"{_HTTP}::test_the_deadline_is_for_the_whole_exchange",
            _FORTY,
            f"{_NETWORK}::test_a_handshake_that_hangs_is_cut",
            "monitor/test_intake.py::test_who_lets_us_wait_gives_its_turn_to_the_next",
        ),
    ),
    "H3": Fault("a stuck resolver holds up nobody else", "3", (f"{_NETWORK}::test_stuck_lookups_hold_up_nobody",)),
    "H4": Fault(
        "429, 502, 503, 504: at most two more tries, Retry-After obeyed, retries stay rare",
        "3",
        (
            f"{_HTTP}::test_what_another_try_may_mend_says_so",
            "monitor/test_intake.py::test_there_are_at_most_two_more_tries",
            "monitor/test_intake.py::test_retries_stay_rare_when_everything_fails",
        ),
    ),
    "H5": Fault(
        "other codes, a login page, the wrong type",
        "3",
        (_REFUSED_WHOLE, f"{_HTTP}::test_a_login_page_is_no_answer"),
    ),
    "H6": Fault(
        "redirects are named and not followed; where asked for, at most three within the origin",
        "3",
        (
            f"{_HTTP}::test_a_redirect_is_named_and_not_followed",
            f"{_HTTP}::test_a_redirect_within_the_origin_is_followed_where_that_was_asked_for",
            f"{_HTTP}::test_a_redirect_to_another_origin_is_never_followed",
        ),
    ),
    "H7": Fault(
        "endless bodies and bombs are cut, and cost little memory",
        "3",
        (f"{_NETWORK}::test_bombs_and_endless_answers_cost_little_memory", _FORTY),
    ),
    "H8": Fault("an answer cut short is never a shorter list", "3", (_REFUSED_WHOLE,)),
    "H9": Fault("strange encodings, two lengths, HTTP/0.9, long headers", "3", (_REFUSED_WHOLE,)),
    "H10": Fault(
        "304 without a copy: asked once more without conditions",
        "3",
        (f"{_HTTP}::test_not_modified_since_nothing_is_asked_once_more",),
    ),
    "H11": Fault(
        "JSON with NaN, the same key twice, deep nesting, huge numbers: named by path",
        "3",
        (
            "reading/test_document.py::test_what_is_refused_and_where",
            "reading/test_document.py::test_nesting_is_bounded_at_a_hundred",
        ),
    ),
    "H12": Fault(
        "a path that is missing, null, empty, or text where a number should be",
        "3",
        ("sources/test_mapping.py::test_what_a_document_lacks_is_named_by_its_path",),
    ),
    "H13": Fault(
        "addresses where credentials are handed out, judged by the connected peer",
        "3",
        (
            f"{_NETWORK}::test_addresses_where_credentials_are_handed_out",
            f"{_NETWORK}::test_no_connection_is_made_there",
            "sources/test_proxy.py::test_no_proxy_is_sent_where_credentials_are_handed_out",
        ),
    ),
    "H14": Fault(
        "an answer too old or from the future is taken and said",
        "3",
        (
            f"{_HTTP}::test_an_old_answer_is_taken_and_called_stale",
            f"{_HTTP}::test_an_answer_from_the_future_is_taken_and_said",
        ),
    ),
    "F1": Fault(
        "missing, forbidden, pipe, device, directory, too large: refused at once",
        "3",
        (
            "reading/test_file.py::test_anything_else_is_refused_at_once",
            f"{_FILE}::test_what_is_no_file_of_figures_is_refused_at_once",
        ),
    ),
    "F2": Fault("a file that keeps changing", "3", (f"{_FILE}::test_a_file_that_keeps_changing_is_not_believed",)),
    "F3": Fault(
        "a file older than max_age",
        "3",
        (
            f"{_FILE}::test_an_old_file_is_taken_and_called_stale",
            "cli/test_verbs.py::test_an_old_file_is_3_though_its_figures_are_taken",
        ),
    ),
    "F4": Fault(
        "CSV that does not fit: named by row",
        "3",
        (
            "reading/test_table.py::test_what_is_refused_and_where",
            f"{_FILE}::test_a_table_that_is_wrong_is_refused_whole",
        ),
    ),
    "F5": Fault(
        "what only looks like a number",
        "3",
        ("reading/test_number.py::test_what_only_looks_like_a_number_is_none",),
    ),
    "F6": Fault("what is no workbook is told apart", "3", (f"{_WORKBOOK}::test_what_is_no_workbook_is_told_apart",)),
    "F7": Fault(
        "workbooks made to overwhelm: refused, or their reader dies alone",
        "3",
        (
            f"{_WORKBOOK}::test_a_workbook_made_to_overwhelm_is_too_large",
            f"{_WORKBOOK}::test_a_sheet_that_declares_entities_is_refused",
            f"{_WORKBOOK}::test_a_far_corner_is_only_far_away",
            f"{_WORKBOOK}::test_what_reads_a_workbook_may_die_of_it",
        ),
    ),
    "F8": Fault(
        "a wrong dimension hides no row; a formula never calculated is an error",
        "3",
        (
            f"{_WORKBOOK}::test_what_a_sheet_says_of_its_size_is_not_believed",
            f"{_WORKBOOK}::test_a_formula_without_saved_value_is_an_error_and_not_nothing",
        ),
    ),
    "S1": Fault(
        "a database that refuses, a wrong password, a dead wire: within the deadline, no password shown",
        "3",
        (
            "sources/test_postgres.py::test_a_password_that_is_wrong_or_missing",
            "sources/test_postgres.py::test_a_server_that_is_not_there",
            "sources/test_postgres.py::test_a_wire_that_goes_dead_is_given_up_at_the_deadline",
        ),
    ),
    "S2": Fault(
        "a query that runs on or brings too much: stopped, never the first rows of it",
        "3",
        (
            "sources/test_postgres.py::test_a_query_that_runs_on_is_stopped_on_the_server",
            "sources/test_postgres.py::test_a_result_beyond_bounds_is_an_error_and_not_its_beginning",
            "sources/test_sqlite.py::test_a_result_beyond_bounds_is_an_error_and_not_its_beginning",
        ),
    ),
    "S3": Fault(
        "a query can do nothing but read",
        "3",
        (
            "sources/test_postgres.py::test_a_query_can_do_nothing_but_read",
            "sources/test_sqlite.py::test_a_query_can_do_nothing_but_read",
        ),
    ),
    "S4": Fault(
        "a role that could do more than read",
        "3",
        (
            "sources/test_postgres.py::test_a_role_that_could_do_more_than_read_is_refused",
            "sources/test_postgres.py::test_a_superuser_is_refused",
        ),
    ),
    "S5": Fault(
        "a SQLite source that is missing, locked or none",
        "3",
        (
            "sources/test_sqlite.py::test_a_file_that_is_missing_is_not_created",
            "sources/test_sqlite.py::test_a_locked_database_is_waited_for_until_the_deadline",
            "sources/test_sqlite.py::test_what_is_no_database_is_said",
        ),
    ),
}
"""By the id that the tests' own sentences use."""
