"""Self-signed certificates with their keys, in files."""
import datetime
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12


class Certificate:
    password = "not a secret"

    def __init__(self, folder, name):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self._certificate = (
            x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(datetime.datetime(2020, 1, 1))
            .not_valid_after(datetime.datetime(2099, 12, 31))
            .sign(key, hashes.SHA256())
        )
        self.pem = self._certificate.public_bytes(serialization.Encoding.PEM).decode()
        self._base = os.path.join(folder, name)
        key_pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, NoEncryption()
        )
        self.pem_file = self._write(".pem", key_pem + self.pem.encode())
        encryption = BestAvailableEncryption(self.password.encode())
        self.pfx_file = self._write(
            ".pfx", pkcs12.serialize_key_and_certificates(None, key, self._certificate, None, encryption)
        )

    @property
    def thumbprint(self):
        return self._certificate.fingerprint(hashes.SHA1()).hex().upper()

    def _write(self, extension, content):
        with open(self._base + extension, "wb") as file:
            file.write(content)
        return self._base + extension
