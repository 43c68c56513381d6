"""The file that `zhibiao init` writes."""

TEXT = {
    "starter.file": """\
# 一个单位的指标：衡量什么，目标是多少，数据从哪里来。
# 用 `zhibiao validate` 检查本文件，用 `zhibiao` 打开仪表盘，用 `zhibiao snapshot` 输出数据。
# 以下内容均为示例，请改成本单位要报送的指标。

schema = 1

[dashboard]
title = "本单位指标"
timezone = "Asia/Shanghai"
language = "auto" # 也可写 "zh" 或 "en"

# 分组就是仪表盘上的各个板块。
[groups.education]
name = "普法宣传"

[groups.oversight]
name = "监督制约"

# 年内累计、到期须达到目标值的数量。进度条显示完成了多少，并标出按序时进度今天应到哪里。
[indicators."aides.trained"]
name = "社区法律明白人"
definition = "自1月1日起培训的人数，每人只计一次。"
group = "education"
owner = "司法局"
measure = "value"
accrual = "cumulative"
unit = "PERSONS"
freq = "M" # 每月报送一次，
report_lag = "20d" # 最迟在月末后 20 天报送

[indicators."aides.trained".target]
op = "ge"
value = 800
mode = "reach"
start = 2026-01-01
deadline = 2026-12-31
example = true # 换成自己的目标后删去此行

# 两个数量，以及由它们得出的比率。比率须始终低于限值。
[indicators."cases.concluded"]
name = "审结数"
group = "oversight"
accrual = "cumulative"
unit = "CASES"

[indicators."cases.revoked"]
name = "撤销数"
group = "oversight"
accrual = "cumulative"
unit = "CASES"

[indicators."cases.revoked_rate"]
name = "撤改率"
group = "oversight"
measure = "ratio"
numerator = "cases.revoked"
denominator = "cases.concluded"
unit = "PERCENT"
target = {{ op = "lt", value = 30, mode = "hold", warn_margin = 1.5, example = true }}

# 清单：每个节点都有日期。
[indicators."decision.rules"]
name = "重大决策程序规定"
group = "oversight"
measure = "steps"

[[indicators."decision.rules".steps]]
id = "draft"
name = "起草"
due = 2026-06-30

[[indicators."decision.rules".steps]]
id = "adopted"
name = "印发"
due = 2026-12-31

# 直接写在本文件里的数据，注明出自哪份文件。公布的是界限就照写界限：value = "<30"。
[[observations]]
indicator = "aides.trained"
period = "2026-M03"
value = 180
document = "示例，请换成实际文件"

[[observations]]
indicator = "cases.concluded"
period = "2026-M03"
value = 40

[[observations]]
indicator = "cases.revoked"
period = "2026-M03"
value = 6

# 勾稽关系：各数据之间必须成立的关系。
[checks.outcomes]
expr = "cases.revoked <= cases.concluded"
severity = "error"

# 数据来源按间隔轮询。去掉行首的 # 即可读取含 id、month、count 三列的表格：
# [sources.office]
# type = "file"
# path = "figures.csv" # 相对于本文件的路径
# every = "1m"
# [[sources.office.map]]
# indicator_column = "id"
# period = "month"
# value = "count"

# 也可读取返回 JSON 的地址。密钥取自环境变量，不要写在本文件里：
# [sources.system]
# type = "http"
# url = "https://cases.example/figures.json"
# every = "15m"
# headers = {{ Authorization = "Bearer ${{CASES_TOKEN}}" }}
# [[sources.system.map]]
# indicator = "cases.concluded"
# value = "$.concluded"
# period = "$.month"
""",
}
