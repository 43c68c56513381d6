"""Figures entered by hand: why one is not taken."""

TEXT = {
    "entry.document": "手工录入须注明出处文件",
    "entry.reason": "{period} 已有不同的数；更正须说明理由（--reason，或 note 列）",
    "entry.twice": "同一序列同一报告期在此出现两次",
    "entry.published": "应为 2023-03-06 这样的日期，而不是 {found}",
    "entry.future": "{found} 尚未到来",
}
