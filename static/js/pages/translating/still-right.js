/* "Still right" beside an outdated translation: sent without leaving the editor, so that nothing that
   is being written is lost. Without this script the button sends its form as usual. */

// The number beside the button of the panel of translations.
const countDown = () => {
  const toggle = document.querySelector("[data-side-panel-toggle=translations]");
  const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");
  const left = Number(counter?.textContent) - 1;
  if (!(left >= 0)) return;
  counter.textContent = String(left);
  counter.hidden = left === 0;
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.id !== "still-right" || !button) return;
  event.preventDefault();
  const note = button.closest("[data-outdated-note]");
  const answer = note.querySelector("[data-answer]");
  const data = new FormData(form);
  data.append(button.name, button.value);
  button.disabled = true;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
    });
    const { message } = await response.json();
    answer.textContent = message;
    note.classList.toggle("outdated-note--done", response.ok);
    button.disabled = response.ok;
    if (response.ok) countDown();
  } catch {
    answer.textContent = form.dataset.failure;
    button.disabled = false;
  }
});
