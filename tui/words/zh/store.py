"""The history: where it stands, why it cannot be used, who collects into it."""

TEXT = {
    "store.kind": "不支持 {kind}:// 形式的历史库；请给出路径或 sqlite:///路径",
    "store.directory.missing": "历史库所在目录 {path} 不存在；可执行 {command} 创建",
    "store.directory.unwritable": "用户 {uid} 无权写入历史库所在目录 {path}（属于用户 {owner}）；可执行 {command} 更改",
    "store.not_a_file": "历史库 {path} 不是普通文件",
    "store.dangling": "历史库 {path} 是指向 {target} 的链接，而后者不存在；未创建任何文件",
    "store.empty": "历史库 {path} 是空文件；请从备份恢复，或删除该文件后重新开始",
    "store.not_a_database": "{path} 不是 SQLite 数据库，未作改动",
    "store.foreign": "{path} 是其他程序的数据库，未作改动",
    "store.damaged": "历史库 {path} 已损坏，未作改动；请从备份恢复",
    "store.newer": "历史库 {path} 的版本为 {found}，本程序只认识 {known} 及以下版本",
    "store.older": "历史库 {path} 的版本为 {found}；运行采集或 `zhibiao poll` 后升级到版本 {known}",
    "store.network": "历史库 {path} 位于网络或用户态文件系统（{kind}），无法可靠保存；请使用本地磁盘或 PostgreSQL",
    "store.full": "历史库 {path} 所在磁盘已满",
    "store.failed": "历史库 {path} 不可用：{reason}",
    "store.busy": "另一进程正在写入历史库 {path}",
    "store.read_only": "此处只能读取历史库 {path}",
    "store.unwritable": "用户 {uid} 无权写入历史库 {path}（属于用户 {owner}）",
    "store.viewer": (
        "用户 {uid} 对历史库 {path} 只有读取权限，未录入；可由其所有者执行：{command}"
    ),
    "store.unreadable": "用户 {uid} 无权读取历史库 {path}",
    "store.unfit.number": "{indicator} {period}：不是有限的数",
    "store.unfit.text": "{indicator} {period}：文字过长或含有无效字符，无法保存",
    "store.unfit.instant": "{indicator} {period}：记录时刻缺少时区",
    "store.gap.unknown": "原因不明",
    "store.lock.held": "另有采集进程持有锁：{host} 上的进程 {pid}，始于 {since}",
    "store.lock.held_by_unknown": "另有进程持有锁 {path}",
    "store.lock.lost": "锁 {path} 已被另一采集进程取得",
}
