"use strict";
// The web chat. A message keeps its id until the server has it, so that sending it again changes nothing.
const talk = document.getElementById("talk");
const field = document.getElementById("text");
const seen = { last: 0 };
const open = new Map();
let language = navigator.language;

function add(element) {
  talk.append(element);
  element.scrollIntoView({ block: "end" });
  return element;
}

function link(piece, shown = piece) {
  const element = document.createElement("a");
  element.textContent = shown;
  element.href = piece.startsWith("http") ? piece : `tel:${piece.replace(/[^+\d]/g, "")}`;
  element.rel = "noopener noreferrer";
  element.target = "_blank";
  return element;
}

function bubble(text, kind) {
  const element = document.createElement("div");
  element.className = `message ${kind}`;
  element.dir = "auto";
  // Addresses and telephone numbers are what is tapped; everything else stays plain text.
  text.split(/(https?:\/\/\S+|\+49[\d -]{6,}\d)/).forEach((piece, number) => element.append(number % 2 ? link(piece) : piece));
  return add(element);
}

function press(button) {
  const element = document.createElement("button");
  element.textContent = button.title;
  element.onclick = () => {
    element.classList.add("chosen");
    send({ button: button.payload }, button.title);
  };
  return element;
}

function choices(buttons) {
  const row = document.createElement("div");
  row.className = "choices";
  for (const button of buttons) {
    const element = button.payload.startsWith("https://") ? link(button.payload, button.title) : press(button);
    element.dir = "auto";
    row.append(element);
  }
  add(row);
}

function show(messages) {
  // The deadline stands first: the beginning of what is new must be seen, not its end.
  let first = null;
  for (const message of messages) {
    if (message.id <= seen.last) continue;
    seen.last = message.id;
    const element = bubble(message.text, "");
    first = first || element;
    if (message.buttons.length) choices(message.buttons);
  }
  if (first) first.scrollIntoView({ block: "start" });
}

async function deliver(id) {
  const { body, element } = open.get(id);
  const dots = add(Object.assign(document.createElement("div"), { className: "typing", textContent: "…" }));
  try {
    const reply = await fetch("/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, id, after: seen.last, language }),
    });
    const data = await reply.json();
    if (!reply.ok) throw new Error(data.text);
    open.delete(id);
    element.classList.remove("waiting");
    show(data.messages);
  } catch (error) {
    if (error.message && !element.dataset.told && !(error instanceof TypeError)) {
      bubble(error.message, "");
      element.dataset.told = "yes";
    }
    setTimeout(() => deliver(id), 5000);
  } finally {
    dots.remove();
  }
}

function send(body, shown) {
  const id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now();
  open.set(id, { body, element: shown ? bubble(shown, "own waiting") : document.createElement("div") });
  deliver(id);
}

document.getElementById("form").onsubmit = (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  send({ text }, text);
};

field.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    document.getElementById("form").requestSubmit();
  }
};

async function fetchNew() {
  if (open.size) return;
  const reply = await fetch(`/messages?after=${seen.last}`).catch(() => null);
  if (reply && reply.ok) show((await reply.json()).messages);
}

fetchNew().then(() => {
  if (!seen.last) send({ text: "/start" }, "");
  setInterval(fetchNew, 10000);
});
