"""A small client of the language server protocol: it opens a file, waits for the marks, and asks what fits at a place."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]
_PATIENCE = 240


class Server:
    """A language server as a child process, spoken to over its standard input and output."""

    def __init__(self, command: Sequence[str], root: Path, settings: Json) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._guard = Timer(_PATIENCE, self._process.kill)
        self._guard.start()
        self._settings = settings
        self._asked = 0
        folder = {"uri": root.as_uri(), "name": root.name}
        able = {"workspace": {"configuration": True}}
        start = {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder], "capabilities": able}
        self.ask("initialize", start)
        self._tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._guard.cancel()
        self._process.kill()
        self._process.communicate()

    def marks(self, file: Path) -> list[Json]:
        """Open a file; what the editor would underline."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": file.read_text("utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": document})
        told = self._until(lambda m: m.get("method") == _MARKS and m["params"]["uri"] == file.as_uri())
        return list(told["params"]["diagnostics"])

    def choices(self, file: Path, line: int, column: int) -> list[str]:
        """What the editor would offer at a place of an open file, counted from 0."""
        place = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": column}}
        return [item["label"] for item in self.ask("textDocument/completion", place)["items"]]

    def ask(self, method: str, params: Json) -> Any:
        """The answer to a request."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda m: m.get("id") == number and "method" not in m)["result"]

    def _tell(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _until(self, wanted: Callable[[Json], bool]) -> Json:
        """The first message that is wanted; what the server asks meanwhile is answered."""
        while True:
            message = self._received()
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, question: Json) -> Any:
        if question["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section")) for item in question["params"]["items"]]

    def _received(self) -> Json:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        found: Json = json.loads(stream.read(length))
        return found


_MARKS = "textDocument/publishDiagnostics"
