/* The translation view beside its plain form: each text is saved while somebody types, and what
   could not be saved stays and says so. The server decides, and answers with what is to be shown. */

const PAUSE = 1200;
const RETRY = 10_000;
const ISOLATED = { open: "\u2066", close: "\u2069" };
const TAG = /<\/?\w[^<>]*>/g;

const root = document.querySelector("[data-translation]");
const words = root.dataset;
const live = root.querySelector("[data-live]");
const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
const segments = [];
// The revision that this visit has made, and may go on writing into.
let revision = "";
// One request at a time: each is about the draft that the one before has left.
let queue = Promise.resolve();

const reveal = (element) => {
  for (const part of element.querySelectorAll("[data-needs-script]")) part.hidden = false;
  for (const part of element.querySelectorAll("[data-without-script]")) part.hidden = true;
};
const fill = (element, html) => {
  if (!element) return;
  element.innerHTML = html;
  reveal(element);
};

class Segment {
  constructor(element) {
    this.element = element;
    this.number = element.dataset.segment;
    this.form = element.closest("form");
    this.text = element.querySelector("textarea");
    this.savesAlways = this.form.dataset.saves === "always";
    this.saved = this.text.defaultValue;
    this.suggestion = -1;
    const seen = this.input("seen").value;
    // What came back with the form is not saved.
    if (this.plain(this.text.value) !== seen.trim()) this.saved = null;
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("blur", () => this.saveByItself());
    element.addEventListener("click", (event) => this.clicked(event));
  }

  input(name) {
    return this.form.elements[`${name}-${this.number}`];
  }

  plain(text) {
    return text.replace(/[\u2066\u2069]/g, "").trim();
  }

  get isDirty() {
    return this.text.value !== this.saved && !this.text.readOnly;
  }

  get isUnfinished() {
    return this.element.dataset.state !== "complete";
  }

  say(kind, message = words[kind]) {
    const status = this.element.querySelector("[data-status]");
    status.textContent = message;
    status.dataset.kind = kind;
    if (kind !== "unsaved" && kind !== "saving") live.textContent = `${this.number}: ${message}`;
  }

  changed() {
    clearTimeout(this.timer);
    this.suggestion = -1;
    if (this.isStale) return;
    if (!this.isDirty) {
      this.say("saved");
      return;
    }
    this.say("unsaved");
    // A conflict waits for a decision.
    if (this.isInConflict) return;
    this.timer = setTimeout(() => (this.savesAlways ? this.saveByItself() : this.ask("check")), PAUSE);
  }

  /* Unless the translator has to look at something first. */
  saveByItself() {
    if (this.savesAlways && this.isDirty && !this.isStale) this.save();
  }

  save() {
    return this.isInConflict ? Promise.resolve(false) : this.ask("save");
  }

  /* Ask the server to do something with this text; true when it is saved. */
  ask(action) {
    clearTimeout(this.timer);
    queue = queue.then(() => this.send(action)).catch(() => {
      this.say("failed");
      return false;
    });
    return queue;
  }

  async send(action) {
    if (action === "save" && !this.isDirty) return true;
    const text = this.text.value;
    if (action !== "check") this.say("saving");
    const body = new URLSearchParams({ do: action, revision, number: this.number, csrfmiddlewaretoken: token, "text-0": text });
    for (const name of ["segment", "source", "seen"]) body.set(`${name}-0`, this.input(name).value);
    const url = this.form.getAttribute("action") || location.pathname;
    let response;
    try {
      const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
      response = await fetch(url, { method: "POST", body, headers });
    } catch {
      this.say("offline");
      if (action === "save") this.timer = setTimeout(() => this.saveByItself(), RETRY);
      return false;
    }
    const isAnswer = response.ok && response.headers.get("Content-Type")?.includes("json");
    if (!isAnswer) {
      this.say("failed");
      return false;
    }
    return this.take(await response.json(), action, text);
  }

  /* Show what the server has answered. */
  take(answer, action, text) {
    if (answer.notesHtml !== undefined) this.show(answer, action);
    if (answer.message) {
      this.say("failed", answer.message);
      return false;
    }
    if (action === "machine") {
      this.put(answer.text);
      return false;
    }
    if (action === "check") return false;
    this.isInConflict = answer.code === "changed";
    // The source is shown as it is now; what was written for the old one is saved only when asked.
    this.isStale = answer.code === "stale";
    if (!answer.isSaved) {
      if (this.isStale) this.input("source").value = answer.source;
      this.theirs = answer.seen;
      this.say("wrong");
      return false;
    }
    revision = answer.revision ?? revision;
    this.input("seen").value = answer.seen;
    if (action === "confirm") text = this.saved ?? text;
    this.saved = text;
    this.say("saved");
    if (this.isDirty) this.changed();
    return true;
  }

  show(answer, action) {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.dataset.state = answer.state;
    this.element.querySelector("[data-state-label]").textContent = answer.stateLabel;
    fill(this.element.querySelector("[data-notes]"), answer.notesHtml);
    this.text.toggleAttribute("aria-invalid", Boolean(this.element.querySelector(".segment__problem--error")));
    if (action !== "check") fill(this.element.querySelector("[data-change]"), answer.changeHtml);
    if (answer.code === "stale") this.element.querySelector("[data-source]").innerHTML = answer.sourceHtml;
    if (this.form.id === "translation-form") fill(root.querySelector("[data-progress]"), answer.progressHtml);
    // A button that is gone leaves its place to the text.
    if (hadFocus && !this.element.contains(document.activeElement)) this.text.focus();
  }

  /* Put a text in place of what is there, in one step that the browser can undo. */
  put(text) {
    this.text.focus();
    this.text.select();
    this.insert(text);
  }

  insert(text) {
    this.text.focus();
    if (!document.execCommand("insertText", false, text)) this.text.setRangeText(text, this.text.selectionStart, this.text.selectionEnd, "end");
    this.changed();
  }

  tag(text) {
    return this.text.dir === "rtl" ? `${ISOLATED.open}${text}${ISOLATED.close}` : text;
  }

  withTags(text) {
    return text.replace(TAG, (tag) => this.tag(tag));
  }

  wrap({ opening, closing }) {
    const { selectionStart: start, selectionEnd: end, value } = this.text;
    const [before, after] = [this.tag(opening), closing && this.tag(closing)];
    this.insert(before + value.slice(start, end) + after);
    const caret = start + before.length + (end - start);
    this.text.setSelectionRange(start === end ? caret : caret + after.length, start === end ? caret : caret + after.length);
  }

  copy(what) {
    const isRich = this.element.querySelector("[data-copy=tags]");
    if (what === "source") this.put(isRich ? this.withTags(this.input("source").value) : this.input("source").value);
    else if (isRich) this.insert(this.withTags(isRich.dataset.skeleton));
  }

  takeSuggestion() {
    const buttons = this.element.querySelectorAll("[data-suggestion]");
    if (!buttons.length) return;
    const next = (this.suggestion + 1) % buttons.length;
    this.put(this.withTags(buttons[next].dataset.suggestion));
    this.suggestion = next;
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { copy, insert, suggestion, opening, closing, take } = button.dataset;
    if (button.dataset.do) {
      event.preventDefault();
      this.ask(button.dataset.do);
    } else if (copy) this.copy(copy);
    else if (insert) this.insert(insert);
    else if (suggestion) this.put(this.withTags(suggestion));
    else if (opening) this.wrap({ opening, closing });
    else if ("keep" in button.dataset) {
      this.isInConflict = false;
      this.input("seen").value = this.theirs;
      this.ask("save");
      this.text.focus();
    } else if (take !== undefined) {
      this.isInConflict = false;
      this.input("seen").value = this.theirs;
      this.put(take);
      this.saved = this.text.value;
      clearTimeout(this.timer);
      this.element.querySelector("[data-notes]").replaceChildren();
      this.say("saved");
    }
  }

  focus() {
    this.element.hidden = false;
    this.text.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }
}

for (const element of root.querySelectorAll("[data-segment]")) segments.push(new Segment(element));
reveal(root);

const current = () => segments.find(({ element }) => element.contains(document.activeElement));
const after = (segment) => {
  const at = segments.indexOf(segment) + 1;
  return [...segments.slice(at), ...segments.slice(0, at)].filter(({ element }) => !element.hidden);
};
const goToUnfinished = (segment) => {
  const next = after(segment).find((other) => other !== segment && other.isUnfinished);
  if (next) next.focus();
  else live.textContent = words.unfinished;
};

const next = root.querySelector("[data-next]");
next.hidden = !segments.length;
next.addEventListener("click", () => goToUnfinished(current()));

const showOnly = (state) => {
  for (const { element } of segments) {
    if (!element.closest(".picture")) element.hidden = state !== "all" && element.dataset.state !== state;
  }
  for (const link of root.querySelectorAll("[data-show]")) {
    if (link.dataset.show === state) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  root.querySelector("[data-nothing]").hidden = segments.some(({ element }) => !element.hidden);
};
for (const link of root.querySelectorAll("[data-show]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showOnly(link.dataset.show);
    history.replaceState(null, "", link.href);
  });
}

// What the save button of a form saves is what has been written in it.
for (const form of root.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const segment of segments) if (segment.form === form && segment.isDirty) segment.save();
  });
}

const KEYS = {
  KeyC: (segment) => segment.copy("source"),
  KeyT: (segment) => segment.copy("tags"),
  KeyS: (segment) => segment.takeSuggestion(),
  KeyR: (segment) => segment.element.querySelector("[data-do=confirm]")?.click(),
  KeyM: (segment) => segment.element.querySelector("[data-do=machine]")?.click(),
  ArrowDown: (segment) => after(segment)[0]?.focus(),
  ArrowUp: (segment) => after(segment).at(-2)?.focus(),
};

root.addEventListener("keydown", async (event) => {
  const segment = current();
  if (!segment) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const isSaved = await (segment.isDirty ? segment.save() : queue.then(() => true));
    if (isSaved !== false && current() === segment) goToUnfinished(segment);
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const number = /^Digit([1-9])$/.exec(event.code)?.[1];
  // By the place of the key, whatever the keyboard writes.
  const act = number ? () => segment.element.querySelectorAll("[data-opening]")[number - 1]?.click() : KEYS[event.code];
  if (!act) return;
  event.preventDefault();
  if (!segment.text.readOnly || event.code.startsWith("Arrow")) act(segment);
});

window.addEventListener("online", () => {
  for (const segment of segments) segment.saveByItself();
});
window.addEventListener("beforeunload", (event) => {
  if (segments.some((segment) => segment.isDirty)) event.preventDefault();
});
