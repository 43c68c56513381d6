"""The manual page, beside what the verbs say of themselves."""

TEXT = {
    "manual.title": "用户命令",
    "manual.about": "终端里的指标仪表盘",
    "manual.verb": "命令",
    "manual.section.name": "名称",
    "manual.section.synopsis": "用法",
    "manual.section.description": "说明",
    "manual.section.options": "各命令通用的选项",
    "manual.section.verbs": "命令",
    "manual.section.files": "文件",
    "manual.section.environment": "环境变量",
    "manual.section.status": "退出码",
    "manual.section.examples": "示例",
    "manual.section.see": "另见",
    "manual.description": (
        "zhibiao 在终端里看指标：目标写在 indicators.toml 中，数据从各数据来源定时读取，每个状态都说明理由。"
        "不带命令时打开仪表盘。\n"
        "标准输出只有数据，标准错误输出只有说明。输出文件要么整体替换，要么原样不动。不知道的数，既不算好，也不算坏。"
    ),
    "manual.common": "可以写在任何位置；-- 之后不再有选项。不带命令时，-V 或 --version 给出版本号。",
    "manual.files.0": "当前目录下的指标定义",
    "manual.files.1": "没有时用用户目录下的；未设置 $XDG_CONFIG_HOME 时为 ~/.config",
    "manual.files.2": "再没有时用系统目录下的；最后用自带样例",
    "manual.files.3": (
        "各定义文件的历史库，除非文件中的 store 或 --store 另有指定；未设置 $XDG_STATE_HOME 时为 ~/.local/state"
    ),
    "manual.environment.0": "未给 -c 时使用的定义文件",
    "manual.environment.1": "用户的定义文件所在目录",
    "manual.environment.2": "历史库所在目录",
    "manual.environment.3": "--lang 和文件都未指定时的语言",
    "manual.environment.4": "设置后，标准错误输出和仪表盘均不着色",
    "manual.status.0": "正常",
    "manual.status.1": "触及 --fail-on 阈值，或 verify、diff 发现变化",
    "manual.status.2": "用法或配置有误",
    "manual.status.3": "已完成，但有数据来源失败、过期或从未读取",
    "manual.status.4": "历史库不可用",
    "manual.status.5": "另有采集进程持有锁",
    "manual.status.6": "输出未写成，原文件完好",
    "manual.status.7": "没有可用的终端",
    "manual.status.8": "程序自身错误",
    "manual.status.9": "被信号 n 结束。只有 check 使用监控插件的退出码 0 至 3",
    "manual.examples.0": "用于定时任务：读取、写出，有未达标的即以失败退出",
    "manual.examples.1": "供 Prometheus 经 node exporter 读取",
    "manual.examples.2": "供监控系统读取的一行",
    "manual.examples.3": "两个日期之间的变化",
    "manual.examples.4": "年度报告的数据部分，Word 文档",
    "manual.examples.5": "本页",
}
