"""Seeds in the old binary formats: records from the notation of tests/support/xls-builder.h, containers around streams,
messages of the second reader."""
import re
import struct

END, FAT, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
FORMATS = ("0", "9", "14", "46", "164")
XF = {8: "e0: 0w %sw 1w 0b 0b 0b 0b 0d 0d 0w\n", 5: "e0: 0w %sw 1w 0b 0b 0d 0d\n"}
# Every record that is read, once or more, for BIFF8.
GLOBALS = r"""42: 1200w;22: 0w;31: 200w 2w 0x7FFFw 400w 0w 0b 0b 0b 0b 5b 0b "Arial";31: 240w 0w 8w 700w 1w 1b 0b 0b 0b 5b 1b u"Arial"
41e: 164w 10w 0b "dd/mm/yyyy";e0: 0w 0w 1w 0b 0b 0b 0b 0d 0d 0w;e0: 1w 164w 1w 0x2Ab 45b 0x12b 0b 0x00081234d 0x04000000d 0x2009w
e0: 1w 9w 1w 0x11b 255b 0b 0b 0x7FFF4321d 0x0800F00Fd 0x2C8Aw;e0: 1w 9w 1w 0x11b 120b 0b 0b 0d 0d 0w
92: 2w 0xC0b 1b 2b 0b 3b 4b 5b 0b;18: 0x20w 0b 1b 11w 0w 1w 0d 0b 7b 0x3Bb 0w 0w 1w 0w 255w
18: 0x20w 0b 1b 37w 0w 1w 0d 0b 7b 0x29b 33w 0x3Bb 0w 0w 65535w 0w 1w 0x3Bb 0w 0w 1w 0w 255w 0x10b
18: 0x20w 0b 1b 11w 0w 1w 0d 0b 6b 0x3Bb 0w 0w 9w 1w 3w;18: 0x20w 0b 1b 7w 0w 1w 0d 0b 6b 0x3Ab 0w 5w 1w
18: 0w 0b 1b 0w 0w 0w 0d 0b "n";fc: 4d 4d 5w 8b 1w "abcde" 2w 0w 3w 13b 1w 4d u"due" 1w 1w 4*p 3w 4b 6d "tre" 6*q 3w 0b "q"
3c: 1b 0xD83Dw 0xDE00w"""
SHEET = r"""14: 3w 0b "&Lx";15: 2w 1b u"&P";26: 0.5f;27: 1f;28: 1f;29: 1f;2a: 1w;2b: 1w;83: 1w;84: 1w;81: 0x100w
a1: 9w 80w 3w 1w 0w 0x80w 600w 600w 0.3f 0.3f 1w;a1: 9w 80w 3w 1w 0w 0x42w 600w 600w 0.3f 0.3f 1w;1b: 2w 4w 0w 255w 9w 0w 255w
225: 0w 300w;55: 10w;99: 2560w;7d: 1w 2w 2560w 1w 1w 0w;7d: 0w 1w 1000w 0w 0w 0w;208: 4w 0w 1w 600w 0w 0w 0xE0w 1w;208: 2w 0w 1w 600w 0w 0w 0w 0w
203: 0w 0w 1w 43830.5f;203: 0w 1w 0w inff;27e: 0w 2w 0w 0x3FF00000d;27e: 0w 3w 0w 31d;bd: 1w 2w 0w 6d 1w 203d 2w 175322d 4w
205: 1w 5w 0w 1b 0b;205: 1w 6w 0w 7b 1b;205: 1w 7w 0w 99b 1b;fd: 2w 0w 0w 0d;fd: 2w 1w 0w 3d;be: 2w 2w 1w 1w 3w;201: 2w 4w 1w
204: 3w 0w 0w 3w 0b "uno";d6: 3w 1w 0w 3w 0b "due" 1w 1w 0w;6: 4w 0w 1w 0.85f 0w 0d 3w 0x1Eb 1w
6: 4w 1w 1w 1b 0b 1b 0b 0b 0b 0xFFFFw 0w 0d 0w;6: 4w 2w 0w 2b 0b 7b 0b 0b 0b 0xFFFFw 0w 0d 0w;6: 4w 3w 0w 3b 0b 0b 0b 0b 0b 0xFFFFw 0w 0d 0w
6: 4w 4w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 8w 0d 5w 1b 4w 4w;4bc: 4w 5w 4b 4b 0b 1b 5w 0x44b 0w 0w;207: 3w 0b "uno"
6: 5w 4w 0w 0b 0b 0b 0b 0b 0b 0xFFFFw 8w 0d 5w 1b 4w 4w;207: 3w 0b "due";3c: 1b u"tre";221: 8*x;236: 8*x;203: 3w 1w 0w 5f
e5: 2w 6w 7w 0w 1w 8w 8w 1w 3w;23e: 0xBEw;41: 1w 2w 2w 1w 3w;a0: 3w 4w;862: 16*0 9d;1c: 8*0;ec: 4*0;9d: 1w;1b0: 4*0
1b8: 4*0;1be: 4*0;12: 1w"""

LINKS = r"""1ae: 1w 0x0401w;1ae: 1w 0x3A01w;1ae: 1w 0w 5w 0b "x.xls";17: 4w 0w 0w 0w 1w 0xFFFEw 0xFFFEw 0w 0w 1w 0w 0xFFFEw 0xFFFEw
23: 0w 0d 4b 0b "SUM2" 0w;18: 0w 0b 1b 0w 0w 0w 0d 0b "n";18: 1w 0b 10b 0w 0w 0w 0d 0b "_xlfn.IFNA";18: 0x20w 0b 1b 0w 0w 0w 0d 0b 6b"""
# Tokens of formulas (MS-XLS 2.5.198), behind "|" what stands behind them: constants.
OPERATORS = ["0x1Eb 1w 0x1Fb 2.5f 0x%02Xb" % token for token in range(3, 0x12)] + \
    ["0x1Eb 1w 0x%02Xb" % token for token in (0x12, 0x13, 0x14, 0x15)]
FORMULAS = OPERATORS + [
    '0x17b 3b 0b "uno" 0x17b 2b 1b u"\u00e8\"" 8b', "0x1Cb 0x2Ab", "0x1Db 1b", "0x1Eb 1w 0x16b 0x1Eb 2w 0x42b 3b 1w",
    "0x25b 0w 3w 0xC000w 0xC001w 0x19b 0x10b 0w", "0x24b 5w 2w 0x44b 5w 0xC002w 0x64b 5w 0x8002w 0x42b 3b 4w",
    "0x1Eb 1w 0x19b 4b 1w 8w 8w 0x1Eb 2w 0x19b 8b 3w 0x19b 0x40b 1w 0x42b 2b 100w", "0x24b 0w 0w 0x41b 24w", "0x43b 1w 0w",
    "0x23b 2w 0w 0x1Eb 1w 0x42b 2b 255w", "0x39b 1w 1w 0w 0x1Eb 1w 0x42b 2b 255w", "0x59b 0w 1w 0w", "0x59b 3w 1w 0w",
    "0x3Ab 0w 1w 0xC001w", "0x5Bb 0w 1w 2w 0w 255w", "0x3Bb 1w 0w 65535w 0w 3w", "0x3Bb 0w 4w 5w 0w 255w", "0x3Cb 0w 0d",
    "0x3Db 0w 0d 0d", "0x2Ab 0d", "0x2Bb 0d 0d", "0x2Cb 1w 0xC001w", "0x2Db 0xFFFFw 1w 0xC0FFw 0xC001w",
    "0x26b 0d 4w 0x25b 0w 1w 0w 0w 0x25b 2w 3w 1w 1w 0x10b 0x15b 0x42b 1b 4w|1w 0w 1w 0b 0b 0b 0b", "0x27b 0d 0w 0x1Eb 1w",
    "0x28b 0d 0w 0x1Eb 1w", "0x29b 5w 0x24b 0w 0w", '0x20b 7*0|1b 1w 1b 1f 2b 1w 0b "a" 4b 1b 7*0 0x10b 7b 7*0', "3b", "0xFFb",
    "0x61b 67w", "0x42b 0b 63w", "0x18b 0b", "1b 0w 0w"] + ["0x1Eb 1w " + "0x1Eb 2w 3b " * 300]


def formula(number, tokens, shared=""):
    """A cell with a formula, in a row of its own; `shared`: the record behind it, up to the length of its tokens."""
    tokens, _, constants = tokens.partition("|")
    length = len(records("0: " + tokens)) - 4
    if shared:
        return "6: %dw 0w 0w 1f 0w 0d 5w 1b %dw 0w\n%s %dw %s %s\n6: %dw 0w 0w 1f 0w 0d 5w 1b %dw 0w\n" % (
            number, number, shared, length, tokens, constants, number + 1, number)
    return "6: %dw 0w 0w 1f 0w 0d %dw %s %s\n" % (number, length, tokens, constants)


def formulas():
    """(globals, sheet) of books of formulas."""
    for step in range(0, len(FORMULAS), 8):
        some = FORMULAS[step:step + 8]
        yield LINKS, "".join(formula(i, tokens) for i, tokens in enumerate(some))
        yield LINKS, "".join(formula(2 * i, tokens, "4bc: %dw %dw 0b 0b 0b 2b" % (2 * i, 2 * i + 1))
                             for i, tokens in enumerate(some))
        yield LINKS, "".join(formula(2 * i, tokens, "221: %dw %dw 0b 0b 0w 0d" % (2 * i, 2 * i + 1))
                             for i, tokens in enumerate(some))


def records(text):
    """The bytes of records in the notation of xls-builder.h."""
    out = b""
    for line in re.split(r"[\n;]", text):
        if not line.strip():
            continue
        number, items = line.split(":", 1)
        body = b""
        for item in re.findall(r'u?"[^"]*"|\d+\*[\s\S]|\S+', items):
            if item.startswith('u"'):
                body += item[2:-1].encode("utf-16-le", "surrogatepass")
            elif item.startswith('"'):
                body += item[1:-1].encode("latin-1", "replace")
            elif "*" in item:
                count, character = item.split("*", 1)
                body += character.encode("latin-1") * int(count)
            elif item.endswith("f"):
                body += struct.pack("<d", float(item[:-1]))
            else:
                size = {"b": 1, "w": 2, "d": 4}[item[-1]]
                body += int(item[:-1], 0).to_bytes(size, "little")
        out += struct.pack("<HH", int(number, 16), len(body)) + body
    return out


def workbook(biff, globals_, *sheets):
    """As the target biff takes it: the version, then records; an EOF where a sheet begins."""
    out = bytes([1 if biff == 5 else 0]) + records(globals_)
    for number in range(len(sheets)):
        out += records('85: 0d %db 0b 1b %s"%d"' % (number % 3, "" if biff == 5 else "0b ", number))
    return out + b"".join(records("a:") + records(sheet) for sheet in sheets)


def cases(path, unquote):
    """(version, globals, sheet) of the table of tests/test-grid-xls.c."""
    with open(path, encoding="utf-8") as f:
        source = f.read()
    for biff, form in XF.items():
        source = source.replace("FORMATS_%d" % biff, '"%s"' % "".join(form % code for code in FORMATS).replace("\n", "\\n"))
    for row in re.findall(r"\n    \{(\"[^\n]*\", [58],.*?)\}(?=,\n)", source, re.S):
        fields = [""]
        for token in re.findall(r'"(?:[^"\\]|\\.)*"|,|[^",]+', row):
            if token == ",":
                fields.append("")
            else:
                fields[-1] += token
        yield int(fields[1]), unquote(fields[2]), unquote(fields[3])


def container(streams, shift=9, storages=0, listed=109):
    """An OLE file of (name, bytes); what is shorter than 4096 stands in the stream of small ones. The header lists so many
    sectors of the FAT, the others stand in a list of their own."""
    sector = 1 << shift
    chains, body, small, small_fat = [], b"", b"", []

    def add(content):
        nonlocal body
        first, count = len(chains), -(-len(content) // sector)
        chains.extend(list(range(first + 1, first + count)) + [END] if count else [])
        body += content.ljust(count * sector, b"\0")
        return first if count else END

    entries = []
    for name, content in streams:
        if len(content) < 4096:
            first, count = len(small_fat), -(-len(content) // 64)
            small_fat += list(range(first + 1, first + count)) + [END] if count else []
            small += content.ljust(count * 64, b"\0")
        else:
            first = add(content)
        entries.append((name, 2, first, len(content)))
    entries += [("Z%d" % i, 1, 0, 0) for i in range(storages)]
    root = add(small)
    small_place = add(b"".join(struct.pack("<I", n) for n in small_fat).ljust(sector, b"\xff") if small_fat else b"")
    directory = b""
    for i, (name, kind, first, length) in enumerate([("Root Entry", 5, root, len(small))] + entries):
        right = i + 1 if 0 < i < len(entries) else FREE
        directory += name.encode("utf-16-le").ljust(64, b"\0") + struct.pack(
            "<HBBIII", 2 * len(name) + 2, kind, 1, FREE, right, 1 if i == 0 and entries else FREE) + bytes(36) + \
            struct.pack("<IQ", first, length)
    directory = add(directory)
    per = sector // 4
    lists, count = 0, 0
    while count * per < len(chains) + count + lists:
        count += 1
        lists = -(-max(0, count - listed) // (per - 1))
    place = len(chains)
    chains += [FAT] * count + [FAT - 1] * lists
    places = list(range(place, place + count))
    body += b"".join(struct.pack("<I", n) for n in chains).ljust(count * sector, b"\xff")
    for i in range(lists):
        some = places[listed + i * (per - 1):listed + (i + 1) * (per - 1)]
        some += [FREE] * (per - 1 - len(some)) + [place + count + i + 1 if i + 1 < lists else END]
        body += struct.pack("<%dI" % per, *some)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHHHIIIIIIIIII", 0x3E, 3 if shift == 9 else 4, 0xFFFE, shift, 6, 0, 0, 0, count, directory, 0, 4096,
        small_place, 1 if small_fat else 0, place + count if lists else END, lists)
    head += struct.pack("<109I", *(places[:listed] + [FREE] * 109)[:109])
    return head.ljust(sector, b"\0") + body


def message(kind, row=None, column=None, value=None):
    """One of the second reader's."""
    out = kind.encode()
    if row is not None:
        out += struct.pack("=II", row, column)
    if isinstance(value, str):
        text = value.encode("utf-8")
        out += struct.pack("=I", len(text)) + text
    elif value is not None:
        out += struct.pack("=d", value)
    return out


def conversations():
    """What the second reader may say of the workbook that the target pipe compares with."""
    right = [("T", 0, 0, "a"), ("T", 0, 1, "bc"), ("N", 0, 2, 1234.5), ("N", 0, 3, -0.5), ("D", 0, 4, "2019-12-31")]
    wrong = [("T", 0, 0, "à"), ("N", 0, 1, 3.0), ("T", 0, 2, "x"), ("D", 0, 3, "2019-12-31"), ("D", 0, 4, "2019-12-30"),
             ("N", 0, 4, 42368.5), ("N", 0, 0, float("inf")), ("T", 7, 7, " "), ("T", 1048575, 16383, "y"), ("D", 9, 9, "z")]
    sheet, other, end = message("S", value="S"), message("S", value="T"), message("E")
    for cells in ([], right, wrong, right + wrong * 3):
        body = b"".join(message(*cell) for cell in cells)
        for step in (b"\0", b"\1", b"\x20", b"\xff"):
            yield step + sheet + body + end
        yield b"\3" + other + body + sheet + body + end
        yield b"\7" + sheet + body
        yield b"\7" + body + end
    yield b"\5" + sheet + message("T", 0, 0, "\0") + end
    yield b"\5" + sheet + message("T", 1 << 20, 0, "a") + end
    yield b"\5" + sheet + message("X") + end
    yield b"\5" + sheet + end + end
    yield b"\5" + sheet + struct.pack("=cIII", b"T", 0, 0, 1 << 31) + end
    yield b"\5" + sheet + struct.pack("=cIII2s", b"T", 0, 0, 2, b"\xff\xfe") + end
