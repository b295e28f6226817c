"use strict";
// Everything can be read without this script. It lights the octets of a field, opens and closes all messages, and saves the trace.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/** Octets stand sixteen to a line, three characters each: where one stands needs no search. */
function light(octets, from, length) {
  const text = octets.textContent;
  const start = 3 * from;
  const end = Math.max(start, 3 * (from + length) - 1);
  const mark = document.createElement("mark");
  mark.textContent = text.slice(start, end);
  octets.replaceChildren(text.slice(0, start), mark, text.slice(end));
  const top = mark.offsetTop - octets.offsetTop;
  if (top < octets.scrollTop || top > octets.scrollTop + octets.clientHeight - 24) {
    octets.scrollTop = top - 24;
  }
}

/** A field's name becomes a button; pressed, it lights the field. */
function makeButtons(message) {
  const octets = message.querySelector("pre.octets");
  const buttons = [];
  for (const row of all("tr[data-from]", message)) {
    const name = row.querySelector("th");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.setAttribute("aria-pressed", "false");
    const from = Number(row.dataset.from);
    const length = Number(row.dataset.length);
    const press = () => {
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      light(octets, from, length);
    };
    button.addEventListener("click", press);
    row.addEventListener("mouseenter", press);
    name.replaceChildren(button);
    buttons.push(button);
  }
}

for (const message of all("details.message")) {
  message.addEventListener("toggle", () => {
    if (message.open && !message.dataset.ready) {
      message.dataset.ready = "yes";
      makeButtons(message);
    }
  });
}

function setAll(open) {
  for (const message of all("details.message")) {
    message.open = open;
  }
}

function save() {
  const json = document.getElementById("trace").textContent;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([json], {type: "application/json"}));
  link.download = "trace.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const tools of all(".tools")) {
  tools.hidden = false;
}
document.getElementById("open-all")?.addEventListener("click", () => setAll(true));
document.getElementById("close-all")?.addEventListener("click", () => setAll(false));
document.getElementById("save")?.addEventListener("click", save);
addEventListener("beforeprint", () => setAll(true));
