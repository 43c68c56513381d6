"""`python -m tests.sample.templates`: make the packaged page and Word document from the Markdown templates.

The sentences of a report are written once, in `tui/sample/report.LANGUAGE.md.j2`; what a page and a document need
around them is here. `tests/sample/test_templates.py` fails where the packaged files are not what this makes.
"""

import re
import zipfile
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tui.exports.markup import FONTS, LIGHT
from tui.words import LANGUAGES, Language

__all__ = ["FOLDER", "document", "page", "parts"]

FOLDER = Path(__file__).parent.parent.parent / "tui" / "sample"
NOTE = re.compile(r"\{\{ *\"[^\"]+\" *\| *note *\}\}")
TAGS = {"zh": "zh-CN", "en": "en"}
COMMENT = "{# Made from the Markdown template by `python -m tests.sample.templates`. #}\n"
SONG = "\u5b8b\u4f53"
STYLE = f"""
:root{{color-scheme:light}}
body{{margin:0 auto;max-width:46rem;padding:1.5rem;background:{LIGHT["paper"]};color:{LIGHT["ink"]};
font:1rem/1.7 {FONTS}}}
h1{{font-size:1.5rem;line-height:1.3}}
h2{{font-size:1.2rem;margin-top:2rem}}
li{{margin:.4rem 0}}
a{{color:{LIGHT["link"]}}}
.mark a{{text-decoration:none}}
table{{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4}}
th,td{{text-align:left;vertical-align:top;padding:.4rem .6rem;border:1px solid {LIGHT["line"]};overflow-wrap:anywhere}}
thead th{{background:{LIGHT["band"]}}}
tbody th{{font-weight:400}}
.num{{text-align:right;white-space:nowrap}}
.footnotes{{margin-top:2rem;font-size:.85rem;overflow-wrap:anywhere}}
@page{{size:A4;margin:20mm}}
@media print{{body{{max-width:none;padding:0;font-size:10.5pt}}
tr,li{{break-inside:avoid}}h2{{break-after:avoid}}a{{color:inherit}}}}
"""


def lines(language: Language) -> list[str]:
    """The Markdown template's, without its first line, which is a comment of its own."""
    text = (FOLDER / f"report.{language}.md.j2").read_text(encoding="utf-8")
    return [line for line in text.splitlines()[1:] if line]


def page(language: Language) -> str:
    """The template of a page that needs nothing else."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    made = [
        f'{COMMENT}<!DOCTYPE html>\n<html lang="{TAGS[language]}">\n<head>\n<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">',
        f"<title>{{{{ title }}}}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
    ]
    is_listed = False
    for line in lines(language):
        listed = line.startswith(("- ", "{% for", "{% endfor"))
        if listed is not is_listed:
            made.append("<ul>" if listed else "</ul>")
            is_listed = listed
        made.append(_element(line))
    return "\n".join((*made, "</main>\n</body>\n</html>\n"))


def _element(line: str) -> str:
    if line.startswith("# "):
        return f"<h1>{line[2:]}</h1>"
    if line.startswith("## "):
        return f"<h2>{line[3:]}</h2>"
    if line.startswith("- "):
        return f"<li>{line[2:]}</li>"
    return line if line.startswith(("{% ", "{{ figures", "{{ footnotes")) else f"<p>{line}</p>"


def document(language: Language) -> bytes:
    """The template of a Word document, whose marks are superscript and whose table is one."""
    made = Document()
    _lay_out(made, language)
    for line in lines(language):
        _paragraph(made, line)
    made.core_properties.title = "{{ title }}"
    made.core_properties.author = "zhibiao"
    made.core_properties.comments = ""
    package = made.part.package
    for key in [key for key, each in package.rels.items() if each.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    written = BytesIO()
    made.save(written)
    packed = BytesIO()
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in archive.namelist():
            kept.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), archive.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _lay_out(made: Made, language: Language) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.5)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        style = made.styles[name]
        style.font.name = "Times New Roman"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)
    made.styles["Normal"].font.size = Pt(11)
    made.core_properties.language = TAGS[language]


def _paragraph(made: Made, line: str) -> None:
    if line.startswith("# "):
        made.add_paragraph(line[2:], "Title")
    elif line.startswith("## "):
        made.add_paragraph(line[3:], "Heading 1")
    elif line.startswith("{% "):
        made.add_paragraph(line.replace("{% ", "{%p "))
    elif line.startswith("{{ figures"):
        _table(made)
    elif line.startswith("{{ footnotes"):
        for each in ("{%p for note in notes() %}", "[{{ note.number }}] {{ note.text }}", "{%p endfor %}"):
            made.add_paragraph(each)
    else:
        paragraph = made.add_paragraph("", "List Bullet" if line.startswith("- ") else "Normal")
        text, place = line.removeprefix("- "), 0
        for mark in NOTE.finditer(text):
            paragraph.add_run(text[place : mark.start()])
            paragraph.add_run(mark[0]).font.superscript = True
            place = mark.end()
        paragraph.add_run(text[place:])


def _table(made: Made) -> None:
    """As many columns as there are titles: docxtpl repeats a cell between its own two."""
    table = made.add_table(rows=4, cols=3)
    table.style = made.styles["Table Grid"]
    cells = (
        ("{%tc for each in titles() %}", "{{ each }}", "{%tc endfor %}"),
        ("{%tr for line in rows() %}", "", ""),
        ("{%tc for each in line.shown %}", "{{ each }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def parts(data: bytes) -> dict[str, bytes]:
    """What stands in a document's archive, by name; how it is packed is up to the release of a library."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps/")}


if __name__ == "__main__":
    for each in LANGUAGES:
        (FOLDER / f"report.{each}.html.j2").write_text(page(each), encoding="utf-8")
        (FOLDER / f"report.{each}.docx").write_bytes(document(each))
