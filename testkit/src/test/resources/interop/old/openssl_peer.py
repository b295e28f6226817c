"""An old OpenSSL library, called through its public API: openssl_peer.py LIBCRYPTO LIBSSL."""
import ctypes
import sys

import driver

SSL_CTRL_SET_TMP_RSA, SSL_CTRL_SET_TMP_DH, SSL_CTRL_GET_SESSION_REUSED = 2, 3, 8
SSL_CTRL_OPTIONS, SSL_CTRL_SET_ECDH_AUTO = 32, 94
SSL_OP_NO_TICKET, SSL_OP_CIPHER_SERVER_PREFERENCE = 0x4000, 0x400000
SSL_VERIFY_PEER, SSL_VERIFY_FAIL_IF_NO_PEER_CERT = 1, 2
SSL_FILETYPE_PEM = 1
SSL_ERROR_SYSCALL, SSL_ERROR_ZERO_RETURN = 5, 6

POINTERS = """
    SSL_CTX_new SSL_new SSL_get1_session SSL_get_current_cipher SSL_get_current_compression
    SSL_get_peer_certificate SSL_load_client_CA_file X509_get_subject_name BIO_new_file
    PEM_read_bio_DHparams RSA_generate_key SSLv2_method SSLv3_method SSLv23_method TLSv1_method
    TLSv1_1_method TLSv1_2_method
"""
STRINGS = "SSL_get_version SSL_CIPHER_get_name SSL_COMP_get_name X509_NAME_oneline ERR_error_string"


class Library:
    def __init__(self, libcrypto, libssl):
        crypto = ctypes.CDLL(libcrypto, mode=ctypes.RTLD_GLOBAL)
        self.libraries = (ctypes.CDLL(libssl), crypto)
        self.pointers, self.strings = POINTERS.split(), STRINGS.split()
        self.SSL_library_init()
        self.SSL_load_error_strings()

    def __getattr__(self, name):
        """A function of the library; pointers among its arguments pass whole."""
        for library in self.libraries:
            try:
                function = library[name]
            except AttributeError:
                continue
            if name in self.pointers:
                function.restype = ctypes.c_void_p
            elif name in self.strings:
                function.restype = ctypes.c_char_p
            setattr(self, name, lambda *given: function(*map(argument, given)))
            return getattr(self, name)
        raise OSError("this library has no " + name)

    def check(self, result):
        if not result or (isinstance(result, int) and result < 0):
            raise OSError(self.error())
        return result

    def error(self):
        error = None
        while code := self.ERR_get_error():
            error = error or self.ERR_error_string(code, None).decode()
        return error or "the connection was cut"


def argument(value):
    if isinstance(value, str):
        return ctypes.c_char_p(value.encode())
    if isinstance(value, int) and abs(value) > 0x7FFFFFFF:
        return ctypes.c_void_p(value)
    return value


class OpenSsl:
    def __init__(self, library):
        self.lib = library
        self.session = None
        self.context = None

    def prepare(self, wanted):
        """A server's context, which holds its sessions."""
        lib, context = self.lib, self.new_context(wanted)
        if "dh" in wanted:
            bio = lib.check(lib.BIO_new_file(wanted["dh"], "r"))
            dh = lib.check(lib.PEM_read_bio_DHparams(bio, None, None, None))
            lib.check(lib.SSL_CTX_ctrl(context, SSL_CTRL_SET_TMP_DH, 0, ctypes.c_void_p(dh)))
        if "EXP" in wanted["ciphers"]:
            rsa = lib.check(lib.RSA_generate_key(512, 65537, None, None))
            lib.check(lib.SSL_CTX_ctrl(context, SSL_CTRL_SET_TMP_RSA, 0, ctypes.c_void_p(rsa)))
        if "ECDH" in wanted["ciphers"]:
            lib.check(lib.SSL_CTX_ctrl(context, SSL_CTRL_SET_ECDH_AUTO, 1, None))
        if wanted.get("client", "none") != "none":
            required = SSL_VERIFY_FAIL_IF_NO_PEER_CERT if wanted["client"] == "required" else 0
            lib.SSL_CTX_set_verify(context, SSL_VERIFY_PEER | required, None)
            lib.SSL_CTX_set_client_CA_list(
                context, ctypes.c_void_p(lib.check(lib.SSL_load_client_CA_file(wanted["ca"]))))
        lib.check(lib.SSL_CTX_set_session_id_context(context, "old", 3))
        return context

    def new_context(self, wanted):
        lib = self.lib
        method = getattr(lib, wanted["version"] + "_method")()
        context = ctypes.c_void_p(lib.check(lib.SSL_CTX_new(ctypes.c_void_p(method))))
        lib.SSL_CTX_ctrl(
            context, SSL_CTRL_OPTIONS, SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE, None)
        lib.check(lib.SSL_CTX_set_cipher_list(context, wanted["ciphers"]))
        if "cert" in wanted:
            lib.check(lib.SSL_CTX_use_certificate_chain_file(context, wanted["cert"]))
            lib.check(lib.SSL_CTX_use_PrivateKey_file(context, wanted["key"], SSL_FILETYPE_PEM))
        if "ca" in wanted:
            lib.check(lib.SSL_CTX_load_verify_locations(context, wanted["ca"], None))
        return context

    def accept(self, link, context):
        connection = Connection(self.lib, context, link)
        connection.handshake(self.lib.SSL_accept)
        return connection

    def connect(self, link, wanted):
        lib = self.lib
        resume = wanted.get("resume") == "yes"
        context = self.context if resume else self.new_context(wanted)
        self.context = context
        if "ca" in wanted and "ADH" not in wanted["ciphers"]:
            lib.SSL_CTX_set_verify(context, SSL_VERIFY_PEER, None)
        connection = Connection(lib, context, link)
        if resume:
            lib.check(lib.SSL_set_session(connection.ssl, self.session))
        connection.handshake(lib.SSL_connect)
        self.session = ctypes.c_void_p(lib.SSL_get1_session(connection.ssl))
        return connection


class Connection:
    def __init__(self, lib, context, link):
        self.lib = lib
        self.ssl = ctypes.c_void_p(lib.check(lib.SSL_new(context)))
        lib.check(lib.SSL_set_fd(self.ssl, link.fileno()))

    def handshake(self, how):
        if how(self.ssl) != 1:
            raise OSError(self.lib.error())

    def read(self):
        buffer = ctypes.create_string_buffer(16384)
        count = self.lib.SSL_read(self.ssl, buffer, len(buffer))
        if count > 0:
            return buffer.raw[:count]
        if self.lib.SSL_get_error(self.ssl, count) in (SSL_ERROR_ZERO_RETURN, SSL_ERROR_SYSCALL):
            return b""
        raise OSError(self.lib.error())

    def write(self, data):
        self.lib.check(self.lib.SSL_write(self.ssl, data, len(data)))

    def close(self):
        self.lib.SSL_shutdown(self.ssl)

    def facts(self):
        lib, ssl = self.lib, self.ssl
        cipher = ctypes.c_void_p(lib.SSL_get_current_cipher(ssl))
        facts = {
            "version": lib.SSL_get_version(ssl).decode(),
            "cipher": lib.SSL_CIPHER_get_name(cipher).decode(),
            "resumed": "yes" if lib.SSL_ctrl(ssl, SSL_CTRL_GET_SESSION_REUSED, 0, None) else "no",
        }
        compression = lib.SSL_get_current_compression(ssl)
        if compression:
            facts["compression"] = lib.SSL_COMP_get_name(ctypes.c_void_p(compression)).decode()
        certificate = lib.SSL_get_peer_certificate(ssl)
        if certificate:
            name = lib.X509_get_subject_name(ctypes.c_void_p(certificate))
            facts["peer"] = lib.X509_NAME_oneline(ctypes.c_void_p(name), None, 0).decode()
        return facts


driver.run(OpenSsl(Library(*sys.argv[1:])))
