"""What the peers driven from Python have in common.

One command a line on standard input, one answer a line on standard output, both made of words like
name=value (see PeerProcess.java):

    serve version=SSLv3 ciphers=RC4-SHA cert=own.pem key=own.key   ->  ok port=40123
    outcome                                                        ->  ok cipher=RC4-SHA resumed=no ...
    visit port=40123 version=SSLv3 ciphers=RC4-SHA resume=no       ->  ok cipher=RC4-SHA resumed=no ...

A server echoes what it reads until the client closes. A client sends two messages, the second one
of "bulk" octets, and wants both back. What goes wrong is answered as "failed" and the reason.
"""
import queue
import socket
import struct
import sys
import threading
import traceback

PATIENCE_SECONDS = 10
PING = b"GET /ping HTTP/1.0\r\n\r\n"


class Server:
    """Listens on loopback and lets the peer accept one connection after the other."""

    def __init__(self, peer, wanted):
        self.peer, self.wanted, self.outcomes = peer, wanted, queue.Queue()
        self.listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                accepted, _ = self.listening.accept()
            except OSError:
                return
            self.outcomes.put(attempt(lambda: self.visit(accepted)))

    def visit(self, accepted):
        with accepted:
            patient(accepted)
            connection = self.peer.accept(accepted, self.wanted)
            while data := connection.read():
                connection.write(data)
            connection.close()
            return connection.facts()


def visit(peer, wanted):
    with socket.create_connection(("127.0.0.1", int(wanted["port"]))) as link:
        patient(link)
        connection = peer.connect(link, wanted)
        for message in (PING, b"0123456789" * (int(wanted["bulk"]) // 10)):
            connection.write(message)
            echo = b""
            while len(echo) < len(message):
                data = connection.read()
                if not data:
                    raise OSError("closed after %d octets of the echo" % len(echo))
                echo += data
            if echo != message:
                raise OSError("the echo differs")
        connection.close()
        return connection.facts()


def patient(link):
    """Limits each read and write, and leaves the descriptor blocking, as C libraries want it."""
    limit = struct.pack("ll", PATIENCE_SECONDS, 0)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def attempt(action):
    try:
        facts = action()
        return "ok " + " ".join("%s=%s" % (k, str(v).replace(" ", "_")) for k, v in facts.items())
    except Exception as e:
        traceback.print_exc()
        return "failed %s: %s" % (type(e).__name__, " ".join(str(e).split()))


def run(peer):
    """Answers commands until there are no more. A new server takes the place of the last one."""
    server = None
    for line in sys.stdin:
        command, *words = line.split()
        wanted = dict(word.split("=", 1) for word in words)
        if command == "serve":
            if server:
                server.listening.close()
            try:
                server = Server(peer, peer.prepare(wanted))
                answer = "ok port=%d" % server.listening.getsockname()[1]
            except Exception as e:
                traceback.print_exc()
                answer = "failed %s" % " ".join(str(e).split())
        elif command == "outcome":
            try:
                answer = server.outcomes.get(timeout=PATIENCE_SECONDS)
            except queue.Empty:
                answer = "failed nobody has come to an end"
        else:
            answer = attempt(lambda: visit(peer, wanted))
        print(answer, flush=True)
