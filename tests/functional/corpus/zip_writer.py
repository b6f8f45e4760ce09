"""Zip archives written by hand, so that they can lie."""

import struct
import zlib
from dataclasses import dataclass

STORED, DEFLATED = 0, 8


@dataclass
class Entry:
    name: bytes
    data: bytes
    method: int = DEFLATED
    flags: int = 0
    declared: int | None = None       # size said, when it is not the real one
    packed: bytes | None = None       # bytes as they lie there, when they are not `data` packed by `method`
    crc: int | None = None
    local_name: bytes | None = None   # name said before the data, when it differs from the directory's
    offset: int | None = None         # where the directory says that it begins
    attributes: int = 0o100644 << 16  # Unix mode
    is_absent: bool = False           # in the directory only


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def write_zip(entries, comment=b"", prefix=b"", count=None):
    out, directory = bytearray(prefix), bytearray()
    for entry in entries:
        packed = entry.packed
        if packed is None:
            packed = deflate(entry.data) if entry.method == DEFLATED else entry.data
        size = len(entry.data) if entry.declared is None else entry.declared
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        head = struct.pack("<HHHHHIII", 20, entry.flags, entry.method, 0, 0x21, crc, len(packed), size)
        at = len(out) if entry.offset is None else entry.offset
        if not entry.is_absent:
            local = entry.name if entry.local_name is None else entry.local_name
            out += b"PK\3\4" + head + struct.pack("<HH", len(local), 0) + local + packed
        directory += (b"PK\1\2" + struct.pack("<H", 0x031E) + head +
                      struct.pack("<HHHHHII", len(entry.name), 0, 0, 0, 0, entry.attributes, at) + entry.name)
    total = len(entries) if count is None else count
    end = struct.pack("<HHHHIIH", 0, 0, total & 0xFFFF, total & 0xFFFF, len(directory), len(out), len(comment))
    return bytes(out + directory) + b"PK\5\6" + end + comment
