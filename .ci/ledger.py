"""Fail if a run's ledger leaves a claim without evidence, hardly tested, or against expectation.

Usage: ledger.py IDS LEDGER.json, with the ids that must be there, one a line; parts (id/part)
count with their id.
"""

import json
import sys
from pathlib import Path

LEAST_ACCEPTANCE = 0.2

ids, ledger = Path(sys.argv[1]).read_text().split(), json.loads(Path(sys.argv[2]).read_text())
evidence = {
    record["id"].partition("/")[0]
    for record in ledger
    if record["swept"] + record["certified"] + record["descents"]
}
wrong = [f"{claim}: no evidence" for claim in ids if claim not in evidence]
contradicted = {"holds": {"refuted", "undecided"}, "open": {"undecided"}}
for record in ledger:
    if record["verdict"] in contradicted.get(record["expected"], {"holds", "proved", "undecided"}):
        wrong.append(f"{record['id']}: {record['verdict']}, but expected {record['expected']}")
    if record["drawn"] and record["satisfied"] < LEAST_ACCEPTANCE * record["drawn"]:
        wrong.append(f"{record['id']}: {record['satisfied']} of {record['drawn']} examples count")
print(f"{len(ledger)} claims in the ledger, {len(ids)} asked for")
print(*wrong, sep="\n")
sys.exit(bool(wrong))
