"""The admin's views of pages, where several languages need more than Wagtail's own."""
