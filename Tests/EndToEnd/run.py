"""Starts generated stacks in containers, breaks things, and checks that the right people are told.

bin/e2e prepares the Docker daemon and the images, then runs this. A name runs one proof alone."""

from __future__ import annotations

import sys
import time

from proof.coldchain import ColdChain
from proof.epics import EPICS
from proof.stack import Failure

PROOFS = {"coldchain": ColdChain, "epics": EPICS}


def main() -> int:
    names = sys.argv[1:] or list(PROOFS)
    for name in names:
        start = time.monotonic()
        try:
            for step, result in PROOFS[name]().steps():
                now = time.monotonic()
                print(f"{name}: {step:<34} ok {now - start:5.1f} s  {result}", flush=True)
                start = now
        except Failure as failure:
            print(f"\n{name}: FAILED\n{failure}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
