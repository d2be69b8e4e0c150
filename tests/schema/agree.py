#!/usr/bin/env python3
"""agree.py READER KIND SCHEMA CASES [FILE...]: the JSON Schema and the host's reader accept and refuse the same files.

CASES has documents after lines such as "=== accepted: title", "=== refused: title", or "=== refused by the host alone: title"
for rules that a schema cannot express. FILEs are further accepted ones.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

reader, kind, schema_file, cases_file, *further = sys.argv[1:]
schema = json.loads(Path(schema_file).read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

parts = re.split(r"^=== (.*)\n", Path(cases_file).read_text(), flags=re.M)
cases = [("accepted", file, Path(file).read_text()) for file in further]
cases += [(*title.split(": ", 1), text) for title, text in zip(parts[1::2], parts[2::2])]
wrong = 0


def complain(title, sentence):
    global wrong
    wrong += 1
    print(f"{title}: {sentence}")


with tempfile.TemporaryDirectory() as folder:
    files = []
    for number, (_, _, text) in enumerate(cases):
        files.append(Path(folder, f"{number}.yaml"))
        files[-1].write_text(text.replace("@HOST_SDK_VERSION@", "1.6"))
    answers = subprocess.run([reader, kind, *files], check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(answers) == len(cases), answers
    for (expected, title, _), file, answer in zip(cases, files, answers):
        # The host reads every scalar as text. An editor takes some for numbers.
        problems = [e.message for e in validator.iter_errors(yaml.load(file.read_text(), yaml.BaseLoader))]
        edited = [e.message for e in validator.iter_errors(yaml.safe_load(file.read_text()))]
        if expected not in ("accepted", "refused", "refused by the host alone"):
            complain(title, f"unknown expectation {expected!r}")
        if (answer == "ok") != (expected == "accepted"):
            complain(title, f"the reader says {answer!r}")
        if bool(problems) != (expected == "refused"):
            complain(title, f"the schema says {problems or 'ok'}")
        if expected == "accepted" and edited:
            complain(title, f"the schema in an editor says {edited}")

print(f"{len(cases)} files, {wrong} disagreements")
sys.exit(1 if wrong else 0)
