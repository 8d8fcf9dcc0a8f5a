"""The tests of the demo site: a package, for all of its modules read one that is loaded once."""
