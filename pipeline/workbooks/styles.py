"""How every workbook looks: one set of formats, one way to open the file.

Here: fonts, colours, number formats, document properties. Not here: what stands on a sheet.

Colours follow the accountant's convention (blue: typed in, black: formula, green: link to another sheet), and never
carry meaning alone: a state is always written in words too.
"""

from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

MONEY = '#,##0.00_);[Red](#,##0.00);"–"_)'
COUNT = '#,##0_);[Red](#,##0);"–"_)'
NUMBER = "#,##0.00"
PERCENT = "0.0%"
DATE = "yyyy-mm-dd"
INK = "#1F2A37"
MUTED = "#5B6675"
HEAD = "#23395B"
LINK = "#1B7A3D"
TYPED = "#1F4FBF"

_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": INK},
    "subtitle": {"font_color": MUTED, "italic": True},
    "section": {"bold": True, "font_size": 12, "font_color": HEAD, "bottom": 2, "bottom_color": HEAD},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEAD,
        "align": "left",
        "indent": 1,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "head_right": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEAD,
        "align": "right",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "head_date": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEAD,
        "align": "right",
        "num_format": DATE,
    },
    "label": {"font_color": INK, "align": "left", "indent": 1},
    "label_bold": {"bold": True, "font_color": INK, "align": "left", "indent": 1},
    "text": {"align": "left", "indent": 1, "num_format": "@", "valign": "top"},
    "wrap": {"align": "left", "indent": 1, "num_format": "@", "text_wrap": True, "valign": "top"},
    "date": {"indent": 1, "num_format": DATE, "align": "left", "valign": "top"},
    "money": {"num_format": MONEY, "valign": "top"},
    "money_link": {"num_format": MONEY, "font_color": LINK, "valign": "top"},
    "money_total": {"num_format": MONEY, "bold": True, "top": 1, "bottom": 6},
    "count": {"num_format": COUNT, "valign": "top"},
    "number": {"num_format": NUMBER, "valign": "top"},
    "percent": {"num_format": PERCENT, "valign": "top"},
    "percent_total": {"num_format": PERCENT, "bold": True, "top": 1, "bottom": 6},
    "input": {"font_color": TYPED, "bg_color": "#FFF8DC", "border": 1, "border_color": MUTED},
    "count_total": {"num_format": COUNT, "bold": True, "top": 1, "bottom": 6},
    "total_label": {"bold": True, "bottom": 6, "align": "left", "indent": 1, "top": 1},
    "verdict": {"bold": True, "font_size": 14, "font_color": INK},
    "good": {"bg_color": "#DDF0E1", "font_color": "#14532D", "bold": True},
    "bad": {"bg_color": "#F8D7DA", "font_color": "#7F1D1D", "bold": True},
    "attention": {"bg_color": "#FFF3CD", "font_color": "#664D03"},
    "attention_wrap": {
        "align": "left",
        "indent": 1,
        "bg_color": "#FFF3CD",
        "font_color": "#664D03",
        "text_wrap": True,
        "valign": "top",
    },
    "sign": {"bottom": 1},
}


def open_workbook(path: Path, *, title: str, as_of: datetime) -> tuple[Workbook, dict[str, Format]]:
    """Open a new workbook and its styles.

    Text from sources never becomes a formula, a number or a link, and the creation date is the as-of date, so the same
    figures give the same bytes.
    """
    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True},
    )
    created = as_of.replace(tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "author": "Tieout", "company": "", "created": created})
    book.set_calc_mode("auto")
    book.formats[0].set_font_name("Calibri")
    book.formats[0].set_font_size(11)
    styles = {name: book.add_format({"font_name": "Calibri", **style}) for name, style in _STYLES.items()}
    return book, styles
