# SPDX-License-Identifier: MPL-2.0
"""A headless LibreOffice of one's own: a private profile, a user interface in a chosen language, and
the extension from a folder, or none. Nothing on the machine is touched, and nothing is left.

    with Office(extensions="build/bundle", language="sv") as office:
        book = office.new_book()
"""

import glob
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.uno import RuntimeException

START_SECONDS = 90
STOP_SECONDS = 20
LIFE_SECONDS = 300  # then a hung office is killed, and the call under way fails

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale" oor:op="fuse">
<value>{language}</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-US</value></prop></item>
</oor:items>
"""

numbers = itertools.count(1)

# let every `with Office` end in order when the driver loses patience
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("terminated"))


def program():
    """soffice: below $OFFICE where that is set, else from PATH."""
    folder = os.environ.get("OFFICE")
    found = shutil.which("soffice", path=folder and os.path.join(folder, "program"))
    if not found:
        raise SystemExit("soffice is not found: install libreoffice-calc, or set OFFICE")
    return found


def property_value(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def url(path):
    return pathlib.Path(path).resolve().as_uri()


class Office:
    def __init__(self, extensions=None, language="en-US", life=LIFE_SECONDS):
        """`extensions`: a folder that holds unpacked extensions, or None."""
        self.extensions = extensions
        self.life = life
        self.language = language

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="tolv-office-")
        self.pipe = "tolv_%d_%d" % (os.getpid(), next(numbers))
        self.process = self.watchdog = None
        try:
            self._start()
            self._connect()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind, error, trace):
        try:
            if kind is None and self.process and self.process.poll() is None:
                self._ask_to_stop()
        finally:
            if self.watchdog:
                self.watchdog.cancel()
            self._kill()
            for left in glob.glob("/tmp/OSL_PIPE_*_" + self.pipe):  # by an office that was killed
                os.unlink(left)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self):
        profile = os.path.join(self.folder, "profile")
        os.makedirs(os.path.join(profile, "user"))
        with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w") as settings:
            settings.write(SETTINGS.format(language=self.language))
        command = [
            program(),
            "-env:UserInstallation=" + url(profile),
            # empty folders stand in for the machine's own extensions
            "-env:BUNDLED_EXTENSIONS=" + url(self.extensions or self.folder + "/none"),
            "-env:UNO_SHARED_PACKAGES_CACHE=" + url(self.folder + "/shared"),
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            "--accept=pipe,name=%s;urp;" % self.pipe,
        ]
        self.log = os.path.join(self.folder, "log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, start_new_session=True)
        self.watchdog = threading.Timer(self.life, self._kill)
        self.watchdog.daemon = True
        self.watchdog.start()

    def _connect(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                self.context = resolver.resolve(
                    "uno:pipe,name=%s;urp;StarOffice.ComponentContext" % self.pipe)
                break
            except NoConnectException:
                if self.process.poll() is not None or time.monotonic() > end:
                    with open(self.log, errors="replace") as log:
                        raise SystemExit("LibreOffice does not start:\n" + log.read())
                time.sleep(0.1)
        self.desktop = self.create("com.sun.star.frame.Desktop")

    def _ask_to_stop(self):
        try:
            self.desktop.terminate()
        except (DisposedException, RuntimeException):
            pass  # it is gone, or goes while it answers
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            pass  # it is killed next

    def _kill(self):
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()

    def create(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def new_book(self):
        return self._load("private:factory/scalc")

    def open_book(self, path):
        return self._load(url(path))

    def _load(self, where):
        book = self.desktop.loadComponentFromURL(
            where, "_blank", 0, (property_value("Hidden", True),))
        if book is None:
            raise RuntimeError("LibreOffice cannot load " + where)
        return book

    def save_book(self, book, path, form="calc8"):
        book.storeToURL(url(path), (property_value("FilterName", form),))
