"""What is wrong with an expression, and what a check found."""

TEXT = {
    "check.expression.arguments": "第 {position} 个字符：函数 {word}() 的参数个数不对",
    "check.expression.capital": "第 {position} 个字符：指标编号一律用小写字母，不能写 {character}",
    "check.expression.character": "第 {position} 个字符：表达式中不能出现 {character}",
    "check.expression.deep": "第 {position} 个字符：括号或正负号嵌套超过 {limit} 层",
    "check.expression.digits": "第 {position} 个字符：数字超过 {limit} 位",
    "check.expression.empty": "表达式为空",
    "check.expression.equals": "第 {position} 个字符：判断相等应写作 ==",
    "check.expression.figure": "第 {position} 个字符：{word}() 的参数应为一个指标编号",
    "check.expression.function": "第 {position} 个字符：没有函数 {word}，可用的有 {functions}",
    "check.expression.long": "表达式过长，上限为 {limit}",
    "check.expression.number": "第 {position} 个字符：此处应为数值，不能是比较",
    "check.expression.places": "第 {position} 个字符：round() 的小数位数应为 0 至 10",
    "check.expression.syntax": "第 {position} 个字符：此处不能出现 {word}",
    "check.expression.truth": "第 {position} 个字符：此处应为比较，例如 a <= b",
    "check.expression.unfinished": "表达式不完整",
    "check.unit.clash": "{id} 的单位是 {unit}，{other} 的单位是 {other_unit}，不能相加或比较",
    "check.unit.rank": "{id} 是位次，不能求和或求平均",
}
