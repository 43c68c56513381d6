"""The demonstration, in Chinese."""

TEXT = {
    "demo.title": "越秀区法治政府建设 2022（演示：途中数据为虚构）",
    "demo.band": "演示，途中数据为虚构",
    "demo.pace": "一天 = {seconds} 秒",
    "demo.still": "停在这一天",
    "demo.notice": "{band}；{pace}",
    "demo.no_room": "演示无法开始：{reason:errno}",
    "demo.day": "演示的一年从 {first} 到 {last}",
    "demo.over": "一年放完：报告公布的数据",
    "demo.document": "演示用虚构数据",
    "demo.corrected": "虚构的更正",
}
