"""What people were told: the messages that the sink received."""

from __future__ import annotations

import time

from proof.stack import Failure, get, wait_for

SINK = "http://127.0.0.1:18080/messages"


class Messages:
    """Those since the last look."""

    def __init__(self) -> None:
        self.seen = 0

    def forget(self) -> None:
        self.seen = len(get(SINK))

    def new(self) -> list[dict[str, str]]:
        return get(SINK)[self.seen :]

    def expect(self, to: str, *texts: str, within: float) -> str:
        """A message to that address with all these texts arrives in time."""

        def arrived() -> bool:
            return any(
                message["to"] == to and all(text in message["text"] for text in texts)
                for message in self.new()
            )

        try:
            return f"{to} told after {wait_for(f'a message to {to}', within, arrived):.1f} s"
        except Failure as failure:
            got = "\n".join(f"--- to {one['to']}\n{one['text']}" for one in self.new())
            wanted = "\n".join(texts)
            raise Failure(f"{failure}\nwanted:\n{wanted}\ngot:\n{got}") from None

    def stay_silent(self, text: str, seconds: float) -> None:
        """For so long nobody is told of it."""
        time.sleep(seconds)
        self.expect_none(text)

    def expect_none(self, text: str) -> None:
        for message in self.new():
            if text in message["text"]:
                raise Failure(f"{message['to']} was told, who should not be:\n{message['text']}")
