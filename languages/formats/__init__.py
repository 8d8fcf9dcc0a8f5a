"""Date and number formats of the admin.

Django reads these (``FORMAT_MODULE_PATH``) in place of its own, which use American English and, in
Arabic, put datetimes in the English order. Source: CLDR's ar-JO and en-GB; month names come from
the catalogues.
"""
