"""A proposed layout as the YAML a person reads, mends and keeps.

Here: the text. Not here: what stands in it (`pipeline.onboarding.proposal`), the file (`pipeline.commands.onboarding`).
"""

from typing import Any

import yaml


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: a person reads it."""

    def ignore_aliases(self, _data: Any) -> bool:
        """No anchors."""
        return True


def write(content: dict[str, Any]) -> str:
    """The layout as YAML, with a head that says what to look at."""
    head = (
        "# Proposed from one export. Look at signs, dates and constants before it is trusted; delete what is wrong.\n"
    )
    style = {"sort_keys": False, "allow_unicode": True, "width": 118, "default_flow_style": None}
    return head + yaml.dump(content, Dumper=_Plain, **style)
