"""Prints the table."""

import sys

from tests.faults import lines

sys.stdout.write("\n".join(lines()) + "\n")
