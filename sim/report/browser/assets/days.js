// What goes on from week to week: bands over the worlds told in full, which sliders do not move.

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];

function amount(value) {
  if (value === null) return "-";
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 1 ? 1 : 3;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

function showDays(run) {
  const place = part$("days-live"), told = run.days;
  if (!told) return place.replaceChildren("No world of this run was told day by day.");
  const charts = told.series.map((series) => daysChart(run, told, {
    caption: `${series.label}${unitWords(series.unit)}`, weeks: series.weeks, says: amount,
    head: SHARES.map((share) => (share === 0.5 ? "median" : `${100 * share} % below`)),
  }));
  const range = daysChart(run, told, {
    caption: `Share of worlds in which ${told.range.label}`, weeks: told.range.weeks, says: percent,
    head: ["95 % from", "share", "95 % to"],
  });
  place.replaceChildren(
    element("p", { class: "note" },
      `The first ${told.worlds.toLocaleString("en")} worlds, as stated: the sliders do not move these. ` +
      "Bands hold the middle 90 and 50 % of worlds about their median; of the share, the 95 % interval."),
    range, ...charts,
  );
  return undefined;
}

const unitWords = (unit) => (unit === "-" ? "" : ` (${unit})`);

function daysChart(run, told, { caption, weeks, says, head }) {
  const days = weeks.map((_, i) => i * told.every);
  const monthly = weeks.map((_, i) => i).filter((i) => i % 4 === 0 || i === weeks.length - 1);
  const rows = monthly.map((i) => [dateWords(run.start, days[i]), ...weeks[i].map((value) => says(value))]);
  const made = element("div", {});
  made.append(
    element("h3", {}, caption),
    element("div", { class: "wide" }, bandChart(caption, weeks, days, run, says)),
    folded("The same as a table", element("div", { class: "wide" }, table(caption, ["on", ...head], rows))),
  );
  return made;
}

// Three to six round numbers between two others: steps of 1, 2 or 5 times a power of ten.
function roundTicks(low, high) {
  const rough = (high - low) / 3, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [5, 2, 1].find((each) => each * power <= rough);
  const found = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(i * step);
  return found;
}

// Bands from the outermost pair of each week's numbers inwards, and the middle one as a line.
function bandChart(caption, weeks, days, run, says) {
  const width = 800, height = 200, left = 64, right = 16, top = 8, bottom = 30;
  const there = weeks.flat().filter((value) => value !== null);
  const low = Math.min(0, ...there), high = Math.max(...there, low + 1e-9);
  const last = days[days.length - 1];
  const x = (day) => left + ((width - left - right) * day) / Math.max(last, 1);
  const y = (value) => height - bottom - ((height - top - bottom) * (value - low)) / (high - low);
  const drawn = shape("svg", {
    viewBox: `0 0 ${width} ${height}`, class: "lines", role: "img", "aria-label": caption,
  });
  for (const value of roundTicks(low, high)) {
    drawn.append(
      shape("line", { x1: left, x2: width - right, y1: y(value), y2: y(value), class: "grid" }),
      shape("text", { x: left - 6, y: y(value) + 4, class: "tick end" }, says(value)),
    );
  }
  for (const [day, text] of monthTicks(run.start, last)) {
    drawn.append(shape("text", { x: x(day), y: height - 10, class: "tick middle" }, text));
  }
  const due = Math.round((Date.parse(run.deadline) - Date.parse(run.start)) / DAY);
  drawn.append(
    shape("line", { x1: x(due), x2: x(due), y1: top, y2: height - bottom, class: "mark" }),
    shape("text", { x: x(due) + 4, y: top + 10, class: "tick" }, "the deadline"),
  );
  const known = weeks.map((week, i) => ({ week, day: days[i] })).filter(({ week }) => week[0] !== null);
  const many = weeks[0].length, middle = (many - 1) / 2;
  for (let i = 0; i < middle; i++) {
    const along = (edge) => known.map(({ week, day }) => `${x(day).toFixed(1)} ${y(week[edge]).toFixed(1)}`);
    const around = [...along(i), ...along(many - 1 - i).reverse()];
    drawn.append(shape("path", { d: `M${around.join("L")}Z`, class: "band" }));
  }
  const line = known.map(({ week, day }) => `${x(day).toFixed(1)} ${y(week[middle]).toFixed(1)}`);
  drawn.append(shape("path", { d: `M${line.join("L")}`, class: "line median" }));
  return drawn;
}
