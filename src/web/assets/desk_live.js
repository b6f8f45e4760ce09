// The desk's first page follows what happens: an event lets it look again and put the parts that
// changed in their places. Without scripts it says what was so when it was opened.
(() => {
  const parts = () => [...document.querySelectorAll("[data-live]")];
  if (!window.EventSource || !parts().length) return;
  const kWaitMs = 400; // several things happen at once: one look for all of them
  const kAgainMs = 10000;
  let waiting = 0;
  let source = null;

  // Not a visit: a page that nobody sits before keeps no session open. Parsed by the browser as it
  // comes, since no text becomes part of a page here.
  const look = () => {
    waiting = 0;
    const request = new XMLHttpRequest();
    request.open("GET", "/desk");
    request.setRequestHeader("x-by-itself", "1");
    request.responseType = "document";
    request.onload = () => {
      if (request.status === 200 && request.response) show(request.response);
    };
    request.send();
  };
  const show = (fresh) => {
    for (const part of parts()) {
      const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
      if (!now || now.innerHTML === part.innerHTML) continue;
      // Whoever is in the middle of a part keeps it until they have left it.
      if (part.contains(document.activeElement)) {
        part.addEventListener("focusout", soon, { once: true });
        continue;
      }
      part.replaceChildren(...now.childNodes);
    }
  };
  const soon = () => {
    if (!waiting) waiting = setTimeout(look, kWaitMs);
  };

  const listen = () => {
    source = new EventSource("/desk/events");
    for (const name of document.querySelector("[data-live-events]").dataset.liveEvents.split(" "))
      source.addEventListener(name, soon);
    source.addEventListener("error", (event) => {
      // A browser comes back by itself, but not from an answer that was no stream: a shop that is
      // just starting, or a session that is over.
      if (event.target.readyState !== EventSource.CLOSED || event.target !== source) return;
      setTimeout(again, kAgainMs);
    });
  };
  const leave = () => {
    source?.close();
    source = null;
  };
  const again = () => {
    leave();
    if (document.hidden) return;
    listen();
    soon();
  };

  // Browsers hold few lines to one shop: a page that nobody sees leaves its own to others.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : again()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && again());
  if (!document.hidden) listen();
})();
