"""The dashboard as lines, for screen readers."""

TEXT = {
    "plain.help": "不用屏幕界面：先列出未亮绿灯的指标，此后每有变化输出一行（供读屏软件使用）",
    "plain.head": "{title}，截至 {day}",
    "plain.past": "这是历史视图，按当时所知。",
    "plain.standing": "{status}：{name}：{said}",
    "plain.figure": "现值 {figure}",
    "plain.target": "目标值 {target}",
    "plain.owner": "责任单位 {owner}",
    "plain.separator": "；",
    "plain.unit": "{name}（{unit}）",
    "plain.green": "绿灯：有目标的 {judged} 项中 {green} 项，共 {total} 项。",
    "plain.follows": "此后逐条播报变化，按 Ctrl-C 结束。",
    "plain.first": "首次取得数值 {count} 项，来自 {sources}。绿灯：有目标的 {judged} 项中 {green} 项。",
    "plain.news": "{name}：{said}",
    "plain.moved": "{what}由 {old} 变为 {new}",
    "plain.word.figure": "数值",
    "plain.word.status": "状态",
    "plain.units": "{name}：{count} 个单位有变化",
    "plain.check": "勾稽关系 {name}：{result}：{why}",
    "plain.source": "来源 {id}：{state}",
    "plain.source_error": "来源 {id}：{state}：{error}",
}
