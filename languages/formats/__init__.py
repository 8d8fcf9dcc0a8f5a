"""How the admin writes dates and numbers: in the order, the clock and the signs of the site.

Django looks here (``FORMAT_MODULE_PATH``) before it looks at its own formats, which write American
English and, in Arabic, dates with a time in the English order. The source is CLDR's usage of ar-JO
and en-GB; month names are in the catalogues.
"""
