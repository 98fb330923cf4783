"""Data Docs that open offline: Great Expectations' pages without one outside request, behind an index of our own.

Here: building the pages, cutting their links to other hosts, our style sheet and index. Not here: what is expected
(`schemas/plausibility/`) and running it (`plausibility`).
"""

import html
import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Protocol

OUTSIDE_ELEMENTS = re.compile(
    r"<script[^>]*\bsrc=\"[^\"]*\"[^>]*>\s*</script>|<link[^>]*>|<img[^>]*>|<script\b.*?</script>",
    re.DOTALL | re.IGNORECASE,
)
OUTSIDE_ADDRESS = re.compile(
    r"\b(href|src|action)=\"(?:https?:)?//[^\"]*\"|@import[^;]*;|url\(['\"]?(?:https?:)?//[^)]*\)"
)
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#1f2a37;max-width:1000px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}table{border-collapse:collapse;width:100%}td,th{padding:.4rem .6rem;text-align:left;
border-bottom:1px solid #d7dde5;vertical-align:top}th{color:#5b6675;font-weight:600}
.passed{color:#14532d;font-weight:600}.warned{color:#7f1d1d;font-weight:600}.nav-link,.breadcrumb{display:inline-block;
margin-right:1rem}nav,.navbar,footer,.footer,#ge-cta-footer{display:none}
"""


class Verdict(Protocol):
    """What the index shows of an expectation."""

    suite: str
    question: str
    says: str
    passed: bool
    measured: bool


def write_data_docs(context: object, folder: Path, verdicts: Iterable[Verdict], as_of: date) -> None:
    """Write the pages of every suite that ran into `folder`, and an index in words; the pages ask no other host."""
    site = {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
    }
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    context.add_data_docs_site(site_name="snapshot", site_config=site)
    context.build_data_docs()
    shutil.rmtree(folder / "static", ignore_errors=True)
    for page in folder.rglob("*.html"):
        page.write_text(_cut_outside(page.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "index.html").write_text(_render_index(folder, verdicts, as_of), encoding="utf-8")


def _cut_outside(page: str) -> str:
    """The page without scripts, images and addresses of other hosts, with our style sheet in its head."""
    page = OUTSIDE_ADDRESS.sub("", OUTSIDE_ELEMENTS.sub("", page))
    return page.replace("</head>", f"<style>{STYLE}</style></head>", 1)


def _render_index(folder: Path, verdicts: Iterable[Verdict], as_of: date) -> str:
    rows = []
    for verdict in verdicts:
        pages = sorted((folder / "validations" / verdict.suite).rglob("*.html"))
        name = html.escape(verdict.suite.replace("_", " "))
        link = f'<a href="{pages[-1].relative_to(folder).as_posix()}">{name}</a>' if pages else name
        state = ("passed" if verdict.passed else "warned") if verdict.measured else "nothing to judge"
        rows.append(
            f"<tr><td>{link}</td><td>{html.escape(verdict.question)}</td><td>{html.escape(verdict.says)}</td>"
            f'<td class="{state.split(maxsplit=1)[0]}">{state}</td></tr>'
        )
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Plausibility as of {as_of}</title>"
        f"<style>{STYLE}</style></head><body><h1>Is it plausible? As of {as_of}</h1>"
        "<p>A warning here asks for a look. It does not stop publishing; what must be true is tested elsewhere.</p>"
        "<table><thead><tr><th>Suite</th><th>Question</th><th>Expectation</th><th>Result</th></tr></thead><tbody>"
        f"{''.join(rows)}</tbody></table></body></html>"
    )
