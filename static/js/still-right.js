/* "Still right" beside an outdated translation: sent without leaving the editor, so that nothing that
   is being written is lost. Without this script the button sends its form as usual. */

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
  } catch {
    answer.textContent = form.dataset.failure;
    button.disabled = false;
  }
});
