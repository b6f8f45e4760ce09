// Books dropped on the page or chosen, sent one after the other with their progress. Without scripts
// the same form sends them all at once.
(() => {
  const form = document.getElementById("upload");
  const list = document.getElementById("uploads");
  if (!form || !list) return;
  const zone = form.querySelector(".desk-drop");
  const input = form.querySelector("input[type=file]");
  const say = form.dataset;
  form.classList.add("is-scripted");

  const add = (parent, name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    parent.append(made, " ");
    return made;
  };

  // One row for each file: a word for where it stands, the name, a bar while it is sent.
  const row = (file) => {
    const item = document.createElement("li");
    const state = add(item, "span", say.waits, "state");
    const name = add(item, "span", file.name);
    const bar = add(item, "progress");
    bar.max = Math.max(1, file.size);
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    list.append(item);
    return { item, state, name, bar };
  };

  const show = (it, kind, word, notes) => {
    it.bar.remove();
    it.state.textContent = word;
    it.state.classList.add(`state-${kind}`);
    for (const note of notes) {
      it.item.append(document.createElement("br"));
      add(it.item, "span", note, "small");
    }
  };

  // What came of all files so far, at the top and in sight once the last of them is through: the rows
  // may stand below the window.
  const sum = document.getElementById("upload-sum");
  const books = new Set();
  const counts = { taken: 0, refused: 0 };
  let waiting = 0;
  const words = (name, count) => {
    if (count === 0) return "";
    const text = say[count === 1 ? `${name}One` : `${name}Other`];
    return text.replace("%count", count.toLocaleString("en"));
  };
  const tally = (kind, path) => {
    if (kind === "refused") counts.refused += 1;
    else if (path) books.add(path);
    else counts.taken += 1;
  };
  const conclude = () => {
    const text = [["books", books.size], ["taken", counts.taken], ["refused", counts.refused]]
      .map(([name, count]) => words(name, count)).filter(Boolean).join(" ");
    if (waiting > 0 || !text) return;
    const said = document.createElement("p");
    said.className = books.size + counts.taken > 0 ? "done-note" : "problem-note";
    said.textContent = text;
    sum.replaceChildren(said);
    sum.scrollIntoView({ block: "nearest" });
  };

  // "verdict, word, title, path, notes" between tabs.
  const finish = (it, text) => {
    const [kind, word, title, path, ...notes] = text.trim().split("\n")[0].split("\t");
    if (path && path.startsWith("/desk/books/")) {
      const link = document.createElement("a");
      link.href = path;
      link.textContent = title;
      it.name.before(link, " ");
      it.name.className = "quiet";
    }
    show(it, kind, word, notes);
    tally(kind, path);
  };

  // What is wrong with the form is wrong for every file: it is said once, and they wait.
  let isRefused = false;
  let kept = [];
  const alarm = document.createElement("p");
  alarm.className = "problem-note";
  alarm.setAttribute("role", "alert");
  const refuse = (sentence, field) => {
    isRefused = true;
    alarm.textContent = sentence;
    form.before(alarm);
    const wrong = ["price", "to", "source"].includes(field) ? form.elements[field] : null;
    for (const name of ["price", "to", "source"]) form.elements[name].removeAttribute("aria-invalid");
    if (wrong) wrong.setAttribute("aria-invalid", "true");
    (wrong || form.querySelector("button")).focus();
  };
  const keep = (file, it) => {
    it.state.textContent = say.waits;
    it.bar.value = 0;
    kept.push([file, it]);
    input.required = false;
  };

  // The id under which a list of this page is known: the page's own, with the number of the file.
  const digits = "0123456789abcdefghjkmnpqrstvwxyz";
  let sent = 0;
  const nextRun = () => {
    let end = "";
    for (let rest = sent++, at = 0; at < 4; at++, rest = Math.floor(rest / 32)) end = digits[rest % 32] + end;
    return say.run.slice(0, -4) + end;
  };

  // How far a list is, once it was sent: "run, state, rows done, rows, name" of the person's own. Of a
  // book file there is none.
  const follow = async (it, run, goesOn) => {
    const headers = { Accept: "text/plain", "X-By-Itself": "1" };
    for (let wait = 500; goesOn(); wait = Math.min(wait * 2, 2000)) {
      await new Promise((done) => { setTimeout(done, wait); });
      const answer = await fetch("/desk/lists", { headers }).catch(() => null);
      const isOurs = answer?.ok && answer.headers.get("content-type").startsWith("text/plain");
      if (!isOurs) continue;
      const line = (await answer.text()).split("\n").find((one) => one.startsWith(`${run}\t`));
      const [, state, done, rows] = (line || "").split("\t");
      if (!goesOn() || state !== "running" || !Number(rows)) continue;
      it.bar.max = Number(rows);
      it.bar.value = Number(done);
      it.state.textContent = say.rows
        .replace("%done", Number(done).toLocaleString("en"))
        .replace("%rows", Number(rows).toLocaleString("en"));
    }
  };

  const send = (file, it) => new Promise((done) => {
    const run = nextRun();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/plain");
    request.upload.onprogress = (event) => { it.bar.value = event.loaded; };
    let isAnswered = false;
    request.upload.onload = () => {
      it.state.textContent = say.reads;
      it.bar.removeAttribute("value");
      follow(it, run, () => !isAnswered);
    };
    request.onloadend = () => {
      isAnswered = true;
      const type = request.getResponseHeader("content-type") || "";
      const isOurs = type.startsWith("text/plain");
      if (request.status === 200 && isOurs) finish(it, request.responseText);
      else if (request.status === 422 && isOurs) {
        keep(file, it);
        refuse(request.responseText.trim(), request.getResponseHeader("x-field") || "");
      }
      else {
        show(it, "refused", say.fails, []);
        tally("refused");
      }
      done();
    };
    it.state.textContent = say.sends;
    const fields = new FormData();
    for (const name of ["form_token", "price", "to", "source"]) fields.append(name, form.elements[name].value);
    fields.append("run", run);
    fields.append("files", file, file.name);
    request.send(fields);
  });

  let last = Promise.resolve();
  const line = (file, it) => {
    waiting += 1;
    last = last.then(() => (isRefused ? keep(file, it) : send(file, it))).then(() => {
      waiting -= 1;
      if (!isRefused) conclude();
    });
  };
  const take = (files) => {
    for (const file of files) {
      const it = row(file);
      if (file.size > Number(say.bytesMax)) {
        show(it, "refused", say.large, []);
        tally("refused");
      } else line(file, it);
    }
    conclude();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    alarm.remove();
    isRefused = false;
    const again = kept;
    kept = [];
    input.required = true;
    for (const [file, it] of again) line(file, it);
    take([...input.files]);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"])
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
})();
