/* Shows one language's inputs in the editor, or all.

   The switch (data-language-switch) has a button per language with its code as value, and one for
   all with none. What is chosen is kept for the person; hidden inputs are still sent. */

(() => {
  const setUpSwitch = (group) => {
    const buttons = [...group.querySelectorAll("button")];
    let shown = buttons.find((button) => button.ariaPressed === "true")?.value ?? "";

    const apply = () => {
      buttons.forEach((button) => {
        button.ariaPressed = String(button.value === shown);
      });
      document.querySelectorAll("[data-language]").forEach((column) => {
        const isWrong = column.querySelector(".error-message") !== null;
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
  });
})();
