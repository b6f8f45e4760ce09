// Suggestions below a search field while somebody types: a combobox with a list of options
// (WAI-ARIA Authoring Practices). Without scripts it is a field with a button.
(() => {
  const pause = 150;
  const known = new Map();
  let lists = 0;

  const ask = async (address, signal) => {
    if (known.has(address)) return known.get(address);
    const answer = await fetch(address, { signal });
    if (!answer.ok) return { items: [], status: "" };
    const found = await answer.json();
    if (known.size > 50) known.clear();
    known.set(address, found);
    return found;
  };

  const make = (name, values, text) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(values)) if (value) made.setAttribute(key, value);
    if (text) made.textContent = text;
    return made;
  };

  const listen = (field) => {
    const id = `suggest-${++lists}`;
    const list = make("ul", { id, role: "listbox", class: "suggest", "aria-label": field.dataset.name, hidden: "hidden" });
    const status = make("p", { role: "status", class: "unseen" });
    field.form.append(list, status);
    for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": id })) field.setAttribute(key, value);
    let timer = 0;
    let running = null;
    let at = -1;

    const mark = (number) => {
      at = number;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
      const option = list.children[at];
      if (!option) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      clearTimeout(timer);
      running?.abort();
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    const go = (option) => location.assign(option.dataset.path);

    const show = ({ items, status: words }) => {
      list.replaceChildren(...items.map((item, i) => {
        const option = make("li", { id: `${id}-${i}`, role: "option", "aria-selected": "false", "data-path": item.path,
          class: item.kind });
        option.append(make("span", { class: "suggest-name", lang: item.lang, dir: "auto" }, item.name));
        if (item.detail) option.append(" ", make("span", { class: "suggest-detail", dir: "auto" }, item.detail));
        return option;
      }));
      mark(-1);
      list.hidden = items.length === 0;
      field.setAttribute("aria-expanded", String(items.length > 0));
      status.textContent = words;
    };

    const look = async () => {
      const text = field.value.trim();
      if (text.length < 2) return close();
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      try {
        const found = await ask(`${field.dataset.suggest}?q=${encodeURIComponent(field.value.trimStart())}`, signal);
        if (!signal.aborted && document.activeElement === field) show(found);
      } catch {
        // Another letter was typed, or there is no connection: the button still works.
      }
    };

    field.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(look, pause);
    });
    field.addEventListener("compositionend", () => { timer = setTimeout(look, pause); });
    field.addEventListener("blur", close);
    field.form.addEventListener("submit", close);
    field.addEventListener("keydown", (event) => {
      const count = list.hidden ? 0 : list.children.length;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" && !count) return void look();
      if (!count) return;
      if (event.key === "ArrowDown") mark(at + 1 < count ? at + 1 : -1);
      else if (event.key === "ArrowUp") mark(at < 0 ? count - 1 : at - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) go(list.children[at]);
      else return;
      event.preventDefault();
    });
    // The field keeps the focus while an option is pressed.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(listen);
})();
