"""How the web page looks: on a screen, light or dark, wide or narrow, and on A4 paper."""

from base64 import b64encode
from hashlib import sha256
from typing import Final

from tui.exports.markup import DARK, FONTS, LIGHT

__all__ = ["STYLE", "STYLE_DIGEST"]


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


STYLE: Final = f"""
:root{{color-scheme:light dark;{_variables(LIGHT)}}}
@media (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}
*{{box-sizing:border-box}}
body{{margin:0 auto;max-width:84rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 {FONTS}}}
h1{{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}}
h2{{font-size:1.2rem;line-height:1.3;margin:2rem 0 .25rem;padding-top:.5rem;border-top:2px solid var(--ink)}}
a{{color:var(--link)}}
ul,ol{{margin:0;padding:0}}
p{{margin:.25rem 0}}
.notes{{list-style:none;color:var(--quiet)}}
.notes li{{display:inline-block;margin-right:1.5rem}}
.sample{{border:1px solid var(--yellow);border-left-width:.4rem;padding:.4rem .75rem;margin:.75rem 0}}
.counts{{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}}
.counts li{{border:1px solid var(--line);border-radius:.4rem;padding:.3rem .7rem;background:var(--band);
white-space:nowrap}}
.counts b{{font-size:1.15rem;margin-left:.35rem}}
.counts .zero{{background:none;border-style:dashed}}
nav ul{{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}}
.sum{{color:var(--quiet)}}
.sum>span{{display:inline-block;margin-right:1rem}}
.scroll{{overflow-x:auto;margin-top:.5rem}}
.scroll:focus-visible,a:focus-visible{{outline:3px solid var(--link);outline-offset:2px}}
table{{border-collapse:collapse;width:100%;font-size:.92rem}}
th,td{{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line)}}
thead th{{background:var(--band);font-weight:600;vertical-align:bottom;border-bottom:2px solid var(--line)}}
tbody th{{font-weight:600}}
.status{{white-space:nowrap;font-weight:600}}
.num{{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}}
.figures{{table-layout:fixed;min-width:70rem}}
.w-status{{width:7.5rem}}
.w-figure,.w-target{{width:8rem}}
.w-progress{{width:8.5rem}}
.w-indicator{{width:24%}}
.w-origin{{width:10.5rem}}
.figures .num{{white-space:normal}}
.figures .w-figure,.figures .w-target,.figures .w-progress{{text-align:right}}
.whole{{display:inline-block;max-width:100%}}
.id{{display:block;font:400 .8rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--quiet);
overflow-wrap:anywhere}}
.more{{list-style:none;color:var(--quiet);overflow-wrap:anywhere}}
td,th{{overflow-wrap:anywhere}}
.origin{{color:var(--quiet);font-size:.85rem}}
.origin span{{display:block}}
.bar{{display:block;width:100%;height:.7rem;border-radius:.2rem;margin:.2rem 0}}
.track{{fill:var(--track)}}
.tick{{fill:var(--ink)}}
.green{{color:var(--green)}}.yellow{{color:var(--yellow)}}.red{{color:var(--red)}}
.grey,.none{{color:var(--grey)}}
.done{{fill:currentColor}}
.documents{{padding-left:1.5rem}}
footer{{margin-top:2.5rem;padding-top:.5rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.8rem;
overflow-wrap:anywhere}}
@page{{size:A4 landscape;margin:12mm}}
@media print{{
:root{{color-scheme:light;font-size:9pt;{_variables(LIGHT)}}}
body{{max-width:none;padding:0;line-height:1.35}}
h2{{margin-top:5mm;break-after:avoid}}
nav{{display:none}}
.scroll{{overflow:visible}}
.figures{{min-width:0}}
thead{{display:table-header-group}}
tr,.sum,.counts{{break-inside:avoid}}
th,td{{padding:1.2mm 1.6mm}}
.w-status{{width:9%}}.w-figure,.w-target,.w-progress{{width:10%}}.w-origin{{width:15%}}.w-indicator{{width:22%}}
.figures .status{{white-space:normal}}
.counts{{gap:2mm;margin:3mm 0}}
.bar,.counts li,thead th{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
a{{color:inherit;text-decoration:none}}
}}
@media (forced-colors:active){{.done{{fill:Highlight}}.tick{{fill:CanvasText}}.track{{fill:GrayText}}}}
"""

STYLE_DIGEST: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
"""What the page's security policy admits: this style and no other, and nothing else at all."""
