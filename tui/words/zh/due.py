"""What is owed when."""

TEXT = {
    "due.head": "{title}：到期事项，截至 {at}",
    "due.nothing": "没有到期事项",
    "due.late": "超期 {count} 项",
    "due.ahead": "待办 {count} 项",
    "due.today": "今天",
    "due.in.one": "还有 {count} 天",
    "due.in.other": "还有 {count} 天",
    "due.overdue.one": "超期 {count} 天",
    "due.overdue.other": "超期 {count} 天",
    "due.kind.deadline": "完成期限",
    "due.kind.closing": "年终补报截止",
    "due.kind.report": "报送{period:long}数据",
    "due.kind.yearly": "年度报送",
    "due.kind.step": "节点：{step}",
    "due.summary": "{name}：{what}",
    "due.mark": "【超期】",
}
