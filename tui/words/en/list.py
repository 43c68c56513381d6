"""How lists are joined."""

TEXT = {
    "list.separator": ", ",
}
