/* Shows one language's inputs in the editor, or all; tells a stream's errors by their language.

   The switch (data-language-switch) has a button per language with its code as value, and one for
   all with none. What is chosen is kept for the person; hidden inputs are still sent. */

(() => {
  const { lang, dir } = document.documentElement;
  const ERRORS = ".error-message";

  // A stream makes its errors in the browser; the other fields' are named by the server.
  const nameError = (message) => {
    if (message.dataset.named) return;
    const column = message.closest("[data-language]");
    message.dataset.named = "true";
    message.lang = lang;
    message.dir = dir;
    message.prepend(`${column.dataset.languageName}: `);
  };

  // A stream's labels are in the admin's language, inside a column in the text's own.
  const CHROME = ".w-field__label, [data-panel-heading], .c-sf-add-button, .help, [role=listbox]";
  const markLanguage = (root) => {
    root.querySelectorAll(CHROME).forEach((element) => {
      element.lang = lang;
    });
    root.querySelectorAll(ERRORS).forEach(nameError);
    if (root.matches(ERRORS)) nameError(root);
  };

  const setUpSwitch = (group) => {
    const buttons = [...group.querySelectorAll("button")];
    let shown = buttons.find((button) => button.ariaPressed === "true")?.value ?? "";

    const apply = () => {
      buttons.forEach((button) => {
        button.ariaPressed = String(button.value === shown);
      });
      document.querySelectorAll("[data-language]").forEach((column) => {
        const isWrong = column.querySelector(ERRORS) !== null;
        column.hidden = shown !== "" && column.dataset.language !== shown && !isWrong;
      });
    };

    const remember = () =>
      fetch(group.dataset.url, {
        method: "POST",
        headers: { "X-CSRFToken": group.dataset.csrfToken },
        body: new URLSearchParams({ language: shown }),
      }).catch(() => {
        // The choice holds on this screen all the same.
      });

    buttons.forEach((button) => {
      button.addEventListener("click", () => {
        shown = button.value;
        apply();
        remember();
      });
    });
    // The inputs of images and documents come unhidden.
    apply();
    // A new item comes from a template that was made before the last choice.
    document.addEventListener("w-formset:added", apply);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-language-switch]").forEach(setUpSwitch);
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
