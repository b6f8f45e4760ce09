"""An authenticator of WebAuthn that does what a test says; its signatures are openssl's."""

import base64
import hashlib
import json
import os
import subprocess
from pathlib import Path

from .process import fresh_folder

ES256, EDDSA, RS256 = -7, -8, -257
MADE, USED = "webauthn.create", "webauthn.get"


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data_of(value):
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def openssl(*arguments, given=None):
    return subprocess.run(["openssl", *arguments], input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True, timeout=60).stdout


def cbor(value):
    """Whole numbers, bytes, text and maps, in the shortest form."""
    def head(kind, number):
        for size, mark in ((1, 24), (2, 25), (4, 26)):
            if number < 24:
                return bytes([kind << 5 | number])
            if number < 1 << 8 * size:
                return bytes([kind << 5 | mark]) + number.to_bytes(size, "big")
        raise ValueError(number)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(5, len(value)) + b"".join(cbor(key) + cbor(one) for key, one in value.items())


class Authenticator:
    def __init__(self, algorithm=ES256):
        self.algorithm = algorithm
        self.key = Path(fresh_folder("passkey")) / "key.pem"
        kind = {ES256: ("EC", "-pkeyopt", "ec_paramgen_curve:P-256"), EDDSA: ("ED25519",),
                RS256: ("RSA", "-pkeyopt", "rsa_keygen_bits:2048")}[algorithm]
        self.key.write_bytes(openssl("genpkey", "-algorithm", *kind))
        self.id = os.urandom(32)
        self.handle = None
        self.count = 1
        self.flags = 0x05

    def public_key(self):
        if self.algorithm == RS256:
            modulus = openssl("rsa", "-in", str(self.key), "-modulus", "-noout").decode().strip().split("=")[1]
            return cbor({1: 3, 3: RS256, -1: bytes.fromhex(modulus), -2: b"\1\0\1"})
        der = openssl("pkey", "-in", str(self.key), "-pubout", "-outform", "DER")
        if self.algorithm == EDDSA:
            return cbor({1: 1, 3: EDDSA, -1: 6, -2: der[-32:]})
        return cbor({1: 2, 3: ES256, -1: 1, -2: der[-64:-32], -3: der[-32:]})

    def sign(self, message):
        if self.algorithm != EDDSA:
            return openssl("dgst", "-sha256", "-sign", str(self.key), given=message)
        file = self.key.with_name("message")
        file.write_bytes(message)
        return openssl("pkeyutl", "-sign", "-rawin", "-inkey", str(self.key), "-in", str(file))

    @staticmethod
    def client_data(act, challenge, origin, more):
        return json.dumps({"type": act, "challenge": challenge, "origin": origin, "crossOrigin": False, **more},
                          separators=(",", ":")).encode()

    def head(self, site, more=0):
        return hashlib.sha256(site.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def make(self, page, origin, site=None, act=MADE, **more):
        """What a browser sends after making this passkey for the form of a page."""
        asked = page["data"]
        self.handle = data_of(asked["handle"])
        data = (self.head(site or asked["site"], 0x40) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id
                + self.public_key())
        return {"id": text(self.id), "client_data": text(self.client_data(act, asked["challenge"], origin, more)),
                "attestation": text(cbor({"fmt": "none", "attStmt": {}, "authData": data}))}

    def use(self, page, origin, site=None, act=USED, **more):
        """What a browser sends after using it."""
        asked = page["data"]
        self.count += 1
        data = self.head(site or asked["site"])
        said = self.client_data(act, asked["challenge"], origin, more)
        return {"id": text(self.id), "handle": text(self.handle), "client_data": text(said), "data": text(data),
                "signature": text(self.sign(data + hashlib.sha256(said).digest()))}
