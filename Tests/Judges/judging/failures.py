"""The two ways in which a judge cannot even begin."""


class MissingTool(Exception):
    """A judge that cannot be asked is a failure, never a pass."""


class Unreadable(Exception):
    """A file that is not even YAML or JSON."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file
        self.message = message
