# SPDX-License-Identifier: MPL-2.0
"""What CalcAddIns.xcu of the extension says of its functions."""

import collections
import pathlib
import xml.etree.ElementTree as xml

NAME = "{http://openoffice.org/2001/registry}name"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# `method` is the stored name without the service; the texts are by language: {"en": ..., ...}
Function = collections.namedtuple("Function", "method name description parameters")
Parameter = collections.namedtuple("Parameter", "name description")


def _child(node, name):
    return next(child for child in node if child.get(NAME) == name)


def _texts(node, name):
    return {value.get(LANGUAGE): value.text or "" for value in _child(node, name)}


def functions(extensions):
    root = xml.parse(pathlib.Path(extensions, "tolv", "CalcAddIns.xcu")).getroot()
    listed = _child(_child(_child(root, "AddInInfo"), "tolv"), "AddInFunctions")
    return [
        Function(node.get(NAME), _texts(node, "DisplayName"), _texts(node, "Description"),
                 [Parameter(_texts(parameter, "DisplayName"), _texts(parameter, "Description"))
                  for parameter in _child(node, "Parameters")])
        for node in listed
    ]
