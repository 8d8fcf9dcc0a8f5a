/* Cleans what is pasted from Word, Google Docs and PDF files, in any input of the admin.

   Rich text keeps paragraphs, lists, bold, italics and links; headings become bold paragraphs, for
   a section's heading is a block of its own, and each row of a table a paragraph, for so is a table.
   The rest goes: styles, comments, empty paragraphs, invisible characters, marks of languages (which
   programs set at random), shapes of Arabic letters, line breaks in the middle of a sentence.
   The functions are on globalThis.pasteCleaning; the rich-text editor is handed the clean text as
   if that had been pasted. */

(() => {
  // Arabic letters by their shape, but for ligatures and brackets that have no other form.
  const SHAPES = /[\ufb50-\ufd3d\ufd40-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]+/g;
  // Soft hyphens, zero-width spaces, embeddings and isolates.
  const INVISIBLE = /[\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  // A direction mark helps where a sign or a digit stands at its one side, as after C++ in an Arabic
  // sentence: the content checks of a preview follow the same rule. What ends a sentence needs none.
  const withoutStrayMarks = (marks, at, text) => {
    const sides = [text.charAt(at - 1), text.charAt(at + marks.length)];
    return sides.filter((side) => /(?![.,;:!?،؛؟…])[\p{P}\p{S}\p{N}]/u.test(side)).length === 1 ? marks[0] : "";
  };
  const cleanText = (text) =>
    text
      .replace(SHAPES, (letters) => letters.normalize("NFKC"))
      .replace(INVISIBLE, "")
      .replace(/[\u200e\u200f]+/g, withoutStrayMarks)
      .replace(/[ \u00a0\t]+/g, " ");

  // A PDF file breaks a paragraph into lines; a list or an address has short ones.
  const LONG = 40;
  const STARTS_ITEM = /^\s*([•◦▪■●‣·–—*-]\s|[(]?(\p{N}{1,3}|\p{L})[.)-]\s)/u;
  const joinLines = (text) => {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
    return lines.reduce((joined, line, index) => {
      if (index === 0) return line;
      const before = lines[index - 1].trimEnd();
      const isOver = /[.!?؟:؛…]["”»)]?$/.test(before) || STARTS_ITEM.test(line) || !line.trim();
      const goesOn = before.length >= LONG && !isOver;
      if (!goesOn) return `${joined}\n${line}`;
      if (/\p{Script=Latin}-$/u.test(before) && /^\s*\p{Ll}/u.test(line)) {
        return joined.trimEnd().slice(0, -1) + line.trimStart();
      }
      return `${joined.trimEnd()} ${line.trimStart()}`;
    }, "");
  };

  const unwrap = (element) => element.replaceWith(...element.childNodes);
  const rename = (element, name) => {
    const renamed = element.ownerDocument.createElement(name);
    renamed.append(...element.childNodes);
    element.replaceWith(renamed);
    return renamed;
  };
  const trim = (element) => {
    element.normalize();
    const [first, last] = [element.firstChild, element.lastChild];
    if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.trimStart();
    if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.trimEnd();
  };
  const wrapContents = (element, name) => {
    const wrapper = element.ownerDocument.createElement(name);
    wrapper.append(...element.childNodes);
    element.append(wrapper);
  };

  const JUNK = "head, style, script, meta, link, title, xml, img, svg, object, iframe, table col";
  // Remarks in Word's margin, and the numbers that lead to them.
  const REMARKS = 'a[href^="#_msocom"], [style*="mso-element:comment"]';
  const removeJunk = (root) => {
    root.querySelectorAll(`${JUNK}, ${REMARKS}`).forEach((element) => element.remove());
    const comments = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (comments.nextNode()) found.push(comments.currentNode);
    found.forEach((comment) => comment.remove());
    // Word's own elements, such as o:p: what they hold is kept, they go.
    [...root.querySelectorAll("*")].filter(({ localName }) => localName.includes(":")).forEach(unwrap);
  };

  const styleOf = (element) => element.getAttribute("style") ?? "";

  // Word's lists are paragraphs that name their list and level, and bring their own numbers.
  const isWordItem = (element) => element?.localName === "p" && /mso-list:\s*l\d/i.test(styleOf(element));
  const levelOf = (item) => Number(/mso-list:[^;]*level(\d)/i.exec(styleOf(item))?.[1] ?? 1);
  const listName = (item) => {
    const number = [...item.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
    const text = number?.textContent.trim() ?? "";
    number?.remove();
    return /^[(]?[\p{N}\p{L}]{1,4}[.)-]/u.test(text) && text !== "o" ? "ol" : "ul";
  };
  const makeLists = (root) => {
    let open = [];
    for (const item of [...root.querySelectorAll("p")].filter(isWordItem)) {
      const name = listName(item);
      const level = levelOf(item);
      // A list ends where something else stands between two of its items.
      if (open.length && item.previousElementSibling !== open[0]) open = [];
      open = open.slice(0, level);
      if (open.length === level && open.at(-1).localName !== name) open.pop();
      while (open.length < level) {
        const list = root.ownerDocument.createElement(name);
        if (!open.length) item.before(list);
        else (open.at(-1).lastElementChild ?? open.at(-1)).append(list);
        open.push(list);
      }
      const element = root.ownerDocument.createElement("li");
      element.append(...item.childNodes);
      open.at(-1).append(element);
      item.remove();
    }
  };

  const keepEmphasis = (root) => {
    for (const element of root.querySelectorAll("span, font, p, li")) {
      const style = styleOf(element);
      if (/(^|[;\s])font-weight:\s*(bold|[6-9]00)/i.test(style)) wrapContents(element, "b");
      if (/(^|[;\s])font-style:\s*italic/i.test(style)) wrapContents(element, "i");
    }
    root.querySelectorAll("b, strong, i, em").forEach((element) => {
      if (/(^|[;\s])font-(weight|style):\s*(normal|400)/i.test(styleOf(element))) unwrap(element);
    });
    root.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((heading) => {
      const paragraph = rename(heading, "p");
      paragraph.querySelectorAll("b, strong").forEach(unwrap);
      wrapContents(paragraph, "b");
    });
  };

  // Google wraps addresses in its own; Word's bookmarks and files on a disk lead nowhere.
  const cleanLinks = (root) => {
    root.querySelectorAll("a").forEach((link) => {
      let href = link.getAttribute("href") ?? "";
      if (URL.canParse(href)) {
        const url = new URL(href);
        if (/^(www\.)?google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") {
          href = url.searchParams.get("q") ?? href;
        }
      }
      if (!/^(https?|mailto|tel):/i.test(href)) unwrap(link);
      else link.setAttribute("href", href);
    });
  };

  // A row is a line of its cells; those of one cell only lay out what is in them.
  const makeLines = (root) => {
    for (const row of [...root.querySelectorAll("tr")].toReversed()) {
      const cells = [...row.children].filter((cell) => cell.matches("td, th"));
      if (cells.length < 2) continue;
      const line = root.ownerDocument.createElement("p");
      cells.forEach((cell, index) => {
        cell.querySelectorAll("p, li, div, br").forEach((part) => part.after(" "));
        cell.querySelectorAll("p, ul, ol, li, div").forEach(unwrap);
        cell.querySelectorAll("br").forEach((part) => part.remove());
        trim(cell);
        if (cell.localName === "th" && !cell.querySelector("b, strong")) wrapContents(cell, "b");
        line.append(...(index ? [" | "] : []), ...cell.childNodes);
      });
      row.replaceWith(line);
    }
  };

  const BLOCKS = "p, ul, ol, li, table, tr, td, th, blockquote, div, section, article";
  const cleanTexts = (root) => {
    const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      text.data = cleanText(text.data.replace(/\s+/g, " "));
    }
  };

  const cleanHtml = (html) => {
    const root = new DOMParser().parseFromString(html, "text/html").body;
    removeJunk(root);
    makeLists(root);
    keepEmphasis(root);
    cleanLinks(root);
    root.querySelectorAll("span, font").forEach(unwrap);
    makeLines(root);
    root.querySelectorAll("div, section, article, td, th, dd, dt, pre").forEach((element) => {
      if (element.querySelector(BLOCKS)) unwrap(element);
      else rename(element, "p");
    });
    root.querySelectorAll("table, tbody, thead, tfoot, tr, caption").forEach(unwrap);
    root.querySelectorAll("li > p").forEach(unwrap);
    root.querySelectorAll("*").forEach((element) => {
      for (const name of element.getAttributeNames()) {
        if (name !== "href") element.removeAttribute(name);
      }
    });
    root.normalize();
    cleanTexts(root);
    // From the innermost: what held nothing but empty elements is empty then.
    [...root.querySelectorAll("p, li, ul, ol, b, strong, i, em, a")].toReversed().forEach((element) => {
      if (!element.textContent.trim()) element.replaceWith(element.textContent && " ");
      else if (element.matches("p, li")) trim(element);
    });
    // White space between blocks would be a paragraph of its own.
    root.normalize();
    [...root.childNodes].forEach((node) => {
      const isSpace = node.nodeType === Node.TEXT_NODE && !node.data.trim();
      if (isSpace || (node.localName === "br" && root.querySelector(BLOCKS))) node.remove();
    });
    return root.innerHTML;
  };

  globalThis.pasteCleaning = { cleanHtml, cleanText, joinLines };

  const cleaned = new WeakSet();

  const pasteInto = (target, html, text) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    cleaned.add(paste);
    target.dispatchEvent(paste);
  };

  document.addEventListener(
    "paste",
    (event) => {
      const { clipboardData, target } = event;
      if (cleaned.has(event) || !clipboardData || !(target instanceof Element)) return;
      const html = clipboardData.getData("text/html");
      const text = clipboardData.getData("text/plain");
      if (target.closest(".public-DraftEditor-content")) {
        // The editor knows its own text best.
        if (/data-(draftjs-conductor-fragment|editor)=/.test(html) || !(html || text)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        pasteInto(target, html && cleanHtml(html), cleanText(joinLines(text)));
        return;
      }
      if (!target.matches("textarea, input:is([type=text], [type=search], :not([type]))")) return;
      const lines = cleanText(joinLines(text));
      const clean = target.matches("textarea") ? lines : lines.replace(/\s*\n\s*/g, " ").trim();
      if (clean === text || target.readOnly) return;
      event.preventDefault();
      document.execCommand("insertText", false, clean);
    },
    true,
  );
})();
