/* Shows the preview in the language that was chosen last. Wagtail takes up no other choice while a
   preview is being loaded: the list would name one language, and the frame show another. */

// Not when a preview has been updated: one of a form with errors keeps what it shows, and would be
// asked for again without end.
document.addEventListener("w-preview:loaded", ({ target }) => {
  const chosen = target.querySelector("[data-w-preview-target=mode]");
  const frame = target.querySelector("[data-w-preview-target=iframe]");
  if (!chosen || !frame?.src) return;
  const shown = new URL(frame.src).searchParams.get("mode");
  if (shown === chosen.value) return;
  // Once Wagtail is through with the preview that it has just shown.
  setTimeout(() => chosen.dispatchEvent(new Event("change", { bubbles: true })));
});
