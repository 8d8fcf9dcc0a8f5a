"""Harmless texts of the kinds that software often mishandles."""

# A tag that no template writes: where it stands unescaped, what was sent was not escaped.
MARK = "<fuzzed-mark>"

TEXTS = (
    # Nothing, or nearly nothing.
    "", " ", "\t", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\u2028", "\u2060",
    # Words of programs.
    "undefined", "null", "None", "nil", "true", "false", "NaN", "Infinity",
    "-Infinity", "[]", "{}",
    "[object Object]", "__proto__", "constructor", "__class__", "self", "all", "last",
    # Numbers.
    "0", "-1", "1", "1.5", "1e309", "0x10", "01", "+1", "1,000", "٣", "۷", "２", "½",
    "٣٫٥", "1_000",
    "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "-0",
    # Dates and times.
    "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-01-31T25:61:00Z",
    "31/12/2026",
    # Markup and quotes.
    MARK, f'"{MARK}', f"'{MARK}", f"</textarea>{MARK}", f"</title>{MARK}", f"</script>{MARK}",
    f"-->{MARK}", f"]]>{MARK}", "&lt;b&gt;", "&#x0;", "&amp;amp;", "<!--",
    "<![CDATA[", "{{ 7 }}",
    "{% now 'Y' %}", "{% endblock %}", "%s", "%(name)s", "%d", "{0}", "{name}",
    "${name}", "#{1}",
    "'", '"', "''", "`", "\\", "\\\\", "\\'", "--", ";", "|", "*", "%", "_", "?", "(",
    "[", "^$",
    # Addresses and names of files.
    "/", "//", "///", "//example.org/", "https://example.org/", "/\\example.org",
    "javascript:0",
    "data:,x", "mailto:", "tel:", "..", "../", "../../x", "..%2f", "%2e%2e/", "C:\\x",
    "file.tar.gz",
    ".", ".hidden", "CON", "a" * 300, "http://[", "http://]", "http://[::1", "%",
    "%zz", "%00", "%ff",
    # Letters: Arabic, marks, ligatures, both directions, beyond the first plane, none at all.
    "مرحبا", "مُحَمَّدٌ", "ﷺ", "ـــــ", "لا", "آأإٱ", "‏مرحبا‎ hello",
    "\u202eabc\u202c", "\u2066مرحبا\u2069",
    "abc مرحبا 123 ١٢٣", "ı", "İ", "ß", "ﬁ", "Ω", "Å", "é", "𝒳", "👩‍👩‍👧", "🇵🇸", "\U0010ffff",
    "Z̸̢a̷̧l̵", "a\u0300" * 40, "\ufffd", "\ufffe", "\x01", "\x07", "\x1b[0m", "\x7f",
    "\x85", "\x00",
    # Length.
    "x" * 5000, "س" * 3000, "[" * 200, "(" * 200, " " * 2000 + "x", "a," * 500, "ا ل" * 500,
)  # fmt: skip
