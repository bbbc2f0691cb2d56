"use strict";
// The search of the handbook: a small index in the page, and nothing that leaves it.
(function () {
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const entries = JSON.parse(document.getElementById("index").textContent).map(([title, about, to, words]) => ({
    title, about, to, head: plain(title + " " + about), words: plain(words),
  }));
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const status = found.querySelector("p");
  const list = found.querySelector("ul");
  const all = document.getElementById("all");
  const most = 40;

  // How well an entry fits: every word has to be there; one in the title or code counts more. 0 is not at all.
  function fit(entry, wanted) {
    let total = 0;
    for (const word of wanted) {
      const at = entry.head.indexOf(word);
      if (at < 0 && !entry.words.includes(word)) return 0;
      total += at < 0 ? 1 : at === 0 || /[^a-z0-9]/.test(entry.head[at - 1]) ? 4 : 2;
    }
    return total;
  }

  function point(entry) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const about = document.createElement("span");
    link.href = entry.to;
    link.textContent = entry.title;
    about.textContent = entry.about;
    item.append(link, about);
    return item;
  }

  function show() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    const hits = wanted.length === 0 ? [] : entries
      .map((entry) => [fit(entry, wanted), entry])
      .filter(([total]) => total > 0)
      .sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...hits.slice(0, most).map(([, entry]) => point(entry)));
    const told = hits.length === 0 ? "none" : hits.length === 1 ? "one" : hits.length > most ? "most" : "some";
    status.textContent = status.dataset[told].replace("#", String(Math.min(hits.length, most)));
    found.hidden = wanted.length === 0;
    all.hidden = !found.hidden;
  }

  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  // A link to a part of this page leads there also while something is found.
  addEventListener("hashchange", () => { field.value = ""; show(); document.querySelector(location.hash || "body")?.scrollIntoView(); });
  show();
})();
