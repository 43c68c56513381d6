"""indicators.toml changes under an open dashboard: a good one is shown, of a bad one every screen tells (C1, C6)."""

from tests.e2e.place import Place

MORE = """
[indicators.newcomer]
name = { zh = "Newcomer", en = "Newcomer" }
unit = "PERSONS"
[[observations]]
indicator = "newcomer"
period = "2022"
value = 41
"""


def test_a_good_file_is_shown_and_of_a_bad_one_every_screen_tells(place: Place) -> None:
    config = place.config
    good = config.read_text(encoding="utf-8")
    with place.open() as terminal:
        config.write_text(good + MORE, encoding="utf-8")
        terminal.wait_for("Newcomer")
        terminal.wait_for("41 persons")
        config.write_text(good.replace("schema = 1", "schema = "), encoding="utf-8")
        terminal.wait_for("rejected")
        assert terminal.row("Newcomer"), "the old one stays"
        below = terminal.text
        missing = []
        for key in ("s", "c", "n", "d", "?", "\r"):
            terminal.send(key)
            terminal.settle(1.0)
            assert terminal.text != below, f"{key!r} opens a page"
            if "rejected" not in terminal.text:
                missing.append((key, terminal.text[:320]))
            terminal.send("\x1b")
            terminal.settle(1.0)
        assert missing == []
        config.write_text(good, encoding="utf-8")
        terminal.wait_for(lambda: "rejected" not in terminal.text)
        assert "Newcomer" not in terminal.text
        terminal.send("q")
        assert terminal.exit_code() == 0
