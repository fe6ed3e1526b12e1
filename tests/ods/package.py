#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
# tests/ods/package.py FILE: is this a package as ODF 1.3 part 2 wants it, as Python's zipfile and
# expat see it? Exit 1, and the reason, when not.
import struct
import sys
import xml.parsers.expat
import zipfile

MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def require(held, what):
    if not held:
        sys.exit(f"{sys.argv[1]}: {what}")


def local_header(file, entry):
    file.seek(entry.header_offset)
    header = struct.unpack("<4s5H3L2H", file.read(30))
    return {"flags": header[2], "method": header[3], "extra": header[10]}


def manifest_of(package):
    entries = {}

    def start(name, attributes):
        if name == MANIFEST + " file-entry":
            path = attributes[MANIFEST + " full-path"]
            require(path not in entries, f"{path} stands twice in the manifest")
            entries[path] = attributes[MANIFEST + " media-type"]

    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(package.read("META-INF/manifest.xml"), True)
    return entries


with open(sys.argv[1], "rb") as file, zipfile.ZipFile(file) as package:
    require(package.testzip() is None, "a checksum is wrong")
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    require(len(names) == len(set(names)), "two entries have one name")
    require(names[0] == "mimetype", "mimetype is not first")
    mimetype = package.read("mimetype").decode()
    require(mimetype == "application/vnd.oasis.opendocument.spreadsheet", "another mimetype")
    first = local_header(file, entries[0])
    require(first["method"] == 0, "mimetype is not stored")
    require(entries[0].header_offset == 0, "something stands before mimetype")
    for entry in entries:
        local = local_header(file, entry)
        require(local["extra"] == 0 and not entry.extra, f"{entry.filename} has an extra field")
        require(not local["flags"] & 9, f"{entry.filename} is encrypted or has a descriptor")
        require(local["method"] == entry.compress_type, f"{entry.filename}: headers disagree")
        require(entry.date_time[3:] == (12, 0, 0), f"{entry.filename}: {entry.date_time}")
    manifest = manifest_of(package)
    require(manifest.pop("/") == mimetype, "the manifest has another type for the whole")
    for folder in [path for path in manifest if path.endswith("/")]:
        require(any(name.startswith(folder) for name in names), f"{folder} has no parts")
        del manifest[folder]
    require(set(manifest) == set(names) - {"mimetype", "META-INF/manifest.xml"},
            "the manifest and the entries differ")
    for name in names[1:]:
        xml.parsers.expat.ParserCreate(namespace_separator=" ").Parse(package.read(name), True)
