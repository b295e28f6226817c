"""tlslite-ng, SSL 3.0 to TLS 1.2 in Python. Ciphers are KEYEXCHANGE/CIPHER/MAC in its own names."""
import driver
from tlslite.api import HandshakeSettings, SessionCache, TLSConnection, X509CertChain, parsePEMKey

VERSIONS = {"SSLv3": (3, 0), "TLSv1": (3, 1), "TLSv1_1": (3, 2), "TLSv1_2": (3, 3)}


def settings(wanted):
    chosen = HandshakeSettings()
    chosen.minVersion = chosen.maxVersion = VERSIONS[wanted["version"]]
    exchange, cipher, mac = wanted["ciphers"].split("/")
    chosen.keyExchangeNames, chosen.cipherNames, chosen.macNames = [exchange], [cipher], [mac]
    chosen.minKeySize = 512
    chosen.useExtendedMasterSecret = wanted.get("ems", "yes") == "yes"
    chosen.useEncryptThenMAC = wanted.get("etm", "yes") == "yes"
    return chosen


def identity(wanted):
    """The chain and the key, or nothing of both."""
    if "cert" not in wanted:
        return None, None
    chain = X509CertChain()
    with open(wanted["cert"]) as pem:
        chain.parsePemList(pem.read())
    with open(wanted["key"]) as pem:
        return chain, parsePEMKey(pem.read(), private=True, implementations=["python"])


class TlsLite:
    def __init__(self):
        self.session = None

    def prepare(self, wanted):
        return wanted, settings(wanted), SessionCache()

    def accept(self, link, prepared):
        wanted, chosen, cache = prepared
        chain, key = identity(wanted)
        anonymous = "anon" in wanted["ciphers"]
        tls = TLSConnection(link)
        asks = wanted.get("client", "none") != "none"
        tls.handshakeServer(
            certChain=None if anonymous else chain,
            privateKey=None if anonymous else key,
            anon=anonymous,
            reqCert=asks,
            sessionCache=cache,
            settings=chosen,
        )
        return Connection(tls)

    def connect(self, link, wanted):
        tls = TLSConnection(link)
        session = self.session if wanted.get("resume") == "yes" else None
        if "anon" in wanted["ciphers"]:
            tls.handshakeClientAnonymous(session=session, settings=settings(wanted))
        else:
            chain, key = identity(wanted)
            tls.handshakeClientCert(chain, key, session=session, settings=settings(wanted))
        self.session = tls.session
        return Connection(tls)


class Connection:
    def __init__(self, tls):
        self.read = lambda: bytes(tls.read(max=16384, min=1))
        self.write = tls.write
        self.close = tls.close
        self.known = {
            "version": tls.getVersionName(),
            "cipher": tls.getCipherName(),
            "resumed": "yes" if tls.resumed else "no",
        }
        chain = None if tls._client else tls.session.clientCertChain
        if chain and chain.getNumCerts():
            self.known["peer"] = chain.getFingerprint()

    def facts(self):
        return self.known


driver.run(TlsLite())
