"""Uploads in an S3-compatible bucket; a module of its own, since the S3 client is large."""

from storages.backends.s3 import S3Storage

from site_config.storages import NamingMixin


class BucketStorage(NamingMixin, S3Storage):
    """Uploads in a bucket."""
