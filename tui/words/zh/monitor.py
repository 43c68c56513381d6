"""Polling and collecting: what happened, and whether anybody collects."""

TEXT = {
    "monitor.overtime": "读取开始 {seconds} 秒后仍未结束",
    "monitor.unexpected": "程序自身错误（{kind}），请反馈给我们",
    "monitor.nothing_kept": "不保存的历史库不能用于采集",
    "monitor.started": "开始采集，共 {sources} 个数据来源（第 {epoch} 个采集进程）",
    "monitor.stopped": "已停止",
    "monitor.changed": "{count} 个数据为新增或有变化",
    "monitor.source.ok": "{source}：恢复正常",
    "monitor.source.soft": "{source}：读取失败一次，将重试：{error}",
    "monitor.source.failing": "{source}：持续读取失败：{error}",
    "monitor.clock_back": "系统时钟从 {since} 被拨回到 {until}",
    "monitor.unwritten": "历史库无法写入：{error}",
    "monitor.resumed": "历史库已恢复写入",
    "monitor.log_big": "历史库日志已增至 {megabytes} MiB：有进程读取时间过长",
    "monitor.collector.none": "没有需要采集的数据",
    "monitor.collector.never": "从未采集",
    "monitor.collector.starting": "采集进程启动中",
    "monitor.collector.running": "采集中，始于 {since}",
    "monitor.collector.silent": "采集进程（{pid}）自 {since} 起已 {intervals} 个周期无响应",
    "monitor.collector.stopped": "自 {since} 起未在采集",
    "monitor.collector.unwritten": "自 {since} 起历史数据未能写入：{error}",
}
