/* Marks what a stream says in the admin's language, inside a column in the text's own, and names the
   language that its errors are about. */

(() => {
  const { lang, dir } = document.documentElement;
  const ERRORS = ".error-message";
  const CHROME = ".w-field__label, [data-panel-heading], .c-sf-add-button, .help, [role=listbox]";

  // A stream makes its errors in the browser; the other fields' are named by the server.
  const nameError = (message) => {
    if (message.dataset.named) return;
    const column = message.closest("[data-language]");
    message.dataset.named = "true";
    message.lang = lang;
    message.dir = dir;
    message.prepend(`${column.dataset.languageName}: `);
  };

  const markLanguage = (root) => {
    root.querySelectorAll(CHROME).forEach((element) => {
      element.lang = lang;
    });
    root.querySelectorAll(ERRORS).forEach(nameError);
    if (root.matches(ERRORS)) nameError(root);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-stream] > [data-field-wrapper]").forEach((stream) => {
      markLanguage(stream);
      new MutationObserver((changes) => {
        changes
          .flatMap((change) => [...change.addedNodes])
          .filter((node) => node instanceof Element)
          .forEach(markLanguage);
      }).observe(stream, { childList: true, subtree: true });
    });
  });
})();
