"""The least that Textual can be: what the dashboard is measured against."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Hello(App[None]):
    """One line, which tells how many keys were pressed."""

    keys = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Hello, world")

    def on_key(self, _event: Key) -> None:
        """Answer."""
        self.keys += 1
        self.query_one(Static).update(f"Hello, world {self.keys}")


if __name__ == "__main__":
    Hello().run()
