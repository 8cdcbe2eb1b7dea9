// Makes the question a combobox (WAI-ARIA APG, "editable combobox with list autocomplete") and the link copyable.
// Without this script the form submits, the links lead on, and nothing is missing.

const pauseMs = 60;
const copiedMs = 2000;
/** What is longer goes by the form for traces: an address must not grow so. */
const longestPaste = 1500;

class Combobox {
  #input;
  #list;
  #said;
  #language;
  #counts;
  #options = [];
  #active = -1;
  #timer;
  #underway;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#input = form.querySelector("input[type=search]");
    this.#list = form.querySelector("[role=listbox]");
    this.#said = form.querySelector("[data-said]");
    this.#language = form.querySelector("input[name=language]").value;
    this.#counts = JSON.parse(form.dataset.counts);
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-autocomplete", "list");
    this.#input.setAttribute("aria-controls", this.#list.id);
    this.#input.setAttribute("aria-expanded", "false");
    form.addEventListener("submit", () => this.#close());
    this.#listen();
    // On a slow line somebody types before this script is here.
    if (document.activeElement === this.#input && this.#input.value !== this.#input.defaultValue) this.#later();
  }

  #listen() {
    this.#input.addEventListener("input", (event) => event.isComposing || this.#later());
    this.#input.addEventListener("compositionend", () => this.#later());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#input.addEventListener("paste", (event) => this.#paste(event));
    this.#input.addEventListener("blur", () => this.#close());
    // Pressing on an option must not take the focus, or the list would close under the pointer.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#choose([...this.#list.children].indexOf(event.target.closest("li"))));
  }

  #press(event) {
    // While a Japanese word is being converted, Enter and the arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const deed = this.#deed(event.key);
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  #deed(key) {
    const { length } = this.#options;
    if (key === "ArrowDown") return () => (length === 0 ? this.#later() : this.#activate((this.#active + 1) % length));
    if (key === "ArrowUp")
      return () => (length === 0 ? this.#later() : this.#activate((Math.max(this.#active, 0) || length) - 1));
    if (key === "Enter" && this.#active >= 0) return () => this.#choose(this.#active);
    if (key === "Escape" && length > 0) return () => this.#close();
    // Home and End move the caret as in any input, and so leave the list.
    if (key === "Home" || key === "End") this.#activate(-1);
    return undefined;
  }

  /** An input drops line breaks, and without them a pasted SIP message can't be read: it is asked at once. */
  #paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text.trim().includes("\n")) return;
    event.preventDefault();
    const form = document.querySelector("form[data-drop]");
    if (text.length > longestPaste && form) {
      form.querySelector("textarea").value = text;
      form.requestSubmit();
    } else location.assign(`/?${new URLSearchParams({ query: text.slice(0, 60_000), language: this.#language })}`);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), pauseMs);
  }

  async #ask() {
    this.#underway?.abort();
    const query = this.#input.value.trim();
    if (query === "") return this.#close();
    this.#underway = new AbortController();
    const { signal } = this.#underway;
    try {
      const response = await fetch(`/suggest?${new URLSearchParams({ query, language: this.#language })}`, { signal });
      const found = response.ok ? await response.json() : [];
      if (!signal.aborted && document.activeElement === this.#input) this.#show(found);
    } catch {
      // A newer question took this one's place, or the server is away: the form still works.
    }
  }

  #show(found) {
    this.#activate(-1);
    this.#options = found;
    this.#list.replaceChildren(...found.map(optionOf));
    this.#list.hidden = found.length === 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.#said.textContent = this.#counts[found.length] ?? "";
  }

  #close() {
    clearTimeout(this.#timer);
    this.#underway?.abort();
    this.#activate(-1);
    this.#options = [];
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#said.textContent = "";
  }

  #activate(index) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#list.children[index];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #choose(index) {
    const chosen = this.#options[index];
    if (chosen) location.assign(chosen.href);
  }
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
function makeCopyable(button) {
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
    }, copiedMs);
  });
}

/** "/" leads to the question from anywhere on the page. */
function focusQuestion(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const input = document.querySelector("#query");
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
}

/** A file dropped anywhere on the page is sent by its form. */
function takeDrops(form) {
  const input = form.querySelector("input[type=file]");
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  const over = (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    form.classList.add("over");
  };
  addEventListener("dragenter", over);
  addEventListener("dragover", over);
  addEventListener("dragleave", (event) => event.relatedTarget === null && form.classList.remove("over"));
  addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!holdsFile(event)) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

for (const form of document.querySelectorAll("form[data-drop]")) takeDrops(form);
for (const form of document.querySelectorAll("form.ask")) Reflect.construct(Combobox, [form]);
for (const button of document.querySelectorAll("[data-copy]")) makeCopyable(button);
for (const hint of document.querySelectorAll("[data-shortcut]")) hint.hidden = false;
document.addEventListener("keydown", focusQuestion);
