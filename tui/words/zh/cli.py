"""The command line: help, usage errors, what the verbs say on stderr."""

TEXT = {
    "cli.overview": (
        "用法：zhibiao [命令] [选项]\n\n"
        "zhibiao 在终端里看指标：目标写在 indicators.toml 中，数据从各数据来源定时读取。\n"
        "不带命令时打开仪表盘。\n\n命令："
    ),
    "cli.overview.more": (
        "`zhibiao 命令 --help` 查看该命令的说明。\n"
        "退出码：0 正常；1 触及 --fail-on 阈值；2 用法或配置有误；3 已完成，但有数据来源失败或过期；\n"
        "4 数据库不可用；5 另有采集进程持有锁；6 输出未写成；7 没有可用的终端；70 程序自身错误；\n"
        "128 + n 被信号 n 结束"
    ),
    "cli.usage_heading": "用法：",
    "cli.options": "选项",
    "cli.arguments": "参数",
    "cli.option.help": "显示本说明",
    "cli.option.config": (
        "要读取的 indicators.toml；否则依次查找 $ZHIBIAO_CONFIG、./indicators.toml、用户目录、系统目录、自带样例"
    ),
    "cli.option.store": "改用这个历史库：路径，或 :memory:（不保存）",
    "cli.option.lang": "使用的语言（默认取配置文件，再取系统语言）",
    "cli.option.as_of": "按该日终了时（YYYY-MM-DD）评估，只看当时已知的数据",
    "cli.option.quiet": "除错误外不在标准错误输出任何内容",
    "cli.option.color": "标准错误输出是否着色",
    "cli.watch.about": "打开仪表盘",
    "cli.watch.theme": "配色",
    "cli.watch.ascii": "只用 ASCII 字符绘制",
    "cli.watch.read_only": "只读：不写入，也不启动采集进程",
    "cli.snapshot.about": "输出全部指标及其状态，供人阅读或供脚本使用",
    "cli.snapshot.format": "输出格式",
    "cli.snapshot.output": "写入的文件（整体替换）；- 表示标准输出",
    "cli.snapshot.poll": "先读取全部数据来源，并记录变化",
    "cli.snapshot.id": "只看该指标（可重复；* 代表任意字符）",
    "cli.snapshot.group": "只看该分组（可重复）",
    "cli.snapshot.owner": "只看该责任单位（可重复）",
    "cli.snapshot.status": "只看该状态的指标（可重复）",
    "cli.snapshot.width": "文本格式的列宽",
    "cli.snapshot.fail_on": "所选指标中有该状态时退出码为 1（可重复）",
    "cli.snapshot.crossed": "{count} 个指标状态为{status:status}",
    "cli.snapshot.never_read": "尚未读取过的数据来源：{sources}；可用 `zhibiao poll` 读取",
    "cli.snapshot.failing": "数据来源 {source} 读取失败：{error}",
    "cli.explain.about": "说明一个指标为何是这个状态，并列出计算过程",
    "cli.explain.id": "指标编号",
    "cli.explain.unknown": "没有编号为 {id} 的指标{nearest}",
    "cli.poll.about": "把全部数据来源读取一遍，记录变化并说明",
    "cli.poll.reading": "读取中",
    "cli.poll.source_ok": "{source}：{rows} 个数据",
    "cli.poll.source_unchanged": "{source}：无变化",
    "cli.poll.source_doubtful": "{source}：已读取，但{warning}",
    "cli.poll.source_failed": "{source}：读取失败：{error}",
    "cli.poll.new": "{series} {period}：{new}",
    "cli.poll.units": "{series} {period}：{count} 个单位",
    "cli.poll.changed": "{series} {period}：{old} -> {new}",
    "cli.poll.summary": "{changes} 个数据有变化；{sources} 个数据来源读取成功 {ok} 个",
    "cli.poll.nothing": "未配置数据来源",
    "cli.collect.about": "按各自周期持续读取全部数据来源，直到被停止",
    "cli.collect.once": "只读取当前到期的来源，然后结束",
    "cli.validate.about": "检查 indicators.toml 并列出全部问题",
    "cli.validate.well": "{path}：{indicators} 个指标，{sources} 个数据来源，{checks} 条勾稽关系；没有问题",
    "cli.init.about": "写出一份带注释的 indicators.toml 作为起点",
    "cli.init.file": "要写的文件；必须尚不存在",
    "cli.init.exists": "{path} 已存在，未作改动",
    "cli.init.not_written": "{path} 未能写入：{reason}",
    "cli.init.written": "已写出 {path}；用 `zhibiao -c {path}` 打开",
    "cli.nearest": "（是否想写 {name}？）",
    "cli.unknown_verb": "没有命令 {verb}；可用的命令：{verbs}",
    "cli.bad_date": "--as-of 应为 2023-03-06 这样的日期，而不是 {text}",
    "cli.unrecognized": "无法识别：{what}",
    "cli.required": "缺少：{what}",
    "cli.no_value": "{what} 需要一个值",
    "cli.choice": "{what} 只能取 {choices}，不能是 {value}",
    "cli.bad_value": "{what} 不能是 {value}",
    "cli.ambiguous": "{what} 可能是 {choices}",
    "cli.usage": "用法有误：{what}",
    "cli.bug": "程序自身错误（{kind}，位于 {place}）；数据没有丢失。请把这一行反馈给我们。",
}
