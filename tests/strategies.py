"""Hypothesis strategies: plans made from the numbering vocabulary."""

from __future__ import annotations

from hypothesis import strategies as st

from planparse.numbering import STYLES

HEADINGS = ["加强组织领导", "完善标准体系", "推动产业升级", "培育骨干企业", "优化营商环境", "建设示范基地",
            "强化人才支撑", "扩大开放合作", "健全工作机制", "提升服务水平", "深化改革创新", "保障资金投入"]  # fmt: skip
BODIES = ["各有关单位要压实责任，细化措施，确保各项任务按期落实到位，形成上下联动、齐抓共管的工作格局。",
          "围绕重点产业链，引进一批龙头企业，培育一批专精特新企业，推动上下游协同配套，提升本地化率。",
          "统筹用好各类资金，完善多元投入机制，加强绩效管理，引导社会资本参与建设和运营，提高使用效益。"]  # fmt: skip
MARKS = ["一、", "（一）", "(二)", "1.", "2．", "①", "——", "一是", "第一章", "第三条", "专栏1", "附件1", "附件：", "、", "。", "；",
         "：", "\n", "\n\n", "　　", "　", "\t", "\r\n", "\x0b", "\u2028", "加强领导", "到2025年达到50%以上", "2025年", "50%以上",
         "（责任单位：市科技局）", "《规划》", "《", "》", "（", "）", "目录", "……", "……………3", "- 3 -", "2.5", "1.1", "１", "a.",
         "會(huì)", "?笆奈濉逼陂g", "问：", "🙂", " | ", "序号\n任务\n责任单位\n1\n", "指标 2025年 属性\n", "┌─┬─┐\n│"]  # fmt: skip
"""Numbers, marks and scraps that decide how a line is read."""
TOP = ["总体要求", "主要任务", "保障措施", "重点工程", "工作步骤"]


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan with 一、 （一） and sometimes 1. levels, as its lines."""
    lines = [
        "青泽县冷链物流高质量发展行动方案",
        "为推动冷链物流高质量发展，结合我县实际，制定本行动方案，现就有关事项明确如下。",
    ]
    for i, top in enumerate(TOP[: draw(st.integers(2, 4))], 1):
        lines.append(STYLES["han-comma"].write(i) + top)
        for j in range(1, draw(st.integers(1, 3)) + 1):
            lines.append(STYLES["han-paren"].write(j) + draw(st.sampled_from(HEADINGS)))
            if draw(st.booleans()):
                for k in range(1, draw(st.integers(2, 3)) + 1):
                    heading, body = draw(st.sampled_from(HEADINGS)), draw(st.sampled_from(BODIES))
                    lines.append(f"{STYLES['arabic-dot'].write(k)}{heading}。{body}")
            else:
                lines.append(draw(st.sampled_from(BODIES)))
    return "\n".join(lines) + "\n"
