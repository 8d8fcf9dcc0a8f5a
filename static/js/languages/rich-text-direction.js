/* Rich text runs in the direction of the language it is written in, also when it is empty or
   begins with a digit or a foreign word; the editor itself guesses from the first letter. What an
   empty text asks for is said in that language, too. */

(() => {
  const { draftail } = window;
  if (!draftail) return;

  const languageOptions = (element) => {
    const column = element?.closest("[data-rich-text-placeholder]");
    const directed = element?.closest("[dir]") ?? document.documentElement;
    return {
      textDirectionality: directed.dir === "rtl" ? "RTL" : "LTR",
      ...(column && { placeholder: column.dataset.richTextPlaceholder }),
    };
  };

  const { initEditor } = draftail;
  draftail.initEditor = (selector, options, script) => {
    const field = document.querySelector(selector);
    return initEditor(selector, { ...languageOptions(field), ...options }, script);
  };

  // Rich text in streams is made by this class, which reaches past the function above.
  const { prototype } = draftail.DraftailRichTextArea;
  const { render } = prototype;
  prototype.render = function renderInLanguage(container, name, id, state, capabilities, options) {
    const all = { ...languageOptions(container), ...options };
    return render.call(this, container, name, id, state, capabilities, all);
  };
})();
