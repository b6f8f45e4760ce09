"""Small pictures of each kind that a cover may be, and some that it may not."""

import base64
import struct
import zlib

JPEG = base64.b64decode(
    "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBD"
    "ARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAA8ACgD"
    "ASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEG"
    "E1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4"
    "eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6"
    "/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEI"
    "FEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaH"
    "iImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIR"
    "AxEAPwDBVakVaVVqVVroch05CKtSKtOVakVaycjupyEVaKmVaKycjtjLQpKtSqtKq1Kq1bkfOU5DVWpVWlValVaycjupyGqtFTKt"
    "FZuR2xloU1WpVWlValVatyPnKchqrUqrSqtSqtZOR3U5DVWiplWis3I7Yy0KarUqrQoqVRVtnzlOQirUqrQoqVRWTZ3U5CKtFSqK"
    "KybO2MtD/9k=")
WEBP = base64.b64decode(
    "UklGRmQBAABXRUJQVlA4WAoAAAAIAAAAJwAAOwAAVlA4IIQAAACwBACdASooADwAPyV6r1O/raSkN/jtU/AkiWYAqSf3BlAsJJQe"
    "/D3R+RG7//gAAP7sjVeFjBXqWmDBYX+digP0NZoXIdQD78n1fY2l7tk8EhZ6Y8N38tcwIxUUP81YAN5qptp3f2orG4WGmYKzXzhy"
    "S6dtyDMxmn+J7jBh88HcveQAAABFWElGugAAAEV4aWYAAElJKgAIAAAABgASAQMAAQAAAAEAAAAaAQUAAQAAAFYAAAAbAQUAAQAA"
    "AF4AAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAABphwQAAQAAAGYAAAAAAAAALxkBAOgDAAAvGQEA6AMAAAYAAJAHAAQAAAAwMjEw"
    "AZEHAAQAAAABAgMAAKAHAAQAAAAwMTAwAaADAAEAAAD//wAAAqAEAAEAAAAoAAAAA6AEAAEAAAA8AAAAAAAAAA==")


def png(width, height, declared=None):
    """An RGB picture; `declared`: the width and height that it says it has."""
    row = b"\0" + bytes([40, 90, 140]) * width
    says = declared or (width, height)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *says, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(row * height, 9)) + chunk(b"IEND", b""))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif(width, height):
    """One colour, in codes of nine bits that never grow a table."""
    bits, codes = [], []
    for number in range(width * height):
        if number % 100 == 0:
            codes.append(256)
        codes.append(1)
    codes.append(257)
    for code in codes:
        bits += [code >> place & 1 for place in range(9)]
    data = bytes(sum(bit << place for place, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))
    blocks = b"".join(bytes([len(data[at:at + 255])]) + data[at:at + 255] for at in range(0, len(data), 255))
    table = bytes(range(256)) * 3
    return (b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + table[:768] +
            b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x08" + blocks + b"\0;")
