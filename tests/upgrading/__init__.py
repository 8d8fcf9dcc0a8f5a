"""What the project overrides of Wagtail, held by digests: see docs/upgrading.md."""
