/* Titles below a search field while the reader types (the combobox pattern of ARIA 1.2). Enter
   without a choice searches for what was typed; without this module, so does everything else. */

const PAUSE = 200;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = form.dataset.suggestionsLabel;
  list.hidden = true;
  form.append(list);
  input.autocomplete = "off";
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.ariaExpanded = "false";
  let asked = 0;
  let timer;

  const choose = (option) => {
    for (const other of list.children) other.ariaSelected = String(other === option);
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (titles) => {
    list.replaceChildren(
      ...titles.map(({ title, url }, number) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, role: "option", textContent: title, dir: "auto" });
        option.dataset.url = url;
        option.addEventListener("pointerdown", () => location.assign(url));
        return option;
      }),
    );
    list.hidden = !titles.length;
    input.ariaExpanded = String(!list.hidden);
    choose(null);
  };
  const ask = async () => {
    asked += 1;
    const number = asked;
    const response = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: input.value })}`).catch(() => null);
    if (response?.ok && number === asked) show((await response.json()).titles);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => show([]));
  input.addEventListener("keydown", (event) => {
    const options = [...list.children];
    const current = options.findIndex((option) => option.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) show([]);
    else if (event.key === "Enter" && current >= 0) location.assign(options[current].dataset.url);
    else if (step && options.length) choose(options[(current + step + options.length + (current < 0 && step < 0)) % options.length]);
    else return;
    event.preventDefault();
  });
}
