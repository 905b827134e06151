// Small comforts. Every page does its work without them.
"use strict";

document.addEventListener("keydown", function (event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  var box = document.getElementById("q");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

document.querySelectorAll("[data-print]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
});

document.querySelectorAll("[data-copy]").forEach(function (button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    var said = button.parentNode.querySelector("[role=status]");
    navigator.clipboard.writeText(document.getElementById(button.getAttribute("data-copy")).textContent)
      .then(function () { said.textContent = "Đã sao chép."; }, function () { said.textContent = "Hãy chọn và chép bằng tay."; });
  });
});

// Suggestions under the box: a combobox as WAI-ARIA 1.2 describes it (a list, chosen by hand). The text that was typed
// is never changed before something is chosen, and can always be sent as it is.
(function () {
  var PAUSE = 200;  // milliseconds after the last key: a fast typist's next key comes within 150
  var SHORTEST = 2;
  var KINDS = { title: "mở bản tin", number: "số hiệu", phrase: "từ khóa" };
  var box = document.getElementById("q");
  var list = document.getElementById("goi-y");
  var said = document.getElementById("goi-y-bao");
  if (!box || !list || !said || !window.fetch || !window.AbortController) return;

  var timer = 0, asked = null, active = -1;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function forget() {
    clearTimeout(timer);
    if (asked) asked.abort();
    asked = null;
  }

  function close() {
    forget();
    list.hidden = true;
    activate(-1);
    box.setAttribute("aria-expanded", "false");
    said.textContent = "";
  }

  function activate(place) {
    active = place;
    Array.prototype.forEach.call(list.children, function (option, i) {
      option.setAttribute("aria-selected", String(i === place));
    });
    if (place < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    var address = option.getAttribute("data-address");
    close();
    if (address) { location.assign(address); return; }  // a title is a bulletin, and not a question
    box.value = option.getAttribute("data-text");
    if (box.form.requestSubmit) box.form.requestSubmit(); else box.form.submit();
  }

  function makeOption(one, i) {
    var option = document.createElement("li"), text = document.createElement("span"), note = document.createElement("small");
    option.id = "goi-y-" + i;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.setAttribute("data-text", one.text);
    if (one.address) option.setAttribute("data-address", one.address);
    text.textContent = one.text;
    note.textContent = KINDS[one.kind] || "";
    option.append(text, " ", note);
    return option;
  }

  function show(found) {
    list.replaceChildren.apply(list, found.map(makeOption));
    activate(-1);
    list.hidden = !found.length;
    list.scrollTop = 0;
    box.setAttribute("aria-expanded", String(!!found.length));
    said.textContent = found.length ? "Có " + found.length + " gợi ý, dùng phím mũi tên để chọn." : "";
  }

  function ask() {
    var typed = box.value;
    forget();
    if (typed.trim().length < SHORTEST) { close(); return; }
    var mine = asked = new AbortController();
    fetch("/goi-y?q=" + encodeURIComponent(typed), { signal: mine.signal })
      .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
      .then(function (answer) {
        if (asked !== mine || box.value !== typed || document.activeElement !== box) return;
        asked = null;
        show(answer.suggestions);
      })
      .catch(function () { if (asked === mine) close(); });
  }

  function askSoon() {
    forget();
    timer = setTimeout(ask, PAUSE);
  }

  box.addEventListener("input", function (event) { if (!event.isComposing) askSoon(); });
  box.addEventListener("compositionstart", forget);
  box.addEventListener("compositionend", askSoon);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);

  box.addEventListener("keydown", function (event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    var open = !list.hidden, count = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (event.altKey && event.key === "ArrowUp") { close(); return; }
      if (!open) { ask(); return; }
      if (event.altKey) return;
      // Past either end stands the box itself, with what was typed.
      var step = event.key === "ArrowDown" ? 1 : -1;
      activate((active + 1 + step + count + 1) % (count + 1) - 1);
    } else if (event.key === "Enter") {
      if (open && active >= 0) { event.preventDefault(); choose(list.children[active]); } else close();
    } else if (event.key === "Escape") {
      // The first one closes the list; the next is the browser's, which empties the box.
      if (open) { event.preventDefault(); close(); } else forget();
    } else if (event.key === "Tab") {
      close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].indexOf(event.key) >= 0) {
      activate(-1);
    }
  });

  // The box keeps the focus while an option is pressed; else the list would close under the finger.
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  list.addEventListener("click", function (event) {
    var option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
})();
