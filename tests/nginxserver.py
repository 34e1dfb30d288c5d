"""A real nginx with the site of deploy/nginx.conf, in a folder and on ports of its own, before pages that echo."""

import contextlib
import datetime as dt
import gzip
import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tools.console import ROOT

SITE = ROOT / "deploy" / "nginx.conf"
LONG = b"{" + b" " * 4000 + b"}"


class Echo(BaseHTTPRequestHandler):
    """Stands for the pages: answers with the headers that it was sent, or with a file that is compressed already."""

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        static = self.path.startswith("/static/")
        body = gzip.compress(LONG) if static else json.dumps([dict(self.headers), " " * 4000]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if static else "application/json")
        self.send_header("Content-Length", str(len(body)))
        if static:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def serving_echo() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def certify(folder: Path) -> None:
    """A certificate that nobody trusts, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "zone.example")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)


class Nginx:
    """deploy/nginx.conf in a folder of its own, on ports of its own, before whatever listens at `behind`."""

    def __init__(self, folder: Path, behind: int) -> None:
        self.folder, self.port, self.plain = folder, free_port(), free_port()
        certify(folder)
        moved = {
            "/etc/ssl/zone-tracker": str(folder),
            "/var/log/nginx": str(folder),
            "127.0.0.1:8000": f"127.0.0.1:{behind}",
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen 80": f"listen 127.0.0.1:{self.plain}",
        }
        site = re.sub(r"\n *listen \[::\].*", "", SITE.read_text())
        for old, new in moved.items():
            assert old in site
            site = site.replace(old, new)
        (folder / "site.conf").write_text(site)
        scratch = "".join(
            f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        head = f"user root;\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        (folder / "main.conf").write_text(f"{head}http {{\n{scratch}include {folder}/site.conf;\n}}\n")
        self.command = [os.environ["ZONE_TEST_NGINX"], "-p", str(folder), "-c", str(folder / "main.conf")]

    def test(self) -> subprocess.CompletedProcess[str]:
        """What `nginx -t` says."""
        return subprocess.run([*self.command, "-t"], capture_output=True, text=True, timeout=30)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        process = subprocess.Popen([*self.command, "-e", str(self.folder / "error.log")], start_new_session=True)
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """The status, headers and body of an answer over https."""
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body=body, headers={"Host": "zone.example"} | named)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def logged(self) -> str:
        """What both logs hold."""
        return "".join(path.read_text() for path in self.folder.glob("*.log"))
