// What each part of the page shows, from the worlds as they weigh now.

const part$ = (name) => document.getElementById(name);
const rowsOf = (rows, group) => rows.filter((row) => row.group === group);
const byName = (rows, group, name) => rows.find((row) => row.group === group && row.name === name);

// Shares as they are now, each with what it was as stated where priors are moved.
function rowsNow(run) {
  const rows = [...run.shareRows(), ...run.sideRows()];
  if (!run.moved || run.moved.length === 0) {
    run.rowsAsStated = rows;
    return rows;
  }
  return rows.map((row, i) => ({ ...row, before: run.rowsAsStated[i].value }));
}

function showHeadline(run, rows) {
  const accord = byName(rows, "by_deadline", "accord");
  const peace = byName(rows, "by_deadline", "durable_peace");
  const said = (row) => element("p", { class: "figure" },
    element("strong", {}, percent(row.value, 0)),
    element("span", {}, ` of worlds (95 %: ${interval(row)}): ${row.label}` +
      (row.before === undefined ? "" : `. As stated: ${percent(row.before)}`)));
  part$("headline-live").replaceChildren(...[accord, peace].filter(Boolean).map(said));
}

// The scale of a group of shares: the same whichever run is shown.
const shared = (runs, group) => scaleOf(runs.flatMap((run) => rowsOf(run.rows, group)));

function showEndings(runs, run, rows) {
  const bars = (caption, what, group, looks) =>
    barTable(caption, what, rowsOf(rows, group), shared(runs, group), looks);
  part$("endings-live").replaceChildren(
    bars("How the worlds end, by the horizon", "ending", "outcomes", looksOf(run)),
    bars("What came true by the deadline", "by the deadline", "by_deadline"),
    ...(rowsOf(rows, "own").length ? [bars("Questions of the scenario's own", "question", "own")] : []),
  );
}

// Each side's red lines together, and below them one by one.
function linesBySide(rows, sorted) {
  const under = (side) => sorted("red_lines").filter((row) => row.name.startsWith(`${side.name}.`));
  const shown = sorted("sides").flatMap((side) => [side, ...under(side)]);
  return shown.filter((row) => row.value > 0);
}

function showReasons(runs, rows) {
  const sorted = (group) => rowsOf(rows, group).sort((a, b) => (b.value || 0) - (a.value || 0));
  const shown = linesBySide(rows, sorted);
  part$("reasons-live").replaceChildren(
    barTable("How things stood on the best date, of the worlds without an accord (states, no causes)",
      "state", sorted("reasons"), shared(runs, "reasons")),
    ...(shown.length
      ? [barTable("The red line most in the way, of the same worlds", "red line", shown, shared(runs, "sides"))] : []),
  );
}

// Share of worlds that have ended so by each day.
function overTime(run) {
  const days = Math.round((Date.parse(run.horizon) - Date.parse(run.start)) / DAY);
  const sums = run.endings.map(() => new Float64Array(days + 1));
  const open = run.endings.findIndex((each) => each.name === "talks_go_on");
  for (let i = 0; i < run.worlds; i++) {
    const code = run.codes.outcome[i], day = run.day[i];
    if (code >= 0 && code !== open && day <= days) sums[code][day] += run.weights[i];
  }
  const whole = sumOf(run.weights), looks = looksOf(run);
  return run.endings
    .map((each, code) => {
      let sum = 0;
      const values = Array.from(sums[code], (more) => (sum += more) / whole);
      return { ...each, look: looks[each.name], values };
    })
    .filter((each, code) => code !== open && each.values[days] > 0);
}

function showTime(runs, run) {
  const series = overTime(run), days = series.length ? series[0].values.length - 1 : 0;
  if (!series.length) return part$("time-live").replaceChildren("No world ended before the horizon.");
  const at = Math.round((Date.parse(run.deadline) - Date.parse(run.start)) / DAY);
  const marks = [{ day: at, label: "the deadline" }];
  const caption = "Share of all worlds that have ended so, day by day";
  const most = Math.max(0.05, ...runs.map((each) => highestEnd(overTime(each)))) * 1.05;
  const monthly = monthTicks(run.start, days).map(([day]) => day).concat(days);
  const rows = monthly.map((day) => [
    dateWords(run.start, day), ...series.map((each) => percent(each.values[day])),
  ]);
  part$("time-live").replaceChildren(
    element("div", { class: "wide" }, lineChart(caption, series, most, run.start, days, marks)),
    element("p", { class: "note" }, stillOpen(run)),
    folded("The same as a table", element("div", { class: "wide" },
      table(caption, ["by", ...series.map((each) => each.label)], rows))),
  );
  return undefined;
}

function stillOpen(run) {
  const row = run.rows.find((each) => each.group === "outcomes" && each.name === "talks_go_on");
  return row ? `Not drawn: ${row.label}, ${percent(row.value)} of worlds at the horizon.` : "";
}

function folded(summary, content, open = false) {
  const made = element("details", open ? { open: "" } : {}, element("summary", {}, summary));
  made.append(content);
  return made;
}

function showTexts(run) {
  const mass = run.among(false), sums = new Map(run.packages.map((each) => [each.package, 0]));
  for (let i = 0; i < run.worlds; i++) {
    const number = run.package[i];
    if (number >= 0) sums.set(number, sums.get(number) + run.weights[i]);
  }
  const often = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 12);
  const texts = new Map(run.packages.map((each) => [each.package, each]));
  const issues = Object.keys(run.issues);
  const rows = often.map(([number, weight]) => {
    const share = wilson(weight, mass.weight, 0, mass.effective), text = texts.get(number);
    const [first, ...others] = issues.map((issue) => text[issue]);
    return [first, ...others, percent(share.value), interval(share)];
  });
  if (!rows.length) return part$("texts-live").replaceChildren("No world signed a text.");
  const more = sums.size > rows.length ? `, the ${rows.length} most frequent of ${sums.size}` : "";
  const caption = `Texts that were signed at any time${more}: share of all worlds`;
  const head = [...issues.map((issue) => issue.replaceAll("_", " ")), "share", "95 %"];
  const meant = issues.map((issue) => `${issue.replaceAll("_", " ")}: ${run.issues[issue]}`);
  part$("texts-live").replaceChildren(
    element("div", { class: "wide texts" }, table(caption, head, rows)),
    element("p", { class: "note" }, `${meant.join("; ")}.`),
  );
  return undefined;
}

function showComparison(runs) {
  const place = part$("compare-live");
  if (!place) return;
  const [first, ...others] = runs;
  place.replaceChildren(...others.map((run) => comparedTable(first, run)));
}

function comparedTable(first, run) {
  const paired = first.seed === run.seed && first.design === run.design;
  const same = paired && first.weighsLike(run);
  const rows = first.rows.filter((row) => !row.without).map((row) => {
    const mine = byName(run.rows, row.group, row.name);
    if (!mine) return [row.label, "", percent(row.value), "not asked", "", ""];
    const change = paired ? changed(first, run, row, mine, same) : null;
    return [row.label, dumbbell(row.value, mine.value), percent(row.value), percent(mine.value),
      change ? points(change.value) : points(mine.value - row.value),
      change ? `${points(change.low)} to ${points(change.high)}` : "not paired"];
  });
  const caption = `${run.heading}, beside ${first.heading}. Differences in points` +
    (paired ? ", world by world with the same luck" : ": other seeds, so other luck");
  return element("div", { class: "wide" },
    table(caption, ["share of all worlds", "○ first, ● other; 0 to 100 %", spoken(first.called),
      spoken(run.called), "difference", "95 %"], rows));
}

const spoken = (name) => name.replaceAll("_", " ");

function changed(first, run, row, mine, same) {
  const n = Math.min(first.worlds, run.worlds), a = first.where(row, n), b = run.where(mine, n);
  const one = first.weights.subarray(0, n), two = run.weights.subarray(0, n);
  return same ? pairedShares(a, b, one) : difference(a, b, one, two);
}

function showStory(run, world, focus = true) {
  const place = part$("story"), told = run.story[world];
  const command = `${run.rerun.command.replace("sim run", "sim trace")} --world ${world} --seed ${run.seed} --brief`;
  if (!told) {
    place.replaceChildren(element("p", {}, worldWords(run, world)),
      element("p", {}, "To read its story:"), element("pre", {}, element("code", {}, command)));
    return;
  }
  place.replaceChildren(element("h3", { tabindex: "-1" }, `World ${world}`), element("p", {}, told.lead));
  for (const section of told.sections) {
    place.append(element("h4", {}, section.title));
    place.append(...section.paragraphs.map((text) => element("p", {}, text)));
  }
  if (told.table) {
    place.append(element("div", { class: "wide" }, table(told.table.caption, told.table.header, told.table.rows)));
  }
  place.append(element("p", { class: "note" }, "The whole account: ", element("code", {}, command.replace(" --brief", ""))));
  if (focus) place.querySelector("h3").focus({ preventScroll: true });
}
