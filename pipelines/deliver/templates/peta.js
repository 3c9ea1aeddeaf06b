// The map and the search of the index. A classic script: it works from a folder or a USB stick,
// loads nothing, and the page is whole without it.
(function () {
  "use strict";
  var data = window.PADAN;
  var byId = function (id) { return document.getElementById(id); };
  var all = function (selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  };
  var areas = all(".area");
  var rows = all("#desa li");
  var groups = all("#desa .group");
  var choice = byId("indikator");
  var chosen = data.indicators[0];

  function tell(code) {
    var village = data.villages[code];
    var shown = chosen.shown[code];
    byId("terpilih").textContent =
      village.name + " (" + village.kecamatan + "): " + (shown === undefined ? data.too_few : shown);
  }

  function paint() {
    areas.forEach(function (area) {
      area.setAttribute("data-step", chosen.steps[area.getAttribute("data-code")] || 0);
    });
    var legend = byId("legenda");
    legend.textContent = "";
    chosen.legend.concat([data.too_few]).forEach(function (text, index) {
      var row = document.createElement("li");
      var box = document.createElement("i");
      box.setAttribute("data-step", index < chosen.legend.length ? index + 1 : 0);
      row.appendChild(box);
      row.appendChild(document.createTextNode(text));
      legend.appendChild(row);
    });
  }

  // One stop of the tab key for the whole map; arrows go from village to village.
  function stopAt(index) {
    areas.forEach(function (area, at) {
      area.setAttribute("tabindex", at === index ? "0" : "-1");
    });
  }

  function onKey(event) {
    var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    var step = steps[event.key];
    var at = areas.indexOf(event.currentTarget);
    if (event.key === "Home") { step = -at; }
    if (event.key === "End") { step = areas.length - 1 - at; }
    if (step === undefined) { return; }
    event.preventDefault();
    var next = (at + step + areas.length) % areas.length;
    stopAt(next);
    areas[next].focus();
  }

  function matches() {
    return rows.filter(function (row) { return !row.hidden; });
  }

  function search() {
    var words = byId("cari").value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach(function (row) {
      var text = row.getAttribute("data-words");
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector("li:not([hidden])"); });
    var found = matches();
    var codes = words.length ? found.map(function (row) { return row.getAttribute("data-code"); }) : [];
    areas.forEach(function (area) {
      area.classList.toggle("found", codes.indexOf(area.getAttribute("data-code")) >= 0);
    });
    byId("hasil").textContent = found.length
      ? found.length + " desa cocok; Enter membuka yang pertama."
      : "Tidak ada desa yang cocok.";
  }

  areas.forEach(function (area) {
    var show = function () { tell(area.getAttribute("data-code")); };
    area.addEventListener("focus", show);
    area.addEventListener("mouseenter", show);
    area.addEventListener("keydown", onKey);
  });
  stopAt(0);
  choice.addEventListener("change", function () {
    chosen = data.indicators[choice.selectedIndex];
    paint();
  });
  byId("cari").addEventListener("input", search);
  byId("cari").addEventListener("keydown", function (event) {
    var found = matches();
    if (event.key === "Enter" && found.length) {
      window.location.href = found[0].querySelector("a").href;
    }
  });
  byId("pilihan").hidden = false;
  byId("pencarian").hidden = false;
  byId("judul").hidden = true;
  choice.selectedIndex = 0;
})();
