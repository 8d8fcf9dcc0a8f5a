/* A table whose state has the caption that stands in its input: Wagtail's state has the one that the
   table came with, and that of a copy has none, which then reads "undefined". */

(() => {
  const { telepath } = window;
  const Wagtails =
    telepath.constructors["wagtail.contrib.typed_table_block.blocks.TypedTableBlock"];

  class TableBlock extends Wagtails {
    render(...args) {
      const table = super.render(...args);
      for (const name of ["getState", "getDuplicatedState", "getValue"]) {
        const original = table[name].bind(table);
        table[name] = () => ({ ...original(), caption: table.captionInput.value });
      }
      return table;
    }
  }

  telepath.register("pages.blocks.TableBlock", TableBlock);
})();
