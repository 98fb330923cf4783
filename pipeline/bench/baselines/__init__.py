"""What people use today, as tools to be scored: each module has `reconcile(bank, evidence) -> Statement`.

The folder is the registry. Here also: finding them. Not here: reading files (`pipeline.bench.inputs`).
"""

import importlib
import pkgutil
from collections.abc import Callable

import pandas as pd

from pipeline.bench.statement import Statement

Baseline = Callable[[pd.DataFrame, pd.DataFrame], Statement]


def load_baselines() -> dict[str, Baseline]:
    """Every baseline by name, sorted."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").reconcile for name in names}
