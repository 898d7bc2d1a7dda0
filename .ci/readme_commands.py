"""Print the set-up commands of a README: the lines of its ``sh`` blocks that start one."""

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
for block in re.findall(r"^```sh\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE):
    for line in block.splitlines():
        if line.startswith("python3 -m venv"):
            print(line)
