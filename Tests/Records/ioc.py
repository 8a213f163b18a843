"""A real IOC: records with the limits it is given, and what severity each value gives them.

It reads {"records": {NAME: {FIELD: VALUE}}, "values": [...]} and writes {NAME: [SEVERITY, ...]}."""

import json
import os
import socket
import sys
import time


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


# Nobody but this process is to see the records.
os.environ |= {
    "EPICS_CAS_INTF_ADDR_LIST": "127.0.0.1", "EPICS_CAS_BEACON_ADDR_LIST": "127.0.0.1",
    "EPICS_CAS_AUTO_BEACON_ADDR_LIST": "NO", "EPICS_CA_SERVER_PORT": free_port(),
    "EPICS_CA_REPEATER_PORT": free_port(),
}

from softioc import asyncio_dispatcher, builder, softioc  # noqa: E402  it reads the variables above


def settled(record, value: float) -> str:
    """The severity once the record has the value."""
    record.set(value)
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if float(record.get_field("VAL")) == value:
            return record.get_field("SEVR")
        time.sleep(0.0005)
    raise TimeoutError(f"the record did not take {value}")


def main() -> None:
    task = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w")
    # EPICS tells of itself on both streams.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    records = {}
    for name, fields in task["records"].items():
        # All digits, for a field is read back as a text.
        records[name] = builder.aIn(name, initial_value=task["values"][0], PREC=15, **fields)
    builder.LoadDatabase()
    softioc.iocInit(asyncio_dispatcher.AsyncioDispatcher(), enable_pva=False)
    found = {
        name: [settled(record, value) for value in task["values"]]
        for name, record in records.items()
    }
    json.dump(found, answers)
    answers.close()
    # The threads of EPICS do not end by themselves.
    os._exit(0)


if __name__ == "__main__":
    main()
