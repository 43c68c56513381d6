"""What `zhibiao check` says to a monitoring system; the state itself is never translated."""

TEXT = {
    "plugin.line": "ZHIBIAO {state}: {said}",
    "plugin.well": "已评估 {count} 项指标，均无异常",
    "plugin.none": "所选指标均无目标",
    "plugin.count": "{status:status} {count} 项",
    "plugin.count.stale": "陈旧 {count} 项",
    "plugin.count.checks": "勾稽关系不符 {count} 处",
    "plugin.count.sources": "来源未读到 {count} 个",
    "plugin.head": "{title}，截至 {at}，指标 {count} 项",
    "plugin.series": "{state}: {name}：{figure}：{why}",
    "plugin.check": "{state}: 勾稽关系 {name}：{why}",
    "plugin.never_read": "{state}: 来源 {source} 尚未读取",
    "plugin.failing": "{state}: 来源 {source} 读取失败：{error}",
    "plugin.more": "……另有 {count} 项",
    "plugin.bug": "程序自身错误（{kind}，{place}）",
}
