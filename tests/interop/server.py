"""The product as a process."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Seconds for the clients' own waiting, each call.
CALL_TIMEOUT = 20


def build():
    """Builds the program and gives its path, in whichever target directory cargo uses."""
    command = ["cargo", "build", "--package", "rivkontakt", "--locked", "--message-format=json-render-diagnostics"]
    built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    messages = (json.loads(line) for line in built.stdout.splitlines())
    return next(m["executable"] for m in messages if m.get("executable"))


class Server:
    """`rivkontakt demo` in a directory of its own, from start to kill."""

    def __init__(self, program, directory):
        self.directory = directory
        self.pki = directory / "pki"
        self._log = tempfile.TemporaryFile("w+")
        # Port 0: the system chooses, and the program says which.
        command = [program, "demo", "--listen", "127.0.0.1:0", "--dir", str(directory)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)
        try:
            self.url = self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def _wait_until_ready(self):
        """The address that it prints; it prints its last line only when it listens."""
        url = None
        for line in self._process.stdout:
            address = re.search(r"https://[^/\s]+", line)
            url = url or (address and address[0])
            if line.startswith("Stop with"):
                return url
        self._log.seek(0)
        raise RuntimeError(f"the server did not start: {self._log.read()}")

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.kill()

    def kill(self):
        """Ends it at once."""
        self._process.kill()
        self._process.wait()

    def contract(self, name):
        """The address of a contract."""
        return f"{self.url}/{name}/4/rivtabp21"

    def client(self, name):
        """Certificate and key of a client of the development PKI."""
        return str(self.pki / "clients" / f"{name}.pem"), str(self.pki / "clients" / f"{name}.key")

    def person(self, role):
        """The number of the person with this role in the test population."""
        for line in (self.directory / "test-persons.txt").read_text().splitlines():
            words = line.split()
            if words[1:2] == [role]:
                return words[0]
        raise KeyError(role)
