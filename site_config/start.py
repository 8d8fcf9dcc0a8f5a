"""Brings a site on one machine up to date and serves it: what ``bin/run`` runs.

Every step is skipped if there is nothing to do, so that later starts take seconds.
"""

import argparse
import hashlib
import ipaddress
import os
import secrets
import socket
import sys
from pathlib import Path

from site_config import stored_settings

BASE_DIR = Path(__file__).resolve().parent.parent
# Open connections per server process, and seconds to wait for a request's headers.
CONNECTIONS = 512
HEADER_SECONDS = 5
COLUMNS_HINT = "run manage.py makemigrations, and see docs/adding-a-language.md."


def refuse(reason):
    """End the start with one line."""
    sys.exit(f"Configuration error: {reason}")


def say(line):
    """Print a line at once, even into a pipe."""
    print(line, flush=True)


# Defaults for the environment


def listening_address(environ):
    """The (host, port) to listen on, from HOST and PORT; invalid values end the start."""
    host = environ.get("HOST") or "127.0.0.1"
    port = environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        refuse(f"PORT must be a number from 1 to 65535, not {port!r}.")
    if host != "localhost":
        try:
            ipaddress.ip_address(host)
        except ValueError:
            refuse(f"HOST must be an IP address to listen on, or localhost, not {host!r}.")
    return host, int(port)


def ensure_free(host, port):
    """End the start if another process listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            refuse(f"HOST {host} PORT {port} cannot be listened on: {error.strerror}.")


def default_site_url(host, port):
    """The URL of the site for a browser on this machine."""
    if host == "localhost":
        return f"http://{host}:{port}"
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        return f"http://127.0.0.1:{port}"
    return f"http://[{host}]:{port}" if address.version == 6 else f"http://{host}:{port}"


def data_dir(environ):
    """The DATA_DIR, created if missing, readable only by its owner."""
    path = Path(environ.get("DATA_DIR") or BASE_DIR / "var").expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError("it is not writable")
    except OSError as error:
        refuse(f"DATA_DIR {path} cannot be used: {error.strerror or error}.")
    return path


def prepare_environment(environ, served_at, dev):
    """Set missing environment variables to defaults for one machine, served at ``served_at``."""
    directory = data_dir(environ)
    environ["DATA_DIR"] = str(directory)
    try:
        if not environ.get("SECRET_KEY"):
            stored_settings.make_secret_key(directory)
        if not environ.get("SITE_URL"):
            environ["SITE_URL"] = served_at
            stored_settings.keep_site_url(directory, served_at)
    except OSError as error:
        refuse(f"DATA_DIR {directory} cannot be used: {error.strerror}.")
    if dev:
        environ["DEBUG"] = "true"
    environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")


# Steps


def compile_catalogues():
    """Compile catalogues that have changed."""
    from languages.catalogues.compiling import compile_catalogues

    if compile_catalogues():
        say("Compiled the translations")


def ensure_columns():
    """End the start if the languages of the settings and the migrations differ."""
    from languages import migrated

    if missing := migrated.without_columns():
        refuse(f"LANGUAGES has {', '.join(missing)}, but no migration adds columns: {COLUMNS_HINT}")
    if left := migrated.without_language():
        refuse(f"LANGUAGES has no {', '.join(left)}, but the migrations do: {COLUMNS_HINT}")


def migrate():
    """Migrate the database; ends the start if it cannot be reached."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from languages.own_apps import unknown_migrations

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        refuse(f"the database cannot be used: {' '.join(str(error).split())}")
    if unknown := unknown_migrations(executor.loader):
        refuse(
            f"the database was made by another version of the code ({unknown[0]} is not in this"
            " one): start that version, restore a backup, or use another DATA_DIR or DATABASE_URL."
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        fill_search_index()


def fill_search_index():
    """Build the search index if it is empty."""
    from django.core.management import call_command

    from pages.models import BasePage
    from pages.search.models import SearchEntry

    if BasePage.objects.live().filter(depth__gt=2).exists() and not SearchEntry.objects.exists():
        say("Indexing the pages for search")
        call_command("rebuild_search_index")


def count_translations():
    """Count translation statuses if there are none."""
    from pages.translating import counting

    if counting.is_wanting():
        say("Counting the translation status")
        counting.count()


def collect_static():
    """Collect, compress and hash the static files if one has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Collecting the static files")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def is_first_run():
    """Whether no user exists: true until the first start is complete."""
    from django.contrib.auth import get_user_model

    return not get_user_model().objects.exists()


def create_administrator(environ):
    """Create the first superuser; a generated password is printed and not stored."""
    from django.contrib.auth import get_user_model

    name = environ.get("ADMIN_USER") or "admin"
    password = environ.get("ADMIN_PASSWORD") or ""
    get_user_model().objects.create_superuser(
        username=name, email="", password=password or (made := secrets.token_urlsafe(12))
    )
    if password:
        say(f"Created the administrator {name}, with the password from ADMIN_PASSWORD.")
    else:
        say(f"Created the administrator {name}. Password, shown only this once: {made}")


def first_run(environ):
    """Load the demo site, create the roles, and then the administrator, which marks completion."""
    from io import StringIO

    from django.core.management import call_command, get_commands

    if "load_demo" in get_commands():
        say("Loading the demo site")
        call_command("load_demo")
    if "set_up_roles" in get_commands():
        say("Creating the roles of staff")
        call_command("set_up_roles", stdout=StringIO())
    create_administrator(environ)


def warn_about_setup(host):
    """Warn about settings that will probably not work as expected."""
    from django.conf import settings

    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        say(
            "Warning: SITE_URL is https, but TRUSTED_PROXIES names no proxy whose"
            " X-Forwarded-Proto is accepted: requests that arrive by http will be redirected."
        )
    if host != "localhost" and ipaddress.ip_address(host).is_unspecified:
        say(f"Accepting only these host names (ALLOWED_HOSTS): {', '.join(settings.ALLOWED_HOSTS)}")


def start_beside():
    """Start what runs beside the server; it ends with this process (the later server)."""
    arguments = [sys.executable, "-m", "site_config.beside", str(os.getpid())]
    os.spawnv(os.P_NOWAIT, sys.executable, arguments)


def serve(host, port, dev):
    """Replace this process with the one that keeps the server, so that it receives signals."""
    from django.conf import settings

    from site_config import shedding

    say(f"Serving {settings.SITE_URL}/ and {settings.SITE_URL}/admin/ (press Ctrl-C to stop)")
    if dev:
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        command = [str(BASE_DIR / "manage.py"), "runserver", address]
    else:
        # Each worker is a process with its own copy of the site in memory, so more than there are
        # processors only cost memory. GRANIAN_* variables override this.
        workers = os.environ.get("GRANIAN_WORKERS") or str(min(os.cpu_count() or 1, 4))
        command = ["-m", "granian", "--interface", "wsgi", "--no-ws", "--host", host]
        command += ["--port", str(port), "--workers", workers]
        # The site itself limits concurrent requests.
        command += ["--blocking-threads", str(shedding.threads())]
        # A limit on connections, not requests: idle keep-alive connections must not exclude others.
        command += ["--backpressure", str(CONNECTIONS)]
        command += ["--http1-header-read-timeout", str(HEADER_SECONDS * 1000)]
        command += ["--respawn-failed-workers", "--log-level", "warning"]
        command += ["--workers-kill-timeout", "5", "site_config.served:application"]
        # Starts the server again if it ends.
        command = ["-m", "site_config.processes", sys.executable, *command]
    start_beside()
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *command])


def main(arguments=None):
    """Run every step; in the end the server replaces this process."""
    parser = argparse.ArgumentParser(prog="bin/run", description="Set the site up and serve it.")
    parser.add_argument("--dev", action="store_true", help="reload on change, with DEBUG on")
    dev = parser.parse_args(arguments).dev
    host, port = listening_address(os.environ)
    ensure_free(host, port)
    prepare_environment(os.environ, default_site_url(host, port), dev)

    import django
    from django.core.management import CommandError

    compile_catalogues()
    django.setup()
    ensure_columns()
    try:
        migrate()
        if not dev:
            collect_static()
        if is_first_run():
            first_run(os.environ)
        count_translations()
    except CommandError as error:
        sys.exit(f"bin/run: {error}")
    warn_about_setup(host)
    serve(host, port, dev)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
