// The map and the search of the index. A classic script: it works from a folder or a USB stick and
// loads nothing. Without it the page is a list of links.
(function () {
  "use strict";
  var data = window.PADAN;
  var SVG = "http://www.w3.org/2000/svg";
  var EMPTY_FILL =
    '<defs><pattern id="kosong" width="8" height="8" patternUnits="userSpaceOnUse">' +
    '<rect width="8" height="8" fill="#fff"/>' +
    '<path d="M0 8l8-8" stroke="#8a97a3" stroke-width="1.5"/></pattern></defs>';
  var byId = function (id) { return document.getElementById(id); };
  var all = function (selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  };
  var villages = [];
  data.groups.forEach(function (group) {
    group.villages.forEach(function (village) {
      villages.push({ name: village[0], href: village[1], kecamatan: group.name });
    });
  });
  villages.forEach(function (village) {
    var code = village.href.replace(/\D/g, "");
    village.words = (village.name + " kecamatan " + village.kecamatan + " " + code).toLowerCase();
  });
  var rows = all("#desa li");
  var groups = all("#desa .group");
  var choice = byId("indikator");
  var chosen = data.indicators[0];
  // Villages by the order in which they stand in the list; those without a boundary are left out.
  var areas = data.map ? drawBoundaries(data.map) : drawTiles();

  function linkOf(element, index) {
    var village = villages[index];
    element.setAttribute("class", "area");
    element.setAttribute("href", village.href);
    element.setAttribute("aria-label", village.name + ", " + village.kecamatan);
    return { element: element, index: index };
  }

  function drawn(name, attributes, parent) {
    var element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    parent.appendChild(element);
    return element;
  }

  function drawBoundaries(map) {
    var view = "-4 -4 1008 " + (map.height + 8);
    var svg = drawn("svg", { viewBox: view }, byId("wilayah"));
    svg.innerHTML = EMPTY_FILL;
    var found = [];
    map.villages.forEach(function (path, index) {
      if (!path) { return; }
      var area = linkOf(drawn("a", {}, svg), index);
      drawn("path", { d: path }, area.element);
      found.push(area);
    });
    map.borders.forEach(function (path) { drawn("path", { "class": "border", d: path }, svg); });
    map.names.forEach(function (name) {
      var at = { "class": "name", "aria-hidden": "true", x: name[0], y: name[1] };
      drawn("text", at, svg).textContent = name[2];
    });
    return found;
  }

  function drawTiles() {
    var found = [];
    data.groups.forEach(function (group) {
      var box = document.createElement("div");
      box.className = "tiles";
      box.appendChild(document.createElement("h3")).textContent = group.name;
      var row = box.appendChild(document.createElement("p"));
      group.villages.forEach(function () {
        found.push(linkOf(row.appendChild(document.createElement("a")), found.length));
      });
      byId("wilayah").appendChild(box);
    });
    return found;
  }

  function tell(index) {
    var village = villages[index];
    byId("terpilih").textContent =
      village.name + " (" + village.kecamatan + "): " + (chosen.shown[index] || data.too_few);
  }

  function paint() {
    areas.forEach(function (area) {
      area.element.setAttribute("data-step", chosen.steps[area.index]);
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
      area.element.setAttribute("tabindex", at === index ? "0" : "-1");
    });
  }

  function onKey(event, at) {
    var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    var step = steps[event.key];
    if (event.key === "Home") { step = -at; }
    if (event.key === "End") { step = areas.length - 1 - at; }
    if (step === undefined) { return; }
    event.preventDefault();
    var next = (at + step + areas.length) % areas.length;
    stopAt(next);
    areas[next].element.focus();
  }

  function firstFound() {
    return rows.filter(function (row) { return !row.hidden; })[0];
  }

  function search() {
    var words = byId("cari").value.toLowerCase().split(/\s+/).filter(Boolean);
    var isFound = villages.map(function (village) {
      return words.every(function (word) { return village.words.indexOf(word) >= 0; });
    });
    var count = isFound.filter(Boolean).length;
    rows.forEach(function (row, index) { row.hidden = !isFound[index]; });
    groups.forEach(function (group) { group.hidden = !group.querySelector("li:not([hidden])"); });
    areas.forEach(function (area) {
      area.element.classList.toggle("found", words.length > 0 && isFound[area.index]);
    });
    byId("hasil").textContent = count
      ? count + " desa cocok; Enter membuka yang pertama."
      : "Tidak ada desa yang cocok.";
  }

  areas.forEach(function (area, at) {
    var show = function () { tell(area.index); };
    area.element.addEventListener("focus", show);
    area.element.addEventListener("mouseenter", show);
    area.element.addEventListener("keydown", function (event) { onKey(event, at); });
  });
  choice.addEventListener("change", function () {
    chosen = data.indicators[choice.selectedIndex];
    paint();
  });
  byId("cari").addEventListener("input", search);
  byId("cari").addEventListener("keydown", function (event) {
    var row = firstFound();
    if (event.key === "Enter" && row) { window.location.href = row.querySelector("a").href; }
  });
  choice.selectedIndex = 0;
  stopAt(0);
  paint();
  byId("bagian-peta").hidden = false;
  byId("pencarian").hidden = false;
})();
