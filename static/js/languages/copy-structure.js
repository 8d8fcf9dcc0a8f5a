/* Fills the empty stream of one language with another language's blocks, to be translated: pictures,
   choices, addresses and numbers are copied; texts stay empty, what they translate beside them.

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

  const wordsOf = (state) => state?.getCurrentContent?.().getPlainText(" ") ?? state;

  // Numbers alone are no text of a language.
  const hasWords = (state) => /\p{L}/u.test(wordsOf(state));

  const withoutWords = (state) => {
    if (!hasWords(state)) return plain(state);
    return state.getCurrentContent ? "null" : "";
  };

  // Calls back for each text of a block beside that of another one of the same structure, whose state
  // is given back with what the callback makes of its texts.
  const mapTexts = (block, state, change) => {
    if (Array.isArray(block.children)) {
      return state.map((part, place) => {
        const child = block.children[place].block;
        return { ...part, value: mapTexts(child, part.value, change) };
      });
    }
    if (block.childBlocks) {
      const parts = Object.entries(state).map(([name, part]) => [
        name,
        mapTexts(block.childBlocks[name], part, change),
      ]);
      return Object.fromEntries(parts);
    }
    if (block.rows) {
      return {
        caption: change(state.caption, block.captionInput),
        columns: state.columns.map((column, place) => ({
          ...column,
          heading: change(column.heading, block.columns[place].headingInput),
        })),
        rows: state.rows.map((row, place) => ({
          values: row.values.map((cell, number) =>
            mapTexts(block.rows[place].blocks[number], cell, change),
          ),
        })),
      };
    }
    const isText = block.field.matches(".w-field--char_field:not(.language-code)");
    return isText ? change(state, block.field.lastElementChild) : plain(state);
  };

  // Shows each text of a source below the input that its translation goes into.
  const showSource = (target, source) => {
    const { lang, dir } = source.element.closest("[data-language]");
    mapTexts(target, source.getState(), (state, input) => {
      if (hasWords(state)) {
        const words = Object.assign(document.createElement("p"), { lang, dir });
        words.className = "source-text";
        words.textContent = wordsOf(state);
        input.after(words);
      }
      return state;
    });
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
      fill(mapTexts(source, source.getDuplicatedState(), withoutWords));
      showSource(target, source);
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
