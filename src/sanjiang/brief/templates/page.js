"use strict";
(() => {
  const root = document.documentElement;
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const list = document.getElementById("panel-list");
  const options = JSON.parse(document.getElementById("charts").textContent);
  const charts = [];
  let opener = null;

  /* A copy of a piece of evidence, without ids (they must stay unique) and without buttons (it is the end of the way). */
  function copyOf(target) {
    const copy = target.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
    for (const button of copy.querySelectorAll("button")) button.replaceWith(...button.childNodes);
    const box = document.createElement(target.tagName === "TR" ? "table" : "div");
    if (target.tagName === "TR") {
      box.className = "stacked";
      box.append(copy);
    } else {
      box.append(...copy.childNodes);
    }
    return box;
  }

  function entry(target, label) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + encodeURIComponent(target.id);
    link.textContent = label;
    link.className = "reference";
    item.append(link, copyOf(target));
    return item;
  }

  /* A figure names what it rests on: the list of its evidence, or the one place that is its evidence. */
  function show(key, label) {
    const source = document.getElementById("evidence-" + key) || document.getElementById(key);
    const links = source.classList.contains("evidence") ? source.querySelectorAll("a[href^='#']") : [];
    const targets = [...links].map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link.textContent]);
    list.replaceChildren(...(links.length ? targets : [[source, source.dataset.label || "↓"]]).map(([t, l]) => entry(t, l)));
    title.textContent = label;
    panel.showModal();
    panel.scrollTop = 0;
  }

  function setLanguage(language) {
    root.lang = language === "zh" ? "zh-CN" : "en";
    root.dataset.lang = language;
    for (const element of document.querySelectorAll("[data-zh][data-en][aria-label]")) {
      element.setAttribute("aria-label", element.dataset[language]);
    }
    for (const button of document.querySelectorAll("[data-set-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setLanguage === language));
    }
    for (const [chart, name] of charts) chart.setOption(options[name][language], true);
    fit();
  }

  document.addEventListener("click", (event) => {
    const figure = event.target.closest("button.figure");
    if (figure) {
      opener = figure;
      show(figure.dataset.evidence, figure.getAttribute("aria-label").replace(/(，查看依据|, show evidence)$/, ""));
    } else if (event.target.closest("[data-set-language]")) {
      setLanguage(event.target.closest("[data-set-language]").dataset.setLanguage);
    } else if (event.target === panel || event.target.closest("[data-close], #panel a.reference")) {
      panel.close();
    }
  });
  panel.addEventListener("close", () => {
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  });

  for (const element of document.querySelectorAll("[data-chart]")) {
    const name = element.dataset.chart;
    element.style.height = options[name].height + "px";
    element.hidden = false;
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.on("click", (event) => {
      const row = event.data && event.data.row;
      if (row && document.getElementById("evidence-" + row)) show(row, event.name.replace("\n", " "));
    });
    charts.push([chart, name]);
  }

  /* The view box lets a page that is printed without the events below still shrink the drawing to the paper. */
  function fit(size) {
    for (const [chart] of charts) {
      chart.resize(size);
      chart.getZr().flush();
      chart.getDom().querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
    }
  }
  window.addEventListener("resize", () => fit());
  window.addEventListener("beforeprint", () => fit({ width: 660 }));
  window.addEventListener("afterprint", () => fit());
  setLanguage(root.dataset.lang);
})();
