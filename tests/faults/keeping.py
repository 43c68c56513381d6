"""What goes wrong with the history, and among many users."""

from tests.faults.fault import Fault

__all__ = ["FAULTS"]

_PLACE = "store/test_place.py"
_RIGHTS = "store/test_permissions.py"
_ELECTION = "monitor/test_election.py"
_COLLECTING = "monitor/test_collecting.py"
_POSTGRES = "store/test_postgres.py"
_LOCK = "store/test_postgres_lock.py"
_SHARING = "monitor/test_sharing.py::test_collectors_share_the_sources_and_take_over_from_each_other"
_WORDS = "cli/test_history_faults.py"

FAULTS: dict[str, Fault] = {
    "T1": Fault(
        "kill -9 while writing: nothing acknowledged is lost, nothing is half there",
        "-",
        (
            "store/test_kill.py::test_a_killed_collector_loses_nothing_that_it_acknowledged",
            "store/test_contract.py::test_a_tick_recorded_twice_counts_once",
        ),
    ),
    "T2": Fault(
        "the disk is full: read on, said on every screen, goes on by itself",
        "3, 4",
        (
            "store/test_disk.py::test_a_full_disk_loses_nothing_and_needs_no_repair",
            "cli/test_full_disk.py::test_a_full_disk_has_its_codes_and_its_words",
            "monitor/test_disk.py::test_a_collector_goes_on_by_itself_once_there_is_room",
            "monitor/test_backlog.py::test_what_finds_no_place_becomes_a_gap",
            "cli/test_strike.py::test_a_poll_that_cannot_record_says_so",
            "cli/test_strike.py::test_a_figure_entered_by_hand_is_recorded_or_refused",
            "store/test_strike.py::test_the_tick_that_was_hit_fails_alone",
            "store/test_strike.py::test_a_store_that_cannot_be_opened_says_so_and_opens_the_next_time",
        ),
    ),
    "T3": Fault(
        "no directory, no right to write: path, user and the command that helps",
        "4",
        (
            f"{_PLACE}::test_a_missing_directory_is_named_with_the_command_that_makes_it",
            f"{_PLACE}::test_a_disk_that_is_mounted_read_only_is_named_with_what_mends_it",
            f"{_WORDS}::test_a_missing_directory_is_told_with_the_command",
            f"{_RIGHTS}::test_a_directory_that_cannot_be_written_is_named_with_the_user",
            f"{_RIGHTS}::test_a_file_that_cannot_be_written_or_read_is_named_with_the_user",
            "cli/test_record.py::test_who_may_only_look_is_told_so",
            f"{_POSTGRES}::test_a_role_that_may_only_read_sees_everything_and_writes_nothing",
        ),
    ),
    "T4": Fault(
        "viewers who may not write, and no collector: it opens, and says since when none runs",
        "0, 3",
        (
            f"{_RIGHTS}::test_others_read_after_the_collector_ended",
            f"{_RIGHTS}::test_others_read_after_the_collector_was_killed",
            "monitor/test_viewer.py::test_a_collector_is_running_silent_or_stopped",
            f"{_WORDS}::test_who_looks_on_opens_without_a_collector",
        ),
    ),
    "T5": Fault(
        "what is no store, or a damaged one, is left as it is",
        "4",
        (
            f"{_WORDS}::test_what_is_no_store_is_left_as_it_is",
            f"{_PLACE}::test_what_is_no_store_of_ours_is_left_as_it_is",
            f"{_PLACE}::test_a_damaged_store_is_said_to_be_damaged",
            f"{_PLACE}::test_a_link_into_nothing_creates_nothing",
            "cli/test_proof.py::test_check_looks_at_the_database_too",
        ),
    ),
    "T6": Fault(
        "a store of another version: a newer one refused, an older one migrated by a writer, with a copy",
        "4",
        (
            f"{_WORDS}::test_a_newer_store_is_told_with_both_versions",
            "store/test_schema.py::test_a_newer_store_is_refused_and_left_alone",
            "store/test_schema.py::test_a_writer_migrates_and_leaves_a_copy_of_what_was",
            f"{_POSTGRES}::test_a_store_of_a_newer_program_is_refused",
            f"{_LOCK}::test_a_store_of_version_1_is_brought_to_version_2",
        ),
    ),
    "T7": Fault("network file systems", "4", (f"{_PLACE}::test_a_network_file_system_is_refused",)),
    "T8": Fault(
        "somebody reads for long: the log's size is reported",
        "-",
        (
            "store/test_log.py::test_a_history_that_is_looked_at_holds_no_transaction",
            f"{_COLLECTING}::test_a_log_that_somebody_keeps_from_being_merged_is_reported",
        ),
    ),
    "T9": Fault(
        "NaN, NUL and half characters never reach the store",
        "3",
        (
            "store/test_contract.py::test_what_cannot_be_kept_is_refused_whole",
            "monitor/test_tick.py::test_an_answer_that_cannot_be_kept_fails_its_source_alone",
        ),
    ),
    "T10": Fault(
        "the clock is set: nothing is hidden, nothing is polled twice",
        "-",
        (
            "store/test_contract.py::test_a_clock_set_back_hides_nothing",
            f"{_COLLECTING}::test_a_clock_set_back_stops_nothing_and_is_remembered",
            f"{_COLLECTING}::test_a_clock_that_jumps_ahead_makes_sources_due",
        ),
    ),
    "T11": Fault(
        "PostgreSQL crashes, restarts or ends connections: connected again, lock taken again, epochs compared",
        "3",
        (
            _SHARING,
            f"{_LOCK}::test_who_lost_its_lock_cannot_write_and_begins_anew",
            f"{_LOCK}::test_nobody_writes_what_is_anothers",
            f"{_LOCK}::test_a_connection_that_is_ended_moves_nothing_if_it_is_back_soon",
            "store/test_listening.py::test_who_looks_on_does_not_storm_a_server_that_is_away",
            "store/test_pooler.py::test_a_collector_wants_the_server_itself",
            f"{_POSTGRES}::test_a_crash_of_the_server_loses_nothing_that_was_acknowledged",
            f"{_POSTGRES}::test_a_reader_survives_a_restart",
            f"{_POSTGRES}::test_a_holder_who_lost_the_lock_can_write_nothing_and_stops",
            "monitor/test_postgres.py::test_a_collector_outlives_a_restart_of_the_server",
            "monitor/test_postgres.py::test_a_collector_tells_why_its_server_refuses_and_when_it_no_longer_does",
            "store/test_postgres_refusal.py::test_what_the_server_refuses_is_said_until_it_is_mended",
        ),
    ),
    "T12": Fault(
        "the history is edited: the first bad seal is named",
        "1",
        (
            "store/test_proof.py::test_the_first_bad_seal_is_named",
            "store/test_proof.py::test_every_single_edit_of_a_row_is_found",
            "cli/test_proof.py::test_verify_names_the_first_bad_seal_and_ends_with_1",
            f"{_WORDS}::test_an_edited_history_is_told_by_its_first_bad_seal",
        ),
    ),
    "M1": Fault(
        "many dashboards, one poll an interval",
        "-",
        (
            f"{_ELECTION}::test_many_dashboards_poll_once",
            "e2e/test_sessions.py::test_thirty_sessions",
            "monitor/test_postgres.py::test_a_killed_collectors_sources_go_to_the_next",
            _SHARING,
            "store/test_listening.py::test_an_idle_dashboard_asks_nothing",
        ),
    ),
    "M2": Fault(
        "a second collector is told who holds the lock; in PostgreSQL several share the sources",
        "5",
        (
            f"{_WORDS}::test_a_second_collector_is_told_who_and_since_when",
            f"{_LOCK}::test_they_share_and_everybody_can_see_how_many_they_are",
            f"{_LOCK}::test_who_is_to_be_alone_is_so",
            f"{_ELECTION}::test_a_second_collector_is_told_who_holds_the_lock",
            "cli/test_verbs.py::test_two_collectors_are_one_too_many",
        ),
    ),
    "M3": Fault(
        "a collector that is killed, frozen, cut off, or whose lock is deleted",
        "5",
        (
            _SHARING,
            f"{_LOCK}::test_a_lock_ends_where_no_sign_of_life_comes",
            f"{_ELECTION}::test_the_next_goes_on_where_a_killed_collector_was",
            f"{_ELECTION}::test_a_frozen_collector_is_seen_and_not_replaced",
            f"{_ELECTION}::test_a_collector_whose_lock_file_was_deleted_gives_way",
            "monitor/test_notify.py::test_a_collector_says_when_it_is_ready_alive_and_stopping",
        ),
    ),
    "R1": Fault(
        "ten thousand sources down at once, no descriptors, no memory: done within the interval, and goes on",
        "3",
        (
            "monitor/test_resources.py::test_ten_thousand_sources_that_are_down_are_done_within_their_interval",
            "monitor/test_resources.py::test_a_collector_that_runs_out_of_descriptors_goes_on_when_there_are_some",
            "monitor/test_intake.py::test_what_takes_too_much_memory_fails_alone",
            f"{_COLLECTING}::test_thousands_of_sources_that_are_down_are_done_within_their_interval",
            f"{_COLLECTING}::test_only_changes_of_state_are_told",
        ),
    ),
}
"""By the id that the tests' own sentences use."""
