// 走势探究: the table of the page as a chart that one can move in. Everything drawn is read from the table, so the two
// never say different things; the server's own drawing stays for paper.
(() => {
  "use strict";

  const box = document.querySelector("[data-explore]");
  const table = document.querySelector("[data-values]");
  const { echarts, zoneWalk } = window;
  if (!box || !table || !echarts) return;
  const plot = box.querySelector("[data-plot]");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const coarse = window.matchMedia("(pointer: coarse)");
  const SHAPES = [
    "circle", "rect", "diamond", "triangle", "path://M0 5 5.4-4.4h-10.8z",
    "path://M-1.7-5h3.4v3.3H5v3.4H1.7V5h-3.4V1.7H-5v-3.4h3.3z",
  ];
  const HIGH = 250; // pixels of one unit's panel
  const LEFT = 52; // pixels for the figures of an axis, the same for all, so that days stand above days
  const NEAREST = 4; // percent of the whole below which zooming stops

  // --- What the table says ------------------------------------------------------------------------------------------
  const rows = Array.from(table.tBodies[0].rows).reverse();
  const days = rows.map((row) => row.dataset.day);
  const label = (index) => rows[index].cells[0].textContent.trim();
  const said = (index) => rows[index].dataset.said;
  const lines = [];
  let column = 1;
  table.tHead.querySelectorAll("[data-line]").forEach((head) => {
    const { line, name, unit } = head.dataset;
    lines.push({ place: Number(line), name, unit, value: column, path: "path" in head.dataset ? column + 1 : 0 });
    column += "path" in head.dataset ? 2 : 1;
  });
  const units = Array.from(new Set(lines.map((line) => line.unit)));

  function points(cell) {
    return rows.map((row, index) => {
      const plain = row.cells[cell].dataset.v;
      return [days[index], plain === "" ? null : Number(plain)];
    });
  }

  // --- How it looks -------------------------------------------------------------------------------------------------
  function token(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }
  function colour(place) {
    return getComputedStyle(document.querySelector(`[data-legend="${place}"]`)).color;
  }

  function series(line) {
    const grid = units.indexOf(line.unit);
    const own = colour(line.place);
    const shape = SHAPES[line.place - 1];
    const drawn = [{
      type: "line", name: line.name, data: points(line.value), xAxisIndex: grid, yAxisIndex: grid, symbol: shape,
      symbolSize: 9, showSymbol: rows.length < 3, lineStyle: { width: 2, color: own }, itemStyle: { color: own }, z: 3,
      emphasis: { disabled: true },
    }];
    if (line.path) {
      drawn.push({
        type: "line", name: `${line.name} ${box.dataset.wordsPlan}`, data: points(line.path), xAxisIndex: grid,
        yAxisIndex: grid, symbol: "none", lineStyle: { width: 1.5, type: [4, 3], color: own, opacity: 0.75 },
        itemStyle: { color: own }, z: 2, emphasis: { disabled: true },
      });
    }
    return drawn;
  }

  // The axis begins where it does on paper, and says so.
  function paper(unit) {
    const panel = Array.from(box.querySelectorAll("[data-unit]")).find((each) => each.dataset.unit === unit);
    if (!panel) return { words: unit };
    const caption = panel.querySelector("figcaption");
    return { base: Number(panel.dataset.base || 0), words: caption ? caption.textContent.trim() : "" };
  }

  function today(index) {
    const { today: day, since, until } = box.dataset;
    if (day < since || day > until) return undefined;
    return {
      silent: true, symbol: "none", animation: false, data: [{ xAxis: day }],
      lineStyle: { color: token("--zt-ink"), width: 1, type: "solid" },
      label: { show: index === 0, formatter: `${box.dataset.wordsToday} ${day.slice(5)}`, color: token("--zt-ink"), fontSize: 12, fontWeight: 600 },
    };
  }

  function option() {
    const ink3 = token("--zt-ink-3");
    const all = lines.flatMap(series);
    units.forEach((_unit, index) => {
      const first = all.find((each) => each.yAxisIndex === index);
      first.markLine = today(index);
    });
    return {
      animation: !still.matches, animationDuration: 300, animationDurationUpdate: 200,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink3, fontSize: 12 },
      grid: units.map((_unit, index) => ({ left: LEFT, right: 34, top: 34 + index * HIGH, height: HIGH - 70 })),
      xAxis: units.map((_unit, index) => ({
        type: "time", gridIndex: index, min: box.dataset.since, max: box.dataset.until,
        axisLine: { lineStyle: { color: token("--zt-line-2") } }, axisTick: { show: false }, splitLine: { show: false },
        axisLabel: { color: ink3, hideOverlap: true, formatter: "{yyyy}-{MM}" }, minInterval: 28 * 86400000,
        axisPointer: { label: { show: false } },
      })),
      yAxis: units.map((unit, index) => ({
        type: "value", gridIndex: index, min: paper(unit).base, name: paper(unit).words, nameTextStyle: { color: ink3, align: "left", padding: [0, 0, 0, 8 - LEFT] },
        nameGap: 12, splitNumber: 4, axisLabel: { color: ink3 }, splitLine: { lineStyle: { color: token("--zt-line") } },
      })),
      axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: token("--zt-line-2"), type: "solid" } },
      tooltip: {
        trigger: "axis", renderMode: "richText", confine: true, transitionDuration: 0, hideDelay: 0, backgroundColor: token("--zt-paper"),
        borderColor: token("--zt-line-2"), borderWidth: 1, padding: [8, 12], shadowBlur: 0, shadowColor: "transparent",
        textStyle: { color: token("--zt-ink"), fontSize: 13, lineHeight: 20 },
        formatter: (found) => words(found[0] ? found[0].dataIndex : 0),
      },
      dataZoom: [
        ...(coarse.matches ? [] : [{ type: "inside", xAxisIndex: "all", zoomOnMouseWheel: "ctrl", minSpan: NEAREST, filterMode: "none" }]),
        {
          type: "slider", xAxisIndex: "all", height: 22, bottom: 6, left: LEFT, right: 34, minSpan: NEAREST, filterMode: "none",
          showDetail: false, brushSelect: false, borderColor: token("--zt-line"), backgroundColor: token("--zt-sunk"),
          fillerColor: token("--zt-accent-soft"), dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
          selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } },
          handleStyle: { color: token("--zt-paper"), borderColor: token("--zt-accent") }, handleSize: "90%",
          moveHandleSize: 0, emphasis: { handleStyle: { color: token("--zt-paper"), borderColor: token("--zt-accent-deep") } },
        },
      ],
      series: all,
    };
  }

  // What the bubble says: the day, and a line for each line.
  function words(index) {
    const told = said(index);
    const cut = told.indexOf(label(index)) + label(index).length + 1;
    return [label(index), ...told.slice(cut).split(/；|; /)].join("\n").trim();
  }

  // --- Drawing ------------------------------------------------------------------------------------------------------
  box.classList.add("on");
  plot.hidden = false;
  box.querySelector("[data-tools]").hidden = false;
  plot.style.height = `${units.length * HIGH + 44}px`;
  plot.setAttribute("aria-label", box.dataset.said);
  const chart = echarts.init(plot.appendChild(document.createElement("div")), null, { renderer: "canvas" });
  const draw = () => chart.setOption(option(), true);
  draw();
  dark.addEventListener("change", draw);
  still.addEventListener("change", draw);
  new ResizeObserver(() => chart.resize()).observe(plot);

  // --- Zooming ------------------------------------------------------------------------------------------------------
  function range() {
    const { start, end } = chart.getOption().dataZoom[0];
    return [start, end];
  }
  function zoomTo(start, span) {
    const from = Math.max(0, Math.min(start, 100 - span));
    chart.dispatchAction({ type: "dataZoom", start: from, end: from + span });
  }
  function zoom(how) {
    const [start, end] = range();
    if (how === "all") return zoomTo(0, 100);
    const span = Math.min(100, Math.max(NEAREST, (end - start) * (how === "in" ? 0.5 : 2)));
    zoomTo((start + end) / 2 - span / 2, span);
  }
  box.querySelectorAll("[data-zoom]").forEach((button) => {
    button.addEventListener("click", () => zoom(button.dataset.zoom));
  });

  // --- Walking ------------------------------------------------------------------------------------------------------
  const shown = chart.getOption().series;

  function show(index) {
    if (index === null) {
      chart.dispatchAction({ type: "hideTip" });
      return chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
    }
    const first = Date.parse(box.dataset.since);
    const place = ((Date.parse(days[index]) - first) / (Date.parse(box.dataset.until) - first)) * 100;
    const [start, end] = range();
    if (place < start || place > end) zoomTo(place - (end - start) / 2, end - start);
    const seriesIndex = shown.findIndex((each) => each.data[index][1] !== null);
    chart.dispatchAction({ type: "showTip", seriesIndex: Math.max(0, seriesIndex), dataIndex: index });
  }
  zoneWalk(plot, rows.length, said, show);
  plot.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoom("in");
    else if (event.key === "-") zoom("out");
    else if (event.key === "0") zoom("all");
  });
})();
