"""How messages of visitors are received, kept from misuse, and mailed; knows no screen of staff."""
