# SPDX-License-Identifier: MPL-2.0
"""A small master to be split: three units, one shared picture, and in every corner that a package
has a word or a figure that only one of them may see."""
import zipfile

SPACES = " ".join('xmlns:%s="%s"' % pair for pair in (
    ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("chart", "urn:oasis:names:tc:opendocument:xmlns:chart:1.0"),
    ("meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("form", "urn:oasis:names:tc:opendocument:xmlns:form:1.0"),
    ("script", "urn:oasis:names:tc:opendocument:xmlns:script:1.0"),
    ("config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"),
    ("of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2"),
    ("calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0")))

# code, name, manager, address, (budget, actual) of two accounts; the figures are nobody else's
UNITS = [("3110", "Björkängens förskola", "Åsa Ek", "asa@example.org",
          ((711001.25, 690777.5), (52113.75, 60999.5))),
         ("3120", "Granskolan <F-6>", "Bo Alm", "bo@example.org",
          ((813002.25, 790888.5), (63224.75, 71888.5))),
         ("0412", "Sjöhemmet", "Åsa Ek", "asa@example.org",
          ((915003.25, 901999.5), (74335.75, 82777.5)))]
TOTAL = sum(budget for unit in UNITS for budget, _ in unit[4])
GROUPS = [("Preschool", 7, 1644440.5), ("Tiny", 3, 987654.25)]
ROWS_FROM = 11  # of the follow-up's table, its headings above
SECRETS = ["HIDDENSECRET", "HOMESECRET", "NOTESECRET", "TRACKEDSECRET", "DDESECRET", "PIVOTSECRET",
           "FILTERSECRET", "CHARTSECRET", "THUMBSECRET", "REPLACEDSECRET", "AUTHORSECRET",
           "CACHESECRET", "VERSIONSECRET", "987654.25", "LEDGERSECRET", "FORMSECRET",
           "EVENTSECRET", "SCRIPTSECRET", "MACROSECRET", "PRINTERSECRET", "RDFSECRET", "WITHHELDSECRET",
           "PICTURESECRET", "OBJECTSECRET"]


def escape(text):
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def cell(value=None, formula=None, style=None, inside=""):
    attributes = ' table:style-name="%s"' % style if style else ""
    if formula:
        attributes += ' table:formula="of:=%s"' % escape(formula)
    if isinstance(value, str):
        attributes += ' office:value-type="string"'
    elif value is not None:
        attributes += ' office:value-type="float" office:value="%r"' % value
    shown = "" if value is None else "<text:p>%s</text:p>" % escape(value)
    return "<table:table-cell%s>%s%s</table:table-cell>" % (attributes, inside, shown)


def row(*cells):
    made = "".join(part if isinstance(part, str) and part.startswith("<table:") else cell(part)
                   for part in cells)
    return "<table:table-row>%s</table:table-row>" % made


def sheet(name, rows, style="ta1", extra=""):
    return ('<table:table table:name="%s" table:style-name="%s">%s'
            '<table:table-column table:number-columns-repeated="12"/>%s</table:table>'
            % (name, style, extra, "".join(rows)))


def rows_below():
    return sum(len(accounts) for *_, accounts in UNITS)


def follow_up(outside, drawing, ledger):
    """The unit's own sheet: inputs, plain formulas, ours, and what points at whole columns: sums of
    all units, and what is found by the unit's code, or by what was found by it."""
    last = ROWS_FROM + rows_below() - 1
    column = "[.%%s%d:.%%s%d]" % (ROWS_FROM, last)
    note = "<office:annotation><text:p>NOTESECRET</text:p></office:annotation>"
    rows = [row("Unit", "3110", cell("3110", "[.B1]")), row("Period", 8), row("Year", 2026),
            row("Budget in all", cell(TOTAL, "SUM(%s)" % column.replace("%s", "C")),
                cell(763115.0, "SUMIF(%s;[.C1];%s)" % (
                    column.replace("%s", "A"), column.replace("%s", "C"))),
                cell(float(len(UNITS)), 'COUNTIF([$Units.C2:.C%d];"board")' % (len(UNITS) + 1))),
            row("Own outcome", cell(751777.0, "SUMIF(%s;[.B1];%s)" % (
                column.replace("%s", "A"), column.replace("%s", "D")))),
            row("Half of it", cell(375888.5, "[.B5]/2")),
            row("Deviation", cell(0.5, "TOLV.DEVIATION([.B5];[.C4])")),
            row("At home", "Home", cell("x", inside=note),
                cell("LEDGERSECRET", 'TOLV.LEDGER("LEDGERSECRET.se")') if ledger else None), row(*outside),
            row("Code", "Account", "Budget", "Actual", "Forecast", "Deviation", "Left", "Ledger", "Share")]
    assert len(rows) == ROWS_FROM - 1
    for code, name, _, _, accounts in UNITS:
        for number, (budget, actual) in enumerate(accounts):
            at = len(rows) + 1
            rows.append(row(code, "%d of %s" % (number, name), budget, actual,
                            cell(style="open"),
                            cell(-0.125, "TOLV.DEVIATION([.D%d];[.C%d])" % (at, at)),
                            cell(budget - actual, "[.C%d]-[.D%d]" % (at, at)),
                            cell(actual + 0.25, "TOLV.BOOKED([.$D$8];[.A%d])" % at if ledger
                                 else None),
                            cell(budget / TOTAL, "[.C%d]/SUM(%s)" % (
                                at, column.replace("%s", "$C")))))
    waiting = len(rows) + 1  # a row that has no code yet
    rows.append(row("", "", cell("", 'IF([.A%d]="";"";SUMIF(%s;[.A%d];%s))' % (
        waiting, column.replace("%s", "A"), waiting, column.replace("%s", "C")))))
    return sheet("Follow-up", rows, extra="%s<table:shapes>%s%s</table:shapes>" % (
        FORM, drawing, '<draw:control draw:control="c1" svg:width="1cm" svg:height="1cm"/>'))


CHART = ('<draw:frame draw:z-index="0" svg:width="8cm" svg:height="6cm" svg:x="1cm" svg:y="9cm">'
         '<draw:object xlink:href="./Object 1" xlink:type="simple" xlink:show="embed" '
         'xlink:actuate="onLoad"/><draw:image xlink:href="./ObjectReplacements/Object 1"/>'
         "</draw:frame>")


FORM = ('<office:forms><form:form form:name="FORMSECRET"><form:listbox form:id="c1">'
        '<office:event-listeners><script:event-listener script:language="ooo:script" '
        'script:event-name="form:performaction" xlink:href="EVENTSECRET"/>'
        '</office:event-listeners><form:option form:label="FORMSECRET"/></form:listbox>'
        "</form:form></office:forms>")
AT_HOME = ('<table:shapes><draw:frame draw:z-index="1" svg:width="8cm" svg:height="6cm">'
           '<draw:object xlink:href="./Object 2"/></draw:frame><draw:frame draw:z-index="2" '
           'svg:width="1cm" svg:height="1cm"><draw:image xlink:href="Pictures/home.png"/>'
           "</draw:frame></table:shapes>")


def content(outside=("Outside",), pivot_sheet="Work", expressions="", ledger=True, rules="",
            drawing=""):
    last = ROWS_FROM + rows_below() - 1
    units = [row("Code", "Unit", "Board", "Manager", "E-mail", "Deputy", "File", "Answer by")]
    units += [row(code, name, "Board", manager, address, "", "", "2026-09-15")
              for code, name, manager, address, _ in UNITS]
    groups = [row("Group", "Count", "Cost", "Cost each", "Contact")]
    groups += [row(name, count, cost, cell(cost / count, "[.C%d]/[.B%d]" % (at + 2, at + 2)),
                   cell("WITHHELDSECRET", 'CONCATENATE("WITHHELDSECRET";"")'))
               for at, (name, count, cost) in enumerate(GROUPS)]
    shown = [row(), row("For all:", "Group", "Count"), row("", "Cost", "COST EACH ")]
    sheets = [follow_up(outside, CHART + drawing, ledger), sheet("Units", units), sheet("Picture", groups + shown),
              sheet("Work", [row("HIDDENSECRET", 555.125)], style="ta2"),
              sheet("Home", [row("HOMESECRET")], extra=AT_HOME),
              sheet("'file:///home/x.ods'#$Other", [row("CACHESECRET")],
                    extra='<table:table-source xlink:href="file:///home/x.ods"/>')]
    ranges = "".join(
        '<table:database-range table:name="%s" table:target-range-address="%s">%s'
        "</table:database-range>" % given for given in (
            ("Units", "Units.A1:Units.H%d" % (len(UNITS) + 1), ""),
            ("Figures", "'Follow-up'.A%d:'Follow-up'.G%d" % (ROWS_FROM - 1, last + 1),
             '<table:filter><table:filter-condition table:field-number="0" table:operator="="'
             ' table:value="FILTERSECRET"/></table:filter>'),
            ("Shared_picture", "Picture.A1:Picture.E3", "")))
    names = "".join(
        '<table:named-range table:name="%s" table:base-cell-address="$Units.$A$1" '
        'table:cell-range-address="%s"/>' % given for given in (
            ("Unit", "$'Follow-up'.$B$1"), ("Period", "$'Follow-up'.$B$2"),
            ("Year", "$'Follow-up'.$B$3"), ("Not_sent", "$'Follow-up'.$B$8"),
            ("AtHome", "$Home.$A$1"), ("Shared_columns", "$Picture.$B$5:.$C$6")))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content %s office:version="1.3">'
        '<office:scripts><office:script script:language="x">SCRIPTSECRET</office:script>'
        "</office:scripts><office:automatic-styles>"
        '<style:style style:name="ta1" style:family="table"><style:table-properties '
        'table:display="true"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
        '<style:style style:name="open" style:family="table-cell"><style:table-cell-properties '
        'style:cell-protect="none"/></style:style></office:automatic-styles>'
        "<office:body><office:spreadsheet><table:tracked-changes><table:cell-content-change>"
        "<table:previous><table:change-track-table-cell><text:p>TRACKEDSECRET</text:p>"
        "</table:change-track-table-cell></table:previous></table:cell-content-change>"
        "</table:tracked-changes><table:content-validations>%s</table:content-validations>"
        "%s<table:named-expressions>%s%s</table:named-expressions>"
        "<table:database-ranges>%s</table:database-ranges>"
        '<table:data-pilot-tables><table:data-pilot-table table:name="PIVOTSECRET" '
        'table:target-range-address="%s.D5:%s.E9"/></table:data-pilot-tables>'
        "<table:dde-links><table:dde-link><office:dde-source office:dde-topic="
        '"DDESECRET"/></table:dde-link></table:dde-links>'
        "</office:spreadsheet></office:body></office:document-content>"
        % (SPACES, rules, "".join(sheets), names, expressions, ranges, pivot_sheet, pivot_sheet))


TITLE = "<chart:title><text:p>%s</text:p></chart:title>"
OBJECT = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content %s '
          'office:version="1.3"><office:body><office:chart><chart:chart chart:class="chart:bar">'
          '<chart:plot-area table:cell-range-address="%s"><chart:series '
          'chart:values-cell-range-address="%s" chart:class="chart:bar"/></chart:plot-area>'
          '<table:table table:name="local-table"><table:table-rows><table:table-row>'
          "<table:table-cell><text:p>CHARTSECRET</text:p></table:table-cell></table:table-row>"
          "</table:table-rows></table:table></chart:chart></office:chart></office:body>"
          "</office:document-content>"
          % (SPACES, "Follow-up.C11:Follow-up.C16", "Follow-up.C11:Follow-up.C16"))
META = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta %s office:version="1.3">'
        "<office:meta><dc:creator>AUTHORSECRET</dc:creator></office:meta></office:document-meta>"
        % SPACES)
STYLES = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles %s '
          'office:version="1.3"><office:styles/><office:master-styles><style:master-page '
          'style:name="Default"><style:header><text:p>%%s</text:p></style:header>'
          "</style:master-page></office:master-styles></office:document-styles>" % SPACES)
ITEM = '<config:config-item config:name="%s" config:type="string">%s</config:config-item>'
ENTRY = '<config:config-item-map-entry config:name="%s">%s</config:config-item-map-entry>'
SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings %s office:version="1.3">'
    '<office:settings><config:config-item-set config:name="ooo:view-settings">'
    '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
    '<config:config-item-map-named config:name="Tables">%s%s</config:config-item-map-named>%s'
    "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
    "%s%s</office:settings></office:document-settings>"
    % (SPACES, ENTRY % ("Follow-up", ITEM % ("VerticalSplitPosition", 10)),
       ENTRY % ("Home", ITEM % ("CursorPositionX", 4)), ITEM % ("ActiveTable", "Home"),
       ITEM % ("PrinterName", "PRINTERSECRET"), ITEM % ("PrinterSetup", "PRINTERSECRET")))


def write(path, body, more=(), header="Municipality", title=""):
    sheet_type = "application/vnd.oasis.opendocument.spreadsheet"
    parts = [("content.xml", body, "text/xml"), ("styles.xml", STYLES % header, "text/xml"),
             ("meta.xml", META, "text/xml"), ("settings.xml", SETTINGS, "text/xml"),
             ("Object 1/content.xml", OBJECT.replace("<chart:plot", TITLE % title + "<chart:plot"),
              "text/xml"),
             ("Object 2/content.xml", OBJECT.replace("CHART", "OBJECT"), "text/xml"),
             ("Pictures/home.png", "PICTURESECRET", "image/png"),
             ("Basic/Standard/Module1.xml", "MACROSECRET", "text/xml"),
             ("Scripts/python/a.py", "MACROSECRET", ""),
             ("Dialogs/Standard/Dialog1.xml", "MACROSECRET", "text/xml"),
             ("manifest.rdf", "RDFSECRET", "application/rdf+xml"),
             ("ObjectReplacements/Object 1", "REPLACEDSECRET", ""),
             ("Thumbnails/thumbnail.png", "THUMBSECRET", "image/png"),
             ("VersionList.xml", "<x>VERSIONSECRET</x>", "text/xml"), *more]
    entries = "".join('<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>'
                      % (name, kind) for name, _, kind in parts)
    manifest = ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest='
                '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
                '<manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/>'
                '<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type='
                '"application/vnd.oasis.opendocument.chart"/>%s</manifest:manifest>'
                % (sheet_type, entries))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), sheet_type)
        for name, body_of, _ in parts:
            package.writestr(name, body_of)
        package.writestr("META-INF/manifest.xml", manifest)
