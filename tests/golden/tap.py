"""Results of a test program as TAP (the Test Anything Protocol), which meson reads."""
import sys


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, passed, name, *details):
        """One result; the details are printed below it when it failed."""
        self.count += 1
        print("%sok %d - %s" % ("" if passed else "not ", self.count, name.replace("#", "\\#")))
        if not passed:
            self.failed += 1
            for detail in details:
                for line in str(detail).rstrip("\n").split("\n"):
                    print("#   " + line)
        sys.stdout.flush()
        return passed

    def equal(self, got, wanted, name, *details):
        return self.ok(got == wanted, name, "wanted %r" % (wanted,), "got %r" % (got,), *details)

    def note(self, text):
        print("# " + text)

    def skip(self, name, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, name, why))

    def end(self):
        print("1..%d" % self.count)
        return 1 if self.failed else 0
