"""Small sound files written by hand: silence, with tags, pictures and chapters."""

import struct

FRAME = b"\xff\xfb\x90\xc4" + b"\0" * 413  # MPEG 1, layer III, 128 kbit/s, 44.1 kHz, mono: 1152 samples in 417 bytes
FRAMES_A_SECOND = 44100 / 1152


def synchsafe(number):
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def id3_frame(kind, data):
    return kind + synchsafe(len(data)) + b"\0\0" + data


def id3_text(kind, text):
    return id3_frame(kind, b"\3" + text.encode())


def mp3(seconds=30, tags=(), picture=None, chapters=(), language=None):
    """`tags`: pairs such as (b"TIT2", "One"); `chapters`: pairs of milliseconds and title."""
    frames = b"".join(id3_text(kind, text) for kind, text in tags)
    if language:
        frames += id3_text(b"TLAN", language)
    if picture:
        frames += id3_frame(b"APIC", b"\0image/jpeg\0\3\0" + picture)
    for number, (start, title) in enumerate(chapters):
        frames += id3_frame(b"CHAP", b"c%d\0" % number + struct.pack(">IIII", start, start + 1000, 0xFFFFFFFF, 0xFFFFFFFF) +
                            id3_text(b"TIT2", title))
    head = b"ID3\4\0\0" + synchsafe(len(frames)) + frames if frames else b""
    return head + FRAME * round(seconds * FRAMES_A_SECOND)


def flac(seconds=60, comments=()):
    samples = 44100 * seconds
    info = struct.pack(">HH", 4096, 4096) + b"\0" * 6 + struct.pack(">Q", (44100 << 44) | (15 << 36) | samples) + b"\0" * 16
    lines = b"".join(struct.pack("<I", len(line.encode())) + line.encode() for line in comments)
    comment = struct.pack("<I", 4) + b"test" + struct.pack("<I", len(comments)) + lines
    return (b"fLaC" + b"\0" + struct.pack(">I", len(info))[1:] + info + b"\x84" + struct.pack(">I", len(comment))[1:] +
            comment + b"\xff\xf8\xc9\x18" + b"\0" * 4000)


def atom(kind, *parts):
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + kind + data


def m4b(seconds=5400, tags=(), chapters=(), picture=None):
    """`tags`: pairs such as (b"\\xa9alb", "Walden"); `chapters`: pairs of seconds and title (Nero's list)."""
    scale = 1000
    duration = seconds * scale
    mdhd = atom(b"mdhd", b"\0" * 12, struct.pack(">II", scale, duration), b"\x55\xc4\0\0")
    hdlr = atom(b"hdlr", b"\0" * 8, b"soun", b"\0" * 12, b"\0")
    esds = atom(b"esds", b"\0" * 4, b"\x03\x19\0\0\0\x04\x11\x40\x15\0\0\0", struct.pack(">II", 64000, 64000), b"\x05\x02\x12\x10\x06\x01\x02")
    mp4a = atom(b"mp4a", b"\0" * 6, b"\0\1", b"\0" * 8, struct.pack(">HHHHI", 2, 16, 0, 0, 44100 << 16), esds)
    stsd = atom(b"stsd", b"\0" * 4, struct.pack(">I", 1), mp4a)
    trak = atom(b"trak", atom(b"tkhd", b"\0" * 84), atom(b"mdia", mdhd, hdlr, atom(b"minf", atom(b"stbl", stsd))))
    items = b"".join(atom(kind, atom(b"data", struct.pack(">II", 1, 0), text.encode())) for kind, text in tags)
    if picture:
        items += atom(b"covr", atom(b"data", struct.pack(">II", 13, 0), picture))
    meta = atom(b"meta", b"\0" * 4, atom(b"hdlr", b"\0" * 8, b"mdirappl", b"\0" * 9), atom(b"ilst", items))
    titles = b"".join(struct.pack(">Q", start * 10_000_000) + bytes([len(title.encode())]) + title.encode()
                      for start, title in chapters)
    chpl = atom(b"chpl", b"\1\0\0\0\0\0\0\0", bytes([len(chapters)]), titles) if chapters else b""
    mvhd = atom(b"mvhd", b"\0" * 12, struct.pack(">II", scale, duration), b"\0" * 80)
    return (atom(b"ftyp", b"M4B \0\0\0\0M4B mp42") + atom(b"moov", mvhd, trak, atom(b"udta", meta, chpl)) +
            atom(b"mdat", b"\0" * 2000))
