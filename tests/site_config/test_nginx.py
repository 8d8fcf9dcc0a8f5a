"""The documented nginx in front of the site: slow clients hold nothing of the site's."""

import getpass
import http.client
import shutil
import socket
import subprocess
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.running_site import BASE_DIR, copy_of, free_port, started_site, wait_until_up

pytestmark = pytest.mark.nginx

# Seconds: far more than any answer takes.
PATIENCE = 20
AT_ONCE = 2


def configuration(folder, upstream, port):
    """The documented configuration, with the names of this test, without TLS; its path."""
    shutil.copy(BASE_DIR / "deploy/nginx-proxy.conf", folder / "site-proxy.conf")
    text = (BASE_DIR / "deploy/nginx.conf").read_text()
    changes = {
        "server 127.0.0.1:8000;": f"server {upstream};",
        "    listen 443 ssl http2;\n": f"    listen 127.0.0.1:{port};\n",
        "    listen [::]:443 ssl http2;\n": "",
        "    ssl_certificate /etc/ssl/www.example.org.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/www.example.org.key;\n": "",
        "www.example.org": "127.0.0.1",
        "/etc/nginx/site-proxy.conf": f"{folder}/site-proxy.conf",
    }
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"user {getpass.getuser()}; daemon off; worker_processes 1;\n"
        f"pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{\naccess_log off;\n{temporary}{text}}}\n"
    )
    return path


@pytest.fixture(scope="module")
def proxied(first_start, tmp_path_factory):
    """The (host, port) of nginx before a site that runs in one process."""
    folder = tmp_path_factory.mktemp("nginx")
    log, port = folder / "log", free_port()
    (folder / "error.log").touch()
    environment = {"GRANIAN_WORKERS": "1", "REQUESTS_AT_ONCE": str(AT_ONCE)}
    environment["TRUSTED_PROXIES"] = "127.0.0.1"
    with started_site(copy_of(first_start, folder / "data"), log, **environment) as url:
        path = configuration(folder, urlsplit(url).netloc, port)
        process = subprocess.Popen([shutil.which("nginx", path="/usr/sbin:/usr/bin"), "-c", path])
        try:
            wait_until_up(f"http://127.0.0.1:{port}", process, folder / "error.log")
            yield "127.0.0.1", port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def answer(proxied, method, path, body=None, **headers):
    """The status and the text of an answer through nginx."""
    connection = http.client.HTTPConnection(*proxied, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_come_through(proxied, language):
    status, html = answer(proxied, "GET", f"/{language}/")
    assert status == 200
    assert f'<html lang="{language}"' in html


def test_forms_that_are_sent_slowly_keep_nobody_out(proxied):
    """Fewer than one address may have open, many times more than may run at once."""
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 64\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
    with ExitStack() as stack:
        for _number in range(40):
            connection = stack.enter_context(socket.create_connection(proxied, timeout=PATIENCE))
            connection.sendall(head)

        assert answer(proxied, "GET", "/en/")[0] == 200
        assert answer(proxied, "GET", "/healthz")[0] == 200


def test_a_large_body_is_refused_before_the_site_is_asked(proxied):
    connection = http.client.HTTPConnection(*proxied, timeout=PATIENCE)
    connection.putrequest("POST", "/en/contact/")
    connection.putheader("Content-Length", str(200 * 1024 * 1024))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
