"""A person's own keys, and why some of them are refused."""

TEXT = {
    "keys.file": "自定义按键未能读取：{error}",
    "keys.toml": "{file} 不是有效的 TOML，按键保持默认：{error}",
    "keys.shape": "自定义按键：{command} 应为带引号的按键或按键列表",
    "keys.unknown": "自定义按键：没有名为 {command} 的命令",
    "keys.no_key": "自定义按键：{key} 不是按键，{command} 保持默认",
    "keys.taken": "自定义按键：{key} 已用于 {other}，{command} 保持默认",
    "keys.more": "{first}（另有 {count} 处）",
}
