"""Formulas of a .xls turned into their stored results, in place: the file keeps its length and every record its place.

A FORMULA record has its result and is never shorter than the record of a value, the rest becomes a record that no reader
knows. A result that is text stands in a STRING record behind: both together become a LABEL. Pivot tables lose the record
that begins their description. See [MS-XLS] 2.4.127 (Formula), 2.4.268 (String), [MS-CFB] for the container."""
import struct

FORMULA, ARRAY, TABLE, SHRFMLA, STRING, CONTINUE = 0x0006, 0x0221, 0x0236, 0x04BC, 0x0207, 0x003C
BLANK, NUMBER, LABEL, BOOLERR = 0x0201, 0x0203, 0x0204, 0x0205
FILEPASS, SXVIEW, FILLER = 0x002F, 0x00B0, 0x0FF0
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LAST_SECTOR = 0xFFFFFFFA


class Container:
    """The sectors of an OLE container, for streams that are not in the mini stream."""

    def __init__(self, data):
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        first_directory, self.cutoff = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 56)[0]
        tables, more = list(struct.unpack_from("<109I", data, 76)), struct.unpack_from("<I", data, 68)[0]
        while more < LAST_SECTOR and len(tables) < len(data) // self.size:
            *part, more = struct.unpack_from("<%dI" % (self.size // 4), data, self.place(more))
            tables += part
        self.next = [sector for table in tables if table < LAST_SECTOR
                     for sector in struct.unpack_from("<%dI" % (self.size // 4), data, self.place(table))]
        self.directory = self.read(self.chain(first_directory))

    def place(self, sector):
        return (sector + 1) * self.size

    def chain(self, sector):
        sectors = []
        while sector < LAST_SECTOR:
            if len(sectors) > len(self.next):
                raise ValueError("a chain without end")
            sectors.append(sector)
            sector = self.next[sector]
        return sectors

    def read(self, sectors):
        return bytearray().join(self.data[self.place(sector):self.place(sector) + self.size] for sector in sectors)

    def write(self, sectors, stream):
        for i, sector in enumerate(sectors):
            part = stream[i * self.size:(i + 1) * self.size]
            self.data[self.place(sector):self.place(sector) + len(part)] = part

    def streams(self, *names):
        """The chains of sectors of the streams with one of the names, and their sizes."""
        for at in range(0, len(self.directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", self.directory, at + 64)
            name = bytes(self.directory[at:at + max(length, 2) - 2]).decode("utf-16-le", "replace").lower()
            first, size = struct.unpack_from("<II", self.directory, at + 116)
            if kind == 2 and name in names and size >= self.cutoff:
                yield self.chain(first), size


def records(stream):
    """[(place, kind, end)]"""
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            break
        found.append((at, kind, at + 4 + length))
        at += 4 + length
    return found


def put(stream, start, end, kind, body):
    """The record, and one that nobody knows up to `end`."""
    rest = end - start - 8 - len(body)
    stream[start:end] = struct.pack("<HH", kind, len(body)) + body + struct.pack("<HH", FILLER, rest) + bytes(rest)


def put_result(stream, found, i):
    """Replaces the FORMULA that is record `i`; false where its result cannot be told."""
    start, _, end = found[i]
    cell, result = bytes(stream[start + 4:start + 10]), bytes(stream[start + 10:start + 18])
    if result[6:] != b"\xff\xff":
        put(stream, start, end, NUMBER, cell + result)
    elif result[0] in (1, 2):
        put(stream, start, end, BOOLERR, cell + bytes([result[2], result[0] - 1]))
    elif result[0] == 3:
        put(stream, start, end, BLANK, cell)
    elif result[0] == 0:
        j = i + 1
        while j < len(found) and found[j][1] in (ARRAY, TABLE, SHRFMLA):
            j += 1
        if j + 1 >= len(found) or found[j][1] != STRING or found[j + 1][1] == CONTINUE:
            return False
        text = bytes(stream[found[j][0] + 4:found[j][2]])
        put(stream, start, found[j][2], LABEL, cell + text)
    else:
        return False
    return True


def with_results(stream):
    """Changes the records; how many, or none where they are encrypted."""
    found, changed, replaced = records(stream), 0, False
    if any(kind == FILEPASS for _, kind, _ in found):
        return 0
    covered = 0
    for i, (start, kind, end) in enumerate(found):
        if start < covered:
            continue
        if kind == FORMULA and end - start >= 26:
            replaced = put_result(stream, found, i)
            covered = start + 4 + struct.unpack_from("<H", stream, start + 2)[0]
            changed += replaced
        elif kind == SXVIEW or kind in (ARRAY, TABLE) and replaced:
            struct.pack_into("<H", stream, start, FILLER)
            changed += 1
    return changed


def without_formulas(data):
    """The bytes of a .xls without formulas, or None where there are none or they cannot be told."""
    if not data.startswith(OLE):
        return None
    changed = 0
    try:
        container = Container(bytearray(data))
        for sectors, size in container.streams("workbook", "book"):
            stream = container.read(sectors)[:size]
            changed += with_results(stream)
            container.write(sectors, stream)
    except (ValueError, IndexError, struct.error):
        return None
    return bytes(container.data) if changed else None
