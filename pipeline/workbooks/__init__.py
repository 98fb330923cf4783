"""Excel workbooks: one file a workbook, one file a shared concern. Only this folder knows XlsxWriter.

A workbook is a module here that has `write(con, path)`: `con` is a read-only connection to a snapshot's warehouse,
`path` the file to write. The file's name is the workbook's name; the folder listing is the registry.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType


def load_workbooks() -> dict[str, ModuleType]:
    """Every workbook of this folder by name, in alphabetical order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    modules = {name: import_module(f"{__name__}.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "write")}
