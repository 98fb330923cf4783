"""One module for each kind of trouble; the folder is the registry.

A module has `SCENARIOS`, a tuple of `planning.Scenario`; several closely related ids may share a module.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pipeline.simulator.planning import HOOKS, Scenario


@cache
def load_scenarios() -> tuple[Scenario, ...]:
    """Every scenario, in order of id.

    Raises:
        ValueError: two have the same id, or one acts on a hook that does not exist.
    """
    modules = [import_module(f"{__name__}.{name}") for name in sorted(item.name for item in iter_modules(__path__))]
    found: dict[str, Scenario] = {}
    for scenario in [item for module in modules for item in module.SCENARIOS]:
        if scenario.scenario_id in found:
            raise ValueError(f"two scenarios are called {scenario.scenario_id}")
        if scenario.act and scenario.hook not in HOOKS:
            raise ValueError(f"scenario {scenario.scenario_id} acts on {scenario.hook!r}, which nothing offers")
        found[scenario.scenario_id] = scenario
    return tuple(found[name] for name in sorted(found))


def check_rates(rates: dict[str, float]) -> None:
    """Refuse rates of scenarios that do not exist or cannot be planned.

    Raises:
        ValueError: a name is unknown, comes by itself, or has a negative rate.
    """
    known = {scenario.scenario_id for scenario in load_scenarios() if scenario.act}
    wrong = sorted(name for name, rate in rates.items() if name not in known or rate < 0)
    if wrong:
        raise ValueError(f"no rate can be set for {', '.join(wrong)}: there are {', '.join(sorted(known))}")
