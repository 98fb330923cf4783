"""A child process that cannot outlive us: `python -m pipeline.bound <parent pid> <module> <arguments>`.

Here: binding a child to its parent's life, so that no orphan keeps writing after a kill. Not here: what the child does.
"""

import ctypes
import os
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1


def bound_command(module: str, *arguments: str) -> list[str]:
    """The command line that runs `module` as `python -m` would, but killed by the kernel when this process dies."""
    return [sys.executable, "-m", "pipeline.bound", str(os.getpid()), module, *arguments]


def bind_to(parent: int) -> None:
    """Ask the kernel to kill this process when `parent` dies; leaves at once when it is already gone.

    Only Linux offers this; elsewhere the child is merely a child.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    bind_to(int(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
