#!/usr/bin/env python3
"""Lets libxml2 (xmllint) compile every schema of the package.

A schema that libxml2 does not accept makes it answer 5, whatever the instance; the instance here is of no schema, so the
answer for an accepted one is 3 or 4.
"""
import pathlib
import subprocess
import sys
import tempfile

failed = 0
schemas = sorted(pathlib.Path("schemas").rglob("*.xsd"))
with tempfile.NamedTemporaryFile("w", suffix=".xml") as instance:
    instance.write("<of-no-schema/>")
    instance.flush()
    for schema in schemas:
        run = subprocess.run(
            ["xmllint", "--nonet", "--noout", "--schema", schema, instance.name], capture_output=True, text=True
        )
        if run.returncode not in (3, 4):
            failed += 1
            print(f"{schema}: libxml2 does not accept it\n{run.stderr}")
print(f"{len(schemas) - failed} passed, {failed} failed")
sys.exit(1 if failed or not schemas else 0)
