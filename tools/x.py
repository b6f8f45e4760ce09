#!/usr/bin/env python3
"""./x COMMAND: everything that is done with this repository. Standard library only."""

import sys

if sys.version_info < (3, 11):
    sys.exit("error: ./x needs python 3.11, which Debian 12 has; this is " + sys.version.split()[0])

from aan_tool.commands import main  # noqa: E402  (after the check of the version)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
