"""What the timer beside the server does each minute."""

from django.core.management import CommandError

from site_config import timer


def test_each_command_is_run_whatever_becomes_of_the_others(monkeypatch, capsys):
    called = []

    def call(name):
        called.append(name)
        raise CommandError("no")

    monkeypatch.setattr("django.core.management.call_command", call)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    timer.run_all()
    assert called == ["publish_scheduled", "send_messages", "send_reset_links", "delete_messages"]
    assert capsys.readouterr().err.splitlines() == [f"{name}: no" for name in called]
