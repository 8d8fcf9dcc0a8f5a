/* The content checks of a preview, beyond those for accessibility: see pages/content_checks.py.

   The functions of globalThis.contentChecks take a text, and where it matters its language, and say
   whether it has the fault; below, they are given the texts of the page, block by block. */

(() => {
  // As CLDR has it, which browsers bring along; a text whose language nobody says is taken as Latin.
  const scriptOf = (language) => (language && new Intl.Locale(language).maximize().script) || "Latn";

  const LATIN_RUN = /\p{Script=Latin}[\p{L}\p{M}\d'’.@/:_-]*(?:[\s,;]+\p{Script=Latin}[\p{L}\p{M}\d'’.@/:_-]*)*/gu;
  const ARABIC_RUN = /\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*(?:[\s،؛]+\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*)+/u;
  // Acronyms, names with capitals inside, addresses: the same words in every language.
  const isName = (word) => /^[\p{Lu}\d.]+$|\p{Ll}\p{Lu}|[@/]|\w\.\w/u.test(word);

  const hasUnmarkedLanguage = (text, language) => {
    if (scriptOf(language) === "Latn") return ARABIC_RUN.test(text);
    const runs = text.match(LATIN_RUN) ?? [];
    return runs.some((run) => run.split(/[\s,;]+/).filter((word) => !isName(word)).length > 1);
  };

  const FILE_NAME = new RegExp(
    "^(.*\\.(avif|bmp|gif|heic|jpe?g|pdf|png|svg|tiff?|webp)" +
      "|(img|dsc[fn]?|pxl|image|photo|picture|screenshot|whatsapp[ _-]image)[ _-]*\\d[\\d _-]*" +
      "|p\\d{6,})$",
    "i",
  );
  const isFileName = (text) => FILE_NAME.test(text.trim());

  const VAGUE = new Set([
    ..."here|click here|click|more|read more|learn more|see more|link|this link".split("|"),
    ..."هنا|اضغط هنا|انقر هنا|اضغط|انقر|المزيد|اقرأ المزيد|للمزيد|رابط|الرابط|هذا الرابط".split("|"),
  ]);
  const plain = (text) =>
    text
      .normalize("NFKC")
      .replace(/[\p{P}\p{S}\p{Cf}\p{M}ـ]/gu, "")
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase();
  const isVagueLink = (text) => VAGUE.has(plain(text));

  const hasDoubledSpace = (text) => /\S[ \u00a0]{2,}\S/.test(text);

  // With Latin digits, a Latin percent sign is usual in the Arabic script (CLDR).
  const hasLatinPunctuation = (text, language) =>
    scriptOf(language) === "Arab" &&
    /\p{Script=Arabic}\p{M}*\s*[,;?]|[٠-٩۰-۹]\s*%|%\s*[٠-٩۰-۹]/u.test(text);

  const CLOSED_BY = { "\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068" };
  const isUnpaired = (text) => {
    const open = [];
    for (const character of text.replace(/[^\u202a-\u202e\u2066-\u2069]/g, "")) {
      const opening = CLOSED_BY[character];
      if (!opening) open.push(character);
      else if (!open.length || !opening.includes(open.pop())) return true;
    }
    return open.length > 0;
  };
  // A mark helps where a sign or a digit stands at its one side: C++ in an Arabic sentence.
  const isStray = (before, after) =>
    [before, after].filter((character) => /[\p{P}\p{S}\p{N}]/u.test(character)).length !== 1;
  const hasStrayDirectionMarks = (text) =>
    isUnpaired(text) ||
    [...text.matchAll(/[\u200e\u200f]/g)].some(({ index }) =>
      isStray(text.charAt(index - 1), text.charAt(index + 1)),
    );

  // Ligatures and brackets that have no other form are left alone: ﷲ ﷺ ﷻ ﷼ ﷽ and ornate brackets.
  const hasPresentationForms = (text) =>
    /[\ufb50-\ufd3d\ufd40-\ufdf1\ufdf3-\ufdf9\ufdfe\ufdff\ufe70-\ufeff]/.test(text);

  const hasMixedDigits = (text) =>
    [/[0-9]/, /[٠-٩]/, /[۰-۹]/].filter((digits) => digits.test(text)).length > 1;

  globalThis.contentChecks = {
    hasDoubledSpace,
    hasLatinPunctuation,
    hasMixedDigits,
    hasPresentationForms,
    hasStrayDirectionMarks,
    hasUnmarkedLanguage,
    isFileName,
    isVagueLink,
  };

  const userbar = document.querySelector("wagtail-userbar");
  if (!userbar) return;

  const SKIPPED = "script, style, template, code, bdi, svg";
  const isInline = (element) => getComputedStyle(element).display.startsWith("inline");
  const languageOf = (element) => element.closest("[lang]")?.lang ?? "";

  // The words that stand in an element itself, not in a block inside it: by language, in order.
  const collect = (element, texts) => {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        const language = languageOf(element);
        texts.set(language, (texts.get(language) ?? "") + node.data);
      } else if (node instanceof Element && !node.matches(SKIPPED)) {
        if (isInline(node)) collect(node, texts);
        else texts.set(languageOf(element), `${texts.get(languageOf(element)) ?? ""}\n`);
      }
    }
    return texts;
  };
  const textsOf = (element) =>
    element.matches(SKIPPED) || isInline(element) ? [] : [...collect(element, new Map())];
  const everyText = (hasFault) => (element) =>
    !textsOf(element).some(([language, text]) => hasFault(text, language));
  // What a whole page says in each language.
  const textsOfAll = (main) => {
    const texts = new Map();
    for (const element of [main, ...main.querySelectorAll("*")]) {
      for (const [language, text] of textsOf(element)) {
        texts.set(language, `${texts.get(language) ?? ""}\n${text}`);
      }
    }
    return [...texts.values()];
  };

  const isMissingHere = (image) =>
    image.hasAttribute("data-alternative-missing") ||
    (image.lang !== "" && image.lang !== document.documentElement.lang);

  // As axe wants them: true where all is well.
  const CHECKS = {
    "text-language": everyText(hasUnmarkedLanguage),
    "picture-alternative": (image) => !isMissingHere(image),
    "picture-file-name": (image) => !isFileName(image.alt),
    "link-words": (link) => !isVagueLink(link.textContent),
    "doubled-space": everyText(hasDoubledSpace),
    "latin-punctuation": everyText(hasLatinPunctuation),
    "direction-marks": everyText(hasStrayDirectionMarks),
    "presentation-forms": everyText(hasPresentationForms),
    "mixed-digits": (main) => !textsOfAll(main).some(hasMixedDigits),
  };
  for (const [name, check] of Object.entries(CHECKS)) userbar.registerCheck(`check-${name}`, check);
})();
