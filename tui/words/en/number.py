"""What is said with numbers."""

TEXT = {
    "number.all_steps": "every required step",
    "number.gap.behind": "{points:.1} points behind plan",
    "number.gap.ahead": "{points:.1} points ahead of plan",
    "number.gap.none": "on plan",
    "number.needed": "{amount} a month needed",
}
