// Charts: a table whose rows hold a bar each, lines over time, and a dot a world.

const SVG = "http://www.w3.org/2000/svg";

// The colours of the figures (sim/plots/style.py): those of accords by their place in the scenario.
const STATUSES = { taken_by_force: "force", collapsed: "off", mediator_left: "left", talks_go_on: "open" };
const ACCORD_COLOURS = 6;

function looksOf(run) {
  const accords = run.endings.filter((each) => !(each.name in STATUSES));
  const places = accords.map((each, i) => [each.name, `c${i % ACCORD_COLOURS}`]);
  return { ...STATUSES, ...Object.fromEntries(places) };
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// A share per cent, never a 0 or 100 that is none.
function percent(share, digits = 1) {
  if (Number.isNaN(share)) return "-";
  for (let d = digits; d <= 2; d++) {
    const text = (100 * share).toFixed(d);
    if (share === 0 || share === 1 || (Number(text) !== 0 && Number(text) !== 100)) {
      return `${text} %`;
    }
  }
  return share < 0.5 ? "under 0.01 %" : "over 99.99 %";
}

const interval = (row) => `${(100 * row.low).toFixed(1)} to ${(100 * row.high).toFixed(1)}`;

function points(value) {
  const size = Math.abs(100 * value).toFixed(1);
  if (Number(size) === 0) return "0.0";
  return `${value > 0 ? "+" : "-"}${size}`;
}

// A bar with its interval; where there was a value before the priors moved, a mark at it.
function bar(row, most, look) {
  const at = (x) => `${((100 * x) / most).toFixed(3)}%`;
  const drawn = shape("svg", { class: "bar", "aria-hidden": "true", height: 18, width: "100%" });
  const value = Number.isNaN(row.value) ? 0 : row.value;
  drawn.append(
    shape("rect", { x: 0, y: 3, height: 12, width: at(value), class: `fill ${look || ""}` }),
    shape("line", { x1: at(row.low), x2: at(row.high), y1: 9, y2: 9, class: "whisker" }),
    shape("line", { x1: at(row.low), x2: at(row.low), y1: 5, y2: 13, class: "whisker" }),
    shape("line", { x1: at(row.high), x2: at(row.high), y1: 5, y2: 13, class: "whisker" }),
  );
  if (row.before !== undefined && Math.abs(row.before - value) > 5e-5) {
    drawn.append(shape("line", { x1: at(row.before), x2: at(row.before), y1: 0, y2: 18, class: "before" }));
  }
  return drawn;
}

// A change from nothing, to the right if it is more, with its interval and a mark at it before.
function changeBar(row, low, high, before) {
  const at = (x) => `${((100 * (x - low)) / (high - low)).toFixed(3)}%`;
  const width = `${((100 * Math.abs(row.value)) / (high - low)).toFixed(3)}%`;
  const drawn = shape("svg", { class: "bar", "aria-hidden": "true", height: 18, width: "100%" });
  drawn.append(
    shape("rect", { x: at(Math.min(row.value, 0)), y: 3, height: 12, width, class: row.value < 0 ? "fill down" : "fill" }),
    shape("line", { x1: at(row.low), x2: at(row.high), y1: 9, y2: 9, class: "whisker" }),
    shape("line", { x1: at(0), x2: at(0), y1: 0, y2: 18, class: "axis" }),
  );
  if (Math.abs(row.value - before) > 5e-5) {
    drawn.append(shape("line", { x1: at(before), x2: at(before), y1: 0, y2: 18, class: "before" }));
  }
  return drawn;
}

// Two shares on one line: a ring for the first, a dot for the other.
function dumbbell(first, other) {
  const at = (x) => `${(4 + 92 * x).toFixed(2)}%`;
  const drawn = shape("svg", { class: "bar", "aria-hidden": "true", height: 18, width: "100%" });
  drawn.append(
    shape("line", { x1: at(0), x2: at(1), y1: 9, y2: 9, class: "grid" }),
    shape("line", { x1: at(first), x2: at(other), y1: 9, y2: 9, class: "whisker" }),
    shape("circle", { cx: at(first), cy: 9, r: 4.5, class: "ring" }),
    shape("circle", { cx: at(other), cy: 9, r: 4, class: "fill" }),
  );
  return drawn;
}

function table(caption, head, rows) {
  const made = element("table", {}, element("caption", {}, caption));
  const cells = head.map((text) => element("th", { scope: "col" }, text));
  made.append(element("thead", {}, element("tr", {}, ...cells)));
  const body = element("tbody");
  for (const [first, ...rest] of rows) {
    const row = element("tr", {}, element("th", { scope: "row" }, first));
    row.append(...rest.map((cell) => element("td", cell instanceof Node ? { class: "drawn" } : {}, cell)));
    body.append(row);
  }
  made.append(body);
  return made;
}

// The scale of bars, which all runs on the page share.
const scaleOf = (rows) => Math.max(...rows.map((row) => Math.min(row.high, 1)), 0.05) * 1.02;

function barTable(caption, what, rows, most, looks = {}) {
  const found = rows.map((row) => [
    row.label, bar(row, most, looks[row.name]), percent(row.value), interval(row),
    ...(row.before === undefined ? [] : [percent(row.before)]),
  ]);
  const moved = rows.some((row) => row.before !== undefined);
  const head = [what, `0 to ${percent(most, 0)}`, "share", "95 %", ...(moved ? ["as stated"] : [])];
  return element("div", { class: "wide" }, table(caption, head, found));
}

const highestEnd = (series) => Math.max(...series.map((each) => each.values[each.values.length - 1]), 0);

// Lines that rise over days. series: [{name, label, values}], most: the largest share on the scale.
function lineChart(caption, series, most, start, days, marks) {
  const width = 800, height = 300, left = 44, right = 230, top = 12, bottom = 34;
  const x = (day) => left + ((width - left - right) * day) / Math.max(days, 1);
  const y = (share) => height - bottom - ((height - top - bottom) * share) / most;
  const drawn = shape("svg", {
    viewBox: `0 0 ${width} ${height}`, class: "lines", role: "img", "aria-label": caption,
  });
  for (const share of ticks(most)) {
    drawn.append(
      shape("line", { x1: left, x2: width - right, y1: y(share), y2: y(share), class: "grid" }),
      shape("text", { x: left - 6, y: y(share) + 4, class: "tick end" }, percent(share, 0)),
    );
  }
  for (const [day, text] of monthTicks(start, days)) {
    drawn.append(shape("text", { x: x(day), y: height - 14, class: "tick middle" }, text));
  }
  for (const mark of marks) {
    drawn.append(
      shape("line", { x1: x(mark.day), x2: x(mark.day), y1: top, y2: height - bottom, class: "mark" }),
      shape("text", { x: x(mark.day) + 4, y: top + 10, class: "tick" }, mark.label),
    );
  }
  const ends = spread(series.map((each) => y(each.values[each.values.length - 1])), 14);
  series.forEach((each, i) => {
    const path = each.values.map((share, day) => `${day ? "L" : "M"}${x(day).toFixed(1)} ${y(share).toFixed(1)}`);
    drawn.append(
      shape("path", { d: path.join(""), class: `line ${each.look}` }),
      shape("text", { x: width - right + 8, y: ends[i] + 4, class: `end-label ${each.look}` },
        shortened(each.label, 38)),
    );
  });
  drawn.append(shape("line", { x1: left, x2: width - right, y1: y(0), y2: y(0), class: "axis" }));
  return drawn;
}

const shortened = (text, most) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

function ticks(most) {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((each) => most / each <= 6) || 0.25;
  const found = [];
  for (let share = 0; share <= most; share += step) found.push(share);
  return found;
}

const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dateOf(start, day) {
  return new Date(Date.parse(`${start}T00:00:00Z`) + day * DAY);
}

function dateWords(start, day) {
  const date = dateOf(start, day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function monthTicks(start, days) {
  const found = [], every = Math.ceil(days / 30 / 8);
  for (let day = 0; day <= days; day++) {
    const date = dateOf(start, day), month = date.getUTCMonth();
    if (date.getUTCDate() === 1 && month % every === 0) {
      found.push([day, month === 0 ? `${MONTHS[0]} ${date.getUTCFullYear()}` : MONTHS[month]]);
    }
  }
  return found;
}

// Places for labels: as near to where they belong as a gap between neighbours allows.
function spread(places, gap) {
  const order = places.map((_, i) => i).sort((a, b) => places[b] - places[a]);
  const found = [...places];
  for (let i = 1; i < order.length; i++) {
    found[order[i]] = Math.min(found[order[i]], found[order[i - 1]] - gap);
  }
  return found;
}
