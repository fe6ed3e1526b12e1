#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""tests/ods/durable.py: what `tolv fill` leaves behind when something fails.

Every single call of malloc, read, write, fsync, rename and open fails in turn; the disk is full; the
process is killed at random moments; several write at once; an office has the file open, or it is
signed or encrypted. Whatever
happens, the file is the old one or the new one, whole, and what failed is said. Time zone and
locale change nothing. Prints "N passed, N failed".
"""
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

TOLV = os.path.abspath("build/tolv")
FAULTS = os.path.abspath("build/faults.so")
MASTER = os.path.abspath("tests/data/ods/inputs.ods")
VALUES = 'Period;8\nUnit;"0413"\n'
CALLS = ["malloc", "read", "write", "fsync", "rename", "open"]
passed = failed = 0


def check(held, what):
    global passed, failed
    passed, failed = passed + bool(held), failed + (not held)
    if not held:
        print("FAILED:", what)


def load(path):
    with open(path, "rb") as file:
        return file.read()


def save(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def fill(to="book.ods", given="values.csv", environment=None, **options):
    return subprocess.run([TOLV, "--language", "en", "fill", "book.ods", given, "-o", to],
                          env={**os.environ, **(environment or {})}, capture_output=True,
                          timeout=60, **options)


def begin():
    """An old book, and what belongs into its folder."""
    for name in os.listdir("."):
        os.remove(name)
    shutil.copy(MASTER, "book.ods")
    save("values.csv", VALUES)


def left_over():
    return sorted(set(os.listdir(".")) - {"book.ods", "values.csv"})


def the_new_book():
    begin()
    run = fill()
    check(run.returncode == 0 and not left_over(), f"fill: {run.stderr.decode()}")
    return load("book.ods")


def faults(old, new):
    for call in CALLS:
        count = done = 0
        while done <= count:
            done += 1
            begin()
            run = fill(environment={"LD_PRELOAD": FAULTS, "TOLV_FAULT": f"{call}:{done}",
                                    "TOLV_FAULT_COUNT": "/dev/fd/1"})
            found, said = load("book.ods"), run.stderr.decode()
            kept = found == new if run.returncode == 0 else found in (old, new)
            told = run.returncode == 0 or (run.returncode in (3, 4, 7) and said)
            check(kept and told and not left_over(),
                  f"{call} {done}: exit {run.returncode}, {left_over()}, {said}")
            count = max(count, int(run.stdout.split()[-1])) if run.stdout else done
        print(f"{call}: {count} calls")
        check(count > 0, f"no {call} was called")


def full_disk(old):
    for size in [0, 1, 512, 4096, 8192]:
        begin()
        run = fill(preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                   (size, size)))
        check(run.returncode == 3 and load("book.ods") == old and not left_over(),
              f"files of {size} bytes: exit {run.returncode}, {run.stderr}, {left_over()}")


def small_disk(old):
    begin()
    os.mkdir("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", "disk"],
                             capture_output=True, check=False).returncode == 0
    if mounted:
        shutil.copy("book.ods", "disk/book.ods")
        save("disk/filler", "x" * 13000)
        run = fill("disk/book.ods")
        check(run.returncode == 3 and b"disk is full" in run.stderr and
              load("disk/book.ods") == old and sorted(os.listdir("disk")) == ["book.ods", "filler"],
              f"a full disk: exit {run.returncode}, {run.stderr}, {os.listdir('disk')}")
        subprocess.run(["umount", "disk"], check=True)
    else:
        print("skipped: a small disk: it cannot be mounted here")
    os.rmdir("disk")


def killed(old, new):
    random.seed(5)
    found = set()
    for turn in range(150):
        begin()
        process = subprocess.Popen([TOLV, "fill", "book.ods", "values.csv", "-o", "book.ods"])
        time.sleep(random.random() * 0.03)
        process.kill()
        process.wait()
        found.add(load("book.ods"))
        run = fill()
        check(found <= {old, new} and run.returncode == 0 and load("book.ods") == new and
              not left_over(), f"killed, turn {turn}: {run.stderr}, {left_over()}")
    print(f"killed: {len(found)} of 2 outcomes met")


def several():
    """Each puts a number of its own into the same file."""
    begin()
    for number in range(1, 13):
        save(f"{number}.csv", f"Period;{number}\n")
    command = [TOLV, "--language", "en", "fill", "book.ods"]
    running = [(number, subprocess.Popen([*command, f"{number}.csv", "-o", "book.ods"],
                                         stderr=subprocess.PIPE)) for number in range(1, 13)]
    ended = [(number, process, process.communicate()[1]) for number, process in running]
    won = [number for number, process, _ in ended if process.returncode == 0]
    period = subprocess.run([TOLV, "read", "book.ods", "Period"], capture_output=True, check=False)
    check(won and int(period.stdout) in won, f"{won} won, and {period.stdout} stands there")
    for number, process, said in ended:
        check(process.returncode == 0 or
              (process.returncode == 7 and b"another Tolv" in said) or
              (process.returncode == 3 and b"start again" in said),
              f"writer {number}: exit {process.returncode}, {said}")
    print(f"several: {len(won)} of 12 wrote, the others said so")


def locked(old):
    for text in ["", ",economist,host,23.11.2026 08:00,file:///home/economist;"]:
        begin()
        save(".~lock.book.ods#", text)
        run = fill()
        check(run.returncode == 7 and b"open in an office" in run.stderr and
              load("book.ods") == old and left_over() == [".~lock.book.ods#"], "an office's lock")
        run = fill("other.ods")
        check(run.returncode == 0, "the lock of another file")
    begin()
    save(".~lock.book.ods#", "Tolv,,,,;")
    run = fill()
    check(run.returncode == 0 and not left_over(), "a lock that a Tolv has left behind")


def signed():
    name = "META-INF/documentsignatures.xml"
    begin()
    with zipfile.ZipFile("book.ods", "a") as package:
        package.writestr(name, "<signatures/>")
    old = load("book.ods")
    run = fill()
    check(run.returncode == 6 and b"signed" in run.stderr and load("book.ods") == old, "signed")
    run = subprocess.run([TOLV, "fill", "book.ods", "values.csv", "-o", "book.ods", "--force"],
                         capture_output=True, check=False)
    with zipfile.ZipFile("book.ods") as package:
        check(run.returncode == 0 and name not in package.namelist() and not left_over(),
              f"signed, by force: {run.stderr}")
    begin()
    save("values.csv", "")
    check(fill().returncode == 0 and load("book.ods") == load(MASTER), "nothing is written")


def encrypted():
    begin()
    with zipfile.ZipFile(MASTER) as package, zipfile.ZipFile("book.ods", "w") as locked_book:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == "META-INF/manifest.xml":
                data = data.replace(b"</manifest:manifest>", b"<manifest:file-entry "
                                    b"manifest:full-path='x' manifest:media-type=''>"
                                    b"<manifest:encryption-data/></manifest:file-entry>"
                                    b"</manifest:manifest>")
            locked_book.writestr(entry, data)
    run = fill("other.ods")
    check(run.returncode == 5 and b"password" in run.stderr and not left_over(), "encrypted")


def everywhere(new):
    for zone in ["UTC", "Europe/Stockholm", "America/St_Johns", "Asia/Kathmandu", ":nonsense"]:
        for locale in ["C", "C.UTF-8", "sv_SE.UTF-8", "da_DK.UTF-8", "tr_TR.UTF-8"]:
            begin()
            run = fill(environment={"TZ": zone, "LC_ALL": locale})
            read = subprocess.run([TOLV, "read", "book.ods", "Åsa's sheet"], capture_output=True,
                                  env={**os.environ, "TZ": zone, "LC_ALL": locale}, check=False)
            check(run.returncode == 0 and load("book.ods") == new and b"0.05" in read.stdout,
                  f"{zone}, {locale}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        new, old = the_new_book(), load(MASTER)
        faults(old, new)
        full_disk(old)
        small_disk(old)
        killed(old, new)
        several()
        locked(old)
        signed()
        encrypted()
        everywhere(new)
        os.chdir("/")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
