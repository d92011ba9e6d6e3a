"""Foreign SOAP toolkits against the running server.

Builds the product, starts `rivkontakt demo` on a free port, and calls all four contact contracts over mutual TLS with
clients that zeep and node-soap make by themselves from the WSDL that the server serves. Nothing of a contract is written
down here but the names of its fields.

    tests/interop/run.py        needs what requirements.txt names; node-soap runs where node and npm are installed

Prints a line for each case and a closing `N passed, M failed`; the exit code is 1 if any failed.
"""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from server import Server, build
from zeep_client import calls, certificates

HERE = Path(__file__).resolve().parent
NODE = HERE / "node"
# Seconds for everything after the build. A run takes some ten; npm's download may add a minute.
TIME_LIMIT = 300


class Report:
    """Counts the cases and tells each."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    @contextmanager
    def case(self, name):
        """What happens inside is one case; an exception is its failure."""
        try:
            yield
        except Exception as error:
            self.tell(name, f"{type(error).__name__}: {error}")
        else:
            self.tell(name, None)

    def tell(self, name, problem):
        """Notes a case; `problem` is None if it passed."""
        if problem is None:
            self.passed += 1
            print(f"ok      {name}", flush=True)
        else:
            self.failed += 1
            print(f"FAILED  {name}: {problem}", flush=True)


def node_soap(report, server, persons):
    """Runs the cases of node/client.js, which prints one JSON object a line."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("skipped node-soap: node and npm are not installed")
        return
    with tempfile.TemporaryDirectory(prefix="rivkontakt-node-") as directory:
        for file in ("package.json", "package-lock.json", "client.js"):
            shutil.copy(NODE / file, directory)
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        installed = subprocess.run(install, cwd=directory, capture_output=True, text=True)
        if installed.returncode != 0:
            report.tell("node-soap: npm ci", installed.stderr.strip())
            return
        run = ["node", "client.js", server.url, str(server.pki), json.dumps(persons)]
        ran = subprocess.run(run, cwd=directory, capture_output=True, text=True)
    for line in ran.stdout.splitlines():
        case = json.loads(line)
        report.tell(f"node-soap: {case['name']}", case["problem"])
    if ran.returncode != 0 or not ran.stdout:
        report.tell("node-soap: the program", f"exit code {ran.returncode}: {ran.stderr.strip()}")


def out_of_time(_signal, _frame):
    raise SystemExit(f"not done after {TIME_LIMIT} s")


def main():
    program = build()
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(TIME_LIMIT)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="rivkontakt-interop-") as directory:
        with Server(program, Path(directory) / "demo") as server:
            certificates(report, server)
            calls(report, server)
            # Of those without details, the ones that zeep has not written to.
            node_soap(
                report,
                server,
                {
                    "restricted": server.person("without-details"),
                    "unrestricted": server.person("child-12"),
                },
            )
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
