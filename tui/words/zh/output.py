"""Why something was not written."""

TEXT = {
    "output.format": "没有 {format} 格式；可用格式：{formats}",
    "output.extra": "格式 {format} 所需组件未安装：pip install 'zhibiao[{extra}]'",
    "output.rows": "格式 {format} 最多容纳 {most} 个序列",
    "output.select.id": "没有编号为 {name} 的指标",
    "output.select.group": "没有指标属于分组 {name}",
    "output.select.owner": "没有指标属于责任单位 {name}",
    "output.select.unit": "没有单位 {name} 的数据",
    "output.select.status": "没有名为 {name} 的状态",
    "output.select.empty": "所选范围为空：没有同时符合全部条件的指标",
    "output.full": "{path} 未写入：空间不足（{error}）；原文件完好",
    "output.denied": "{path} 未写入：没有权限（{error}）；原文件完好",
    "output.no_folder": "{path} 未写入：所在文件夹不存在",
    "output.long_name": "{path} 未写入：文件名过长",
    "output.name": "{path} 未写入：不能用作文件名",
    "output.folder": "{path} 未写入：这是一个文件夹",
    "output.device": "{path} 未写入：不是普通文件；输出到标准输出请写 -",
    "output.failed": "{path} 未写入（{error}）；原文件完好",
    "output.closed": "标准输出已关闭，无处可写",
    "output.stdout": "标准输出未能写入（{error}）",
    "output.unsettled": "{path} 已写入，但磁盘未确认落盘（{error}）",
}
