// Why no accord, by taking mechanisms away on the same worlds: what was found, weighed as now.

const FEWEST_ASKED = 200; // worlds in effect: sim explain takes no fewer either

// What was found in each world, by mechanism: -1, 0 or 1.
function readCauses(told, buffer) {
  if (!told.labels) return told;
  const { worlds } = told, both = part(buffer, told.found);
  const of = (m, read) => Int8Array.from(both.subarray(m * worlds, (m + 1) * worlds), read);
  return {
    ...told,
    before: part(buffer, told.before),
    after: part(buffer, told.after),
    rows: told.labels.map((label, m) => ({
      label, alone: of(m, (x) => (x % 3) - 1), added: of(m, (x) => Math.floor(x / 3) - 1),
    })),
  };
}

// A mean whose error is that between groups of neighbours, as sim.analysis.explaining.shapley has it.
function meanOfGroups(x, weights, groups, student) {
  const whole = sumOf(weights), value = weightedMean(x, weights);
  let squares = 0, i = 0;
  for (const size of groups) {
    let strayed = 0;
    for (const end = i + size; i < end; i++) strayed += (weights[i] * (x[i] - value)) / whole;
    squares += strayed * strayed;
  }
  const error = Math.sqrt((groups.length / Math.max(groups.length - 1, 1)) * squares);
  const half = Math.max(student * error, Z95 / (effectiveNumber(weights) + 2));
  return { value, low: value - half, high: value + half };
}

function causeRows(run) {
  const { causes } = run, weights = run.weights.subarray(0, causes.worlds);
  const nothing = new Int8Array(causes.worlds);
  return causes.rows.map(({ label, alone, added }) => ({
    label,
    alone: pairedShares(nothing, alone, weights),
    worth: meanOfGroups(added, weights, causes.pairs, causes.student),
  }));
}

function showCauses(run) {
  const place = part$("causes-live"), { causes } = run;
  if (!causes.rows) {
    return place.replaceChildren(element("p", {}, "Causes were not asked of this run. The command that does:"),
      element("pre", {}, element("code", {}, causes.command)));
  }
  const weights = run.weights.subarray(0, causes.worlds);
  const effective = effectiveNumber(weights), thin = effective < FEWEST_ASKED || tailShape(weights) > RELIABLE;
  if (run.moved.length > 0 && thin) {
    return place.replaceChildren(element("p", { class: "thin" },
      `Causes were asked of ${causes.worlds.toLocaleString("en")} worlds, of which ` +
      `${Math.round(effective)} are left in effect: too few to say what a mechanism is worth. ` +
      "The command beside the sliders plays such worlds; sim explain asks them."));
  }
  place.replaceChildren(causesTable(run, causeRows(run), weights), element("p", { class: "note" },
    "'alone': what taking it away from the start changes while all else stays, in points of all worlds. " +
    "'worth': its part of what taking all of them away changes (Shapley 1953); the parts sum to the whole. " +
    (causes.left_out ? `${causes.left_out} more: ${causes.command} --all` : "")));
  return undefined;
}

function causesTable(run, rows, weights) {
  const { causes, moved } = run;
  if (moved.length === 0) run.causesAsStated = rows;
  const stated = run.causesAsStated, said = (there) => percent(weightedMean(there, weights));
  const ends = (each) => `${points(each.low)} to ${points(each.high)}`;
  const [low, high] = spanOf([...rows, ...stated].map((row) => row.worth));
  const cells = rows.map((row, i) => [row.label, changeBar(row.worth, low, high, stated[i].worth.value),
    points(row.alone.value), ends(row.alone), points(row.worth.value), ends(row.worth),
    ...(moved.length ? [points(stated[i].worth.value)] : [])]);
  const caption = "Causes: what each mechanism is worth, in points of all worlds " +
    `(accords as it is ${said(causes.before)}, with all taken away ${said(causes.after)}; ` +
    `the first ${causes.worlds.toLocaleString("en")} worlds, ${causes.orders} orders)`;
  const head = ["taken away", `${points(low)} to ${points(high)}`, "alone", "95 %", "worth", "95 %",
    ...(moved.length ? ["worth as stated"] : [])];
  return element("div", { class: "wide" }, table(caption, head, cells));
}

const spanOf = (rows) => [
  Math.min(0, ...rows.map((row) => row.low)), Math.max(0.01, ...rows.map((row) => row.high)),
];
