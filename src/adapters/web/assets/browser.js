// Makes the question a combobox (WAI-ARIA APG, "editable combobox with list autocomplete") and the link copyable.
// Without this script the form submits, the links lead on, and nothing is missing.

const pause = 60;
const longestPaste = 60_000;

/** @param {HTMLFormElement} form */
function enhance(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const said = form.querySelector("[data-said]");
  const language = form.querySelector("input[name=language]").value;
  const counts = JSON.parse(form.dataset.counts);
  let options = [];
  let active = -1;
  let timer;
  let underway;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const close = () => {
    clearTimeout(timer);
    underway?.abort();
    options = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  };

  const activate = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const show = (found) => {
    activate(-1);
    options = found;
    list.replaceChildren(...found.map(optionOf));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = counts[found.length] ?? "";
  };

  const ask = async () => {
    underway?.abort();
    const query = input.value.trim();
    if (query === "") return close();
    underway = new AbortController();
    const { signal } = underway;
    try {
      const response = await fetch(`/suggest?${new URLSearchParams({ query, language })}`, { signal });
      const found = response.ok ? await response.json() : [];
      if (!signal.aborted && document.activeElement === input) show(found);
    } catch {
      // A newer question took this one's place, or the server is away: the form still works.
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  const choose = (index) => {
    const chosen = options[index];
    if (chosen) location.assign(chosen.href);
  };

  const keys = {
    ArrowDown: () => (options.length === 0 ? later() : activate((active + 1) % options.length)),
    ArrowUp: () => (options.length === 0 ? later() : activate(active <= 0 ? options.length - 1 : active - 1)),
  };

  input.addEventListener("input", (event) => {
    if (!event.isComposing) later();
  });
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", (event) => {
    // While a Japanese word is being converted, Enter and the arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    if (event.key in keys) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "Home" || event.key === "End") && active >= 0) {
      // The caret moves as in any input, the list is left.
      activate(-1);
    }
  });
  input.addEventListener("blur", close);
  // Pressing on an option must not take the focus, or the list would close under the pointer.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose([...list.children].indexOf(event.target.closest("[role=option]"))));
  form.addEventListener("submit", () => close());
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    // An input drops line breaks, and without them a pasted SIP message can't be read: it is asked at once.
    if (!/\S[^\S\n]*\n\s*\S/.test(text)) return;
    event.preventDefault();
    location.assign(`/?${new URLSearchParams({ query: text.slice(0, longestPaste), language })}`);
  });
}

function optionOf({ label, detail }, index) {
  const option = document.createElement("li");
  option.id = `suggestion-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.append(part("said", label), " ", part("detail", detail));
  return option;
}

function part(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

/** The clipboard is open to pages on this machine or behind TLS; elsewhere the plain link stays. */
function copyable(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    button.textContent = button.dataset.copied;
    status.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  });
}

for (const form of document.querySelectorAll("form.ask")) enhance(form);
for (const button of document.querySelectorAll("[data-copy]")) copyable(button);
for (const hint of document.querySelectorAll("[data-shortcut]")) hint.hidden = false;

document.addEventListener("keydown", (event) => {
  if (
    event.key !== "/" ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.closest("input, textarea, select, [contenteditable]")
  )
    return;
  const input = document.querySelector("#query");
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
