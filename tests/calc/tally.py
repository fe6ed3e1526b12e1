# SPDX-License-Identifier: MPL-2.0
"""Counts what holds, prints what does not, and closes with the line that tests/run reads."""


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, expected, found):
        if expected == found:
            self.passed += 1
        else:
            self.failed += 1
            print("%s\n    expected %s\n    found    %s" % (what, expected, found))

    def hold(self, held, what):
        """The same of what holds or does not; the answer is which."""
        self.passed, self.failed = self.passed + bool(held), self.failed + (not held)
        if not held:
            print("FAILED:", what)
        return held

    def close(self):
        """The exit status: nothing counted is a failure too."""
        print("%d passed, %d failed" % (self.passed, self.failed))
        return int(self.failed > 0 or self.passed == 0)
