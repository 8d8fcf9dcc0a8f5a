"""Starting: what the environment may say, what it may leave out, and what a mistake brings."""

import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

import pytest

from site_config import start, stored_settings
from tests.running_site import BASE_DIR, clean_environment, copy_of, free_port, started_site

# A site may have been served from this checkout: its data are no business of a test.
NO_DATA = {"DATA_DIR": "/nonexistent"}
# It has no package of ours, as in a new shell.
MACHINES_PYTHON = Path(sys.base_prefix, "bin", "python3")
KEY = "a-key-for-this-test-only-0123456789-abcdefghijklmnop-XYZ"
PRODUCTION = {
    "SECRET_KEY": KEY,
    "SITE_URL": "https://www.example.org",
    "TRUSTED_PROXIES": "10.0.0.0/8",
}


def manage(*arguments, **environment):
    """What ``manage.py`` does in an environment that says this and nothing else."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=clean_environment(**NO_DATA | environment),
        capture_output=True,
        text=True,
        check=False,
    )


def setting(expression, **environment):
    """What an expression over ``settings`` and ``default_storage`` gives in an environment."""
    code = (
        "from django.conf import settings;"
        "from django.core.files.storage import default_storage;"
        f"print({expression})"
    )
    return manage("shell", "--verbosity", "0", "--command", code, **PRODUCTION | environment)


def test_uploads_can_lie_in_a_bucket_that_pages_may_show_pictures_from():
    bucket = {"MEDIA_BUCKET": "uploads", "MEDIA_BUCKET_URL": "https://files.example.org/site"}

    url = setting("default_storage.url('images/a.jpg')", **bucket)
    policy = setting("settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']", **bucket)

    assert url.stdout.strip() == "https://files.example.org/site/images/a.jpg"
    assert policy.stdout.strip() == "[\"'self'\", 'https://files.example.org']"


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://www.example.org", "__Host-sessionid __Host-csrftoken"),
        ("http://127.0.0.1:8000", "sessionid csrftoken"),
    ],
)
def test_over_https_cookies_belong_to_the_host(url, names):
    expression = "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME"
    assert setting(expression, SITE_URL=url).stdout.strip() == names


def test_a_bucket_without_its_public_address_is_refused_in_one_line():
    result = manage("check", **PRODUCTION, MEDIA_BUCKET="uploads")

    assert result.returncode != 0
    assert result.stderr.startswith("Configuration error: MEDIA_BUCKET_URL ")


def test_a_cache_in_front_is_told_by_its_address():
    result = setting(
        "settings.WAGTAILFRONTENDCACHE['proxy']['LOCATION']",
        FRONTEND_CACHE_URL="http://127.0.0.1:6081",
    )

    assert result.stdout.strip() == "http://127.0.0.1:6081"


def test_one_language_s_usage_leaves_the_other_s_as_it_is():
    result = setting("settings.FORMAT_LOCALES", FORMAT_LOCALES="ar=ar-MA")

    assert result.stdout.strip() == "{'ar': 'ar-MA', 'en': 'en-GB'}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SITE_URL", "www.example.org"),
        ("SITE_URL", "ftp://www.example.org"),
        ("SITE_URL", "https://www.example.org/path"),
        ("DEBUG", "perhaps"),
        ("HSTS_SUBDOMAINS", "3"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DATABASE_URL", "postgres://user:word@host:port/name"),
        ("CACHE_URL", "pigeon://loft"),
        ("EMAIL_URL", "pigeon://loft"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("FORMAT_LOCALES", "ar=nowhere"),
        ("NUMBERING_SYSTEMS", "ar=roman"),
        ("LOG_LEVEL", "loud"),
        ("FRONTEND_CACHE_URL", "cache.example.org"),
    ],
)
def test_wrong_value_ends_with_one_line_naming_the_variable(name, value):
    result = manage("check", **PRODUCTION | {name: value})
    assert result.returncode != 0
    assert result.stdout == ""
    assert result.stderr.startswith(f"Configuration error: {name} ")
    assert result.stderr.count("\n") == 1


def test_production_demands_a_secret_key(tmp_path):
    result = manage("check", SITE_URL="https://www.example.org", DATA_DIR=str(tmp_path))
    assert result.returncode != 0
    assert result.stdout == ""
    assert result.stderr == (
        f"Configuration error: SECRET_KEY is not set, and DATA_DIR {tmp_path} has none:"
        " start the site once by bin/run, or set the variable.\n"
    )


@pytest.mark.parametrize("directory", ["", "~/data"])
def test_an_empty_data_directory_is_the_default_and_a_home_is_known(directory, tmp_path):
    result = setting("settings.DATA_DIR", DATA_DIR=directory, HOME=str(tmp_path))

    expected = tmp_path / "data" if directory else BASE_DIR / "var"
    assert result.stdout.strip() == str(expected)


def test_production_values_pass_the_deployment_checks(tmp_path):
    result = manage(
        "check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **PRODUCTION
    )
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("environ", "address", "url"),
    [
        ({}, ("127.0.0.1", 8000), "http://127.0.0.1:8000"),
        ({"PORT": "80"}, ("127.0.0.1", 80), "http://127.0.0.1:80"),
        ({"HOST": "localhost"}, ("localhost", 8000), "http://localhost:8000"),
        ({"HOST": "0.0.0.0", "PORT": "9"}, ("0.0.0.0", 9), "http://127.0.0.1:9"),
        ({"HOST": "192.0.2.7"}, ("192.0.2.7", 8000), "http://192.0.2.7:8000"),
        ({"HOST": "::1"}, ("::1", 8000), "http://[::1]:8000"),
    ],
)
def test_address_comes_from_host_and_port(environ, address, url):
    assert start.listening_address(environ) == address
    assert start.default_site_url(*address) == url


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "0"}, "PORT"),
        ({"PORT": "65536"}, "PORT"),
        ({"PORT": "٨٠٠٠"}, "PORT"),
        ({"HOST": "not a host"}, "HOST"),
    ],
)
def test_bad_address_is_refused_in_one_line(environ, name):
    with pytest.raises(SystemExit, match=f"^Configuration error: {name} [^\n]*$"):
        start.listening_address(environ)


def test_taken_port_is_refused_before_any_work(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "-m", "site_config.start"],
            cwd=BASE_DIR,
            env=clean_environment(DATA_DIR=str(tmp_path), PORT=str(port)),
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode != 0
    assert result.stderr.startswith(f"Configuration error: HOST 127.0.0.1 PORT {port} ")
    assert list(tmp_path.iterdir()) == []


def test_unusable_data_directory_is_refused_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match=r"^Configuration error: DATA_DIR [^\n]*$"):
        start.data_dir({"DATA_DIR": str(tmp_path / "file")})


def test_secret_key_is_made_once_and_kept_from_others(tmp_path):
    stored_settings.make_secret_key(tmp_path)
    key = stored_settings.secret_key(tmp_path)
    assert len(key) >= 50
    stored_settings.make_secret_key(tmp_path)
    assert stored_settings.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_given_values_are_left_alone(tmp_path):
    environ = {"DATA_DIR": str(tmp_path), "SECRET_KEY": KEY, "SITE_URL": "https://a.example.org"}
    start.prepare_environment(environ, SERVED_AT, dev=False)
    assert environ["SECRET_KEY"] == KEY
    assert environ["SITE_URL"] == "https://a.example.org"
    assert "DEBUG" not in environ
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_made_up_password_is_printed_once_and_works(client, capsys):
    start.create_administrator({})
    password = capsys.readouterr().out.strip().rsplit(" ", 1)[1]
    assert len(password) >= 12
    assert client.login(username="admin", password=password)
    assert not start.is_first_run()


@pytest.mark.django_db
def test_given_password_works_and_is_not_printed(client, capsys):
    start.create_administrator({"ADMIN_USER": "muna", "ADMIN_PASSWORD": "word from outside"})
    assert "word from outside" not in capsys.readouterr().out
    assert client.login(username="muna", password="word from outside")


# The shell part, with a stand-in for Python so that nothing is installed


@pytest.fixture
def checkout(tmp_path):
    """A checkout at a path with a space, with the commands and nothing else."""
    place = tmp_path / "a place"
    shutil.copytree(BASE_DIR / "bin", place / "bin")
    (place / "requirements.txt").write_text("# nothing\n")
    return place


def run_with_stand_in(checkout, script):
    """``bin/run`` from another directory, with ``script`` as the machine's python3."""
    stand_in = checkout / "stand-in"
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    return subprocess.run(
        [str(checkout / "bin" / "run")],
        cwd="/",
        env={"PATH": os.environ["PATH"], "PYTHON": str(stand_in)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.15", "4.0"])
def test_other_python_is_refused_in_one_line(checkout, version):
    result = run_with_stand_in(checkout, f"echo {version}")
    assert result.returncode != 0
    assert "needs Python 3.11 to 3.14" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("version", ["3.11", "3.13"])
def test_missing_venv_module_names_its_package(checkout, version):
    result = run_with_stand_in(
        checkout, f'case "$*" in *ensurepip*) exit 1 ;; *) echo {version} ;; esac'
    )
    assert result.returncode != 0
    assert f"apt-get install python{version}-venv" in result.stderr
    assert result.stderr.count("\n") == 1


def test_missing_python_is_told_in_one_line(checkout):
    result = subprocess.run(
        ["/bin/sh", str(checkout / "bin" / "run")],
        env={"PATH": os.environ["PATH"], "PYTHON": "no-such-python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert result.stderr.count("\n") == 1
    assert "no-such-python" in result.stderr


# Commands after a start

SERVED_AT = "http://127.0.0.1:8123"


@pytest.fixture
def started(tmp_path):
    """The data directory of a site whose environment says neither its key nor its address."""
    start.prepare_environment({"DATA_DIR": str(tmp_path)}, SERVED_AT, dev=False)
    return tmp_path


def test_commands_find_the_key_that_the_start_made(started):
    code = "from django.conf import settings; print(settings.SECRET_KEY)"

    result = manage("shell", "--verbosity", "0", "--command", code, DATA_DIR=str(started))

    assert result.stderr == ""
    assert result.stdout.strip() == (started / "secret_key").read_text()


def test_commands_find_the_address_at_which_the_site_was_served(started):
    data = {"DATA_DIR": str(started), "SITE_URL": ""}

    assert setting("settings.SITE_URL", **data).stdout.strip() == SERVED_AT


def test_variables_win_over_what_the_start_kept(started):
    data = {"DATA_DIR": str(started)}

    assert setting("settings.SECRET_KEY", **data).stdout.strip() == KEY
    assert setting("settings.SITE_URL", **data).stdout.strip() == PRODUCTION["SITE_URL"]


def test_an_address_given_by_variable_is_not_kept(tmp_path):
    data = {"DATA_DIR": str(tmp_path)}
    start.prepare_environment(dict(data), SERVED_AT, dev=False)
    start.prepare_environment(data | {"SITE_URL": "https://a.example.org"}, SERVED_AT, dev=False)

    assert setting("settings.SITE_URL", **data, SITE_URL="").stdout.strip() == SERVED_AT


def test_a_kept_key_that_cannot_be_read_is_told_in_one_line(tmp_path):
    (tmp_path / "secret_key").mkdir()

    result = manage("check", DATA_DIR=str(tmp_path))

    assert result.returncode != 0
    assert result.stderr.startswith("Configuration error: SECRET_KEY cannot be read from ")
    assert result.stderr.count("\n") == 1


def test_manage_py_takes_the_environment_that_bin_run_made(started):
    result = subprocess.run(
        [MACHINES_PYTHON, "manage.py", "check"],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(started)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr


def test_manage_py_leaves_an_active_environment_alone(tmp_path):
    venv.create(tmp_path / "other", symlinks=True)

    result = subprocess.run(
        [tmp_path / "other" / "bin" / "python", "manage.py", "check"],
        cwd=BASE_DIR,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert result.stderr == (
        "manage.py: Django is not installed here; bin/run sets everything up.\n"
    )


# The whole way


def test_second_start_says_nothing_of_a_first_and_changes_no_content(first_start, tmp_path):
    data_dir = copy_of(first_start, tmp_path / "data")

    def contents():
        with closing(sqlite3.connect(data_dir / "db.sqlite3")) as database:
            return [
                database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
                for table in ("pages_basepage", "wagtailcore_revision", "auth_user")
            ]

    before = contents()
    log = tmp_path / "log"
    with started_site(data_dir, log) as url:
        pass
    assert contents() == before
    # A busy machine may end a worker that is still starting: the server's own lines say so.
    own_lines = [line for line in log.read_text().splitlines() if not line.startswith("[")]
    assert own_lines == [f"Serving {url}/ and {url}/admin/ (press Ctrl-C to stop)"]
    assert stat.S_IMODE((data_dir / "secret_key").stat().st_mode) == 0o600


def test_data_of_another_version_of_the_code_end_the_start_in_one_line(first_start, tmp_path):
    data_dir = copy_of(first_start, tmp_path / "data")
    path = data_dir / "db.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('pages', '0099_of_tomorrow', '2030-01-01')"
        )

    result = subprocess.run(
        [sys.executable, "-m", "site_config.start"],
        cwd=BASE_DIR,
        env=clean_environment(DATA_DIR=str(data_dir), PORT=str(free_port())),
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode != 0
    assert result.stderr.count("\n") == 1
    assert (
        "another version of the code (pages.0099_of_tomorrow is not in this one)" in result.stderr
    )


def test_a_command_works_in_a_new_shell_after_the_first_start(first_start, tmp_path):
    # Not activated, nothing said but where the data lie: at ``var/`` not even that.
    data_dir = copy_of(first_start, tmp_path / "data")

    result = subprocess.run(
        [MACHINES_PYTHON, "manage.py", "archive_site", str(tmp_path / "archive")],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert (tmp_path / "archive" / "ar" / "index.html").exists()


@pytest.mark.parametrize("name", ["run", "test", "lock"])
def test_commands_are_posix_shell(name):
    script = Path(BASE_DIR, "bin", name)
    assert script.read_text().startswith("#!/bin/sh\n")
    assert os.access(script, os.X_OK)
    subprocess.run(["/bin/sh", "-n", str(script)], check=True)
