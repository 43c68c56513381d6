"""Reports written from templates."""

TEXT = {
    "report.syntax": "{name}:{line}：模板有误：{error}",
    "report.failed": "{name}:{line}：{error}",
    "report.refused": "{name} 未生成：{problems}",
    "report.unknown": "没有编号为 {id} 的指标{nearest}",
    "report.missing": "{id} 没有数（{why}）",
    "report.stale": "{id} 的数已过时（{period}）",
    "report.check": "{id} 不符合勾稽关系 {check}",
    "report.no_percent": "{id} 的单位不是百分比",
    "report.no_tier": "{id} 没有 {level} 这一级",
    "report.none": "无",
    "report.computed": "由其他数在此算出",
    "report.computed_from": "在此算出，依据：{cited}",
    "report.vintage": "{cited}（{since} 起已知）",
    "report.unreadable": "{name}：{error}",
}
