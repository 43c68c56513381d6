"""What is said with numbers."""

TEXT = {
    "number.all_steps": "必做节点全部完成",
    "number.gap.behind": "落后序时 {points:.1} 个百分点",
    "number.gap.ahead": "超前序时 {points:.1} 个百分点",
    "number.gap.none": "与序时进度持平",
    "number.needed": "今后每月需完成 {amount}",
}
