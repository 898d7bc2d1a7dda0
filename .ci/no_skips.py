"""Fail if a pytest report lists a skipped test, or no test at all."""

import sys
import xml.etree.ElementTree as ElementTree

bad = False
for path in sys.argv[1:]:
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):  # noqa: S314 - our own report
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        print(f"{tests} tests, {skipped} skipped")
        bad |= tests == 0 or skipped > 0
sys.exit(bad or len(sys.argv) < 2)
