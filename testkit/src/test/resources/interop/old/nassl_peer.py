"""nassl, a client on OpenSSL 1.0.2 with everything old switched on. It has no server."""
from pathlib import Path

import driver
from nassl.legacy_ssl_client import LegacySslClient
from nassl.ssl_client import OpenSslVersionEnum, OpenSslVerifyEnum
from nassl._nassl import WantReadError


class Nassl:
    def __init__(self):
        self.session = None

    def connect(self, link, wanted):
        certificate = wanted.get("cert")
        anonymous = "ADH" in wanted["ciphers"] or "AECDH" in wanted["ciphers"]
        client = LegacySslClient(
            underlying_socket=link,
            ssl_version=OpenSslVersionEnum[wanted["version"].upper()],
            ssl_verify=OpenSslVerifyEnum.NONE if anonymous else OpenSslVerifyEnum.PEER,
            ssl_verify_locations=Path(wanted["ca"]),
            client_certificate_chain=Path(certificate) if certificate else None,
            client_key=Path(wanted["key"]) if certificate else None,
            ignore_client_authentication_requests=certificate is None,
        )
        client.set_cipher_list(wanted["ciphers"])
        client.disable_stateless_session_resumption()
        if wanted.get("resume") == "yes":
            client.set_session(self.session)
        client.do_handshake()
        self.session = client.get_session()
        return Connection(client)


class Connection:
    def __init__(self, client):
        self.client = client

    def read(self):
        while True:
            try:
                return self.client._ssl.read(16384)
            except WantReadError:
                octets = self.client._sock.recv(16384)
                if not octets:
                    return b""
                self.client._network_bio.write(octets)

    def write(self, data):
        # the pair of buffers between library and socket holds 17 kB
        for at in range(0, len(data), 8192):
            self.client.write(data[at : at + 8192])

    def close(self):
        self.client._ssl.shutdown()
        self.client._flush_ssl_engine()

    def facts(self):
        facts = {"cipher": self.client.get_current_cipher_name()}
        compression = self.client.get_current_compression_method()
        if compression:
            facts["compression"] = compression.replace(" ", "-")
        return facts


driver.run(Nassl())
