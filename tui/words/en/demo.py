"""The demonstration: a year whose figures were made up, and say so."""

TEXT = {
    "demo.title": "Yuexiu rule-of-law government 2022 (demo: made up on the way)",
    "demo.band": "demo, made up on the way",
    "demo.pace": "a day in {seconds} s",
    "demo.still": "stands still",
    "demo.notice": "{band}; {pace}",
    "demo.no_room": "the demonstration cannot begin: {reason:errno}",
    "demo.day": "the demonstration's year goes from {first} to {last}",
    "demo.over": "the year is over: the report's figures",
    "demo.document": "made up for the demonstration",
    "demo.corrected": "made-up correction",
}
