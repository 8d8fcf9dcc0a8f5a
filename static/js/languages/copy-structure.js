/* Fills the empty stream of one language with another language's blocks, to translate over.

   Each <template data-copy-structure> names the target stream and its source, and holds a button
   for copying and one for taking it back. Nothing is ever copied over a block, and nothing written
   since the copying is ever taken back. */

(() => {
  const streamOf = (id) => document.getElementById(`${id}-root`)?.rootBlock;

  const withoutComments = (raw) => ({
    ...raw,
    blocks: raw.blocks.map((block) => ({
      ...block,
      inlineStyleRanges: block.inlineStyleRanges.filter(
        ({ style }) => !style.startsWith("COMMENT"),
      ),
    })),
  });

  // A block's state as plain data: rich text is otherwise an object with its own undo history.
  const plain = (state) => {
    if (typeof state?.getCurrentContent === "function") {
      const raw = window.DraftJS.convertToRaw(state.getCurrentContent());
      return JSON.stringify(withoutComments(raw));
    }
    if (Array.isArray(state)) return state.map(plain);
    if (state && Object.getPrototypeOf(state) === Object.prototype) {
      return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, plain(value)]));
    }
    return state;
  };

  const fingerprint = (stream) => JSON.stringify(plain(stream.getState()));

  const setUp = (template) => {
    const { target: targetId, source: sourceId } = template.dataset;
    const target = streamOf(targetId);
    const source = streamOf(sourceId);
    if (!target || !source || template.dataset.ready) return;
    template.dataset.ready = "true";

    target.element.before(template.content.cloneNode(true));
    const controls = target.element.previousElementSibling;
    const copy = controls.querySelector("[data-copy]");
    const undo = controls.querySelector("[data-undo]");
    let copied = null;

    const refresh = () => {
      if (copied !== null && fingerprint(target) !== copied) copied = null;
      undo.hidden = copied === null;
      copy.hidden = target.children.length > 0 || source.children.length === 0;
      controls.hidden = copy.hidden && undo.hidden;
    };

    const fill = (blocks) => {
      target.setState(blocks);
      // Wagtail watches inputs for changes that are not saved.
      target.countInput[0].dispatchEvent(new Event("change", { bubbles: true }));
    };

    copy.addEventListener("click", () => {
      if (target.children.length > 0) return;
      fill(plain(source.getDuplicatedState()));
      copied = fingerprint(target);
      refresh();
      undo.focus();
    });

    undo.addEventListener("click", () => {
      refresh();
      if (copied === null) return;
      copied = null;
      fill([]);
      refresh();
      copy.focus();
    });

    const observer = new MutationObserver(refresh);
    const changes = { childList: true, subtree: true, attributeFilter: ["aria-hidden"] };
    observer.observe(target.element, changes);
    observer.observe(source.element, changes);
    for (const event of ["input", "change", "keyup"]) {
      target.element.addEventListener(event, refresh);
    }
    refresh();
  };

  document.addEventListener("DOMContentLoaded", () => {
    // The admin puts each stream in place of an element that announces it only when it is gone.
    const templates = [...document.querySelectorAll("template[data-copy-structure]")];
    const setUpAll = () => templates.forEach(setUp);
    const waiting = new MutationObserver(() => {
      setUpAll();
      if (templates.every((template) => template.dataset.ready)) waiting.disconnect();
    });
    waiting.observe(document.body, { childList: true, subtree: true });
    setUpAll();
  });
})();
