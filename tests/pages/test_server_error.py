"""The page for a fault of ours: helpful, and independent of what may be broken."""

from pages.search import views


def test_a_fault_of_ours_gets_a_page_in_the_reader_s_language_without_the_database(
    client, language, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr(views, "Search", fail)
    client.raise_request_exception = False

    # Without the db fixture, any query would be an error of its own.
    response = client.get(f"/{language}/search/?q=word")

    html = response.text
    assert response.status_code == 500
    assert f'<html lang="{language}"' in html
    assert 'class="' in html
    assert f'href="/{language}/"' in html
    assert "Content-Security-Policy" in response
