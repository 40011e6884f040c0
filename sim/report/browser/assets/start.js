// Puts the page together, and answers when a prior is moved.

const FEWEST = 1000, RELIABLE = 0.7; // effective worlds; Pareto's k

function rerunCommands(run, moves) {
  const settings = run.moved.map((name) => {
    const prior = run.priors[name];
    return ` -s '${name}=${asWritten(prior, movedNumbers(prior, moves[name]))}'`;
  });
  const past = run.rerun.past === "own" ? " -s past_of=own" : "";
  const worlds = Math.max(run.of, 10000);
  return `${run.rerun.command}${settings.join("")}${past} -n ${worlds} --seed ${run.seed}`;
}

function rerunWords(run) {
  if (run.rerun.past !== "another") return "The same question, played anew:";
  return "Nearly the same question, played anew. The past of this run is played by the scenario that " +
    "it changes, which no setting reaches: to move the prior there too, change that file.";
}

function mayMove(run) {
  return run.worlds >= FEWEST
    ? "Move a prior, and every share on this page follows."
    : `Too few for the sliders, which need ${FEWEST.toLocaleString("en")} in effect: make the page ` +
      "of a run with -n 10000.";
}

function showTrust(run, moves) {
  const trust = run.trust(), some = run.moved.length > 0;
  const thin = some && (!(trust.effective >= FEWEST) || trust.k > RELIABLE);
  const effective = Math.round(trust.effective).toLocaleString("en");
  const k = Number.isNaN(trust.k) ? "without a tail" : trust.k < 0 ? "below 0" : trust.k.toFixed(2);
  const place = part$("trust");
  const words = some
    ? `${effective} of ${run.worlds.toLocaleString("en")} worlds are left in effect; Pareto k ${k}` +
      ` (good: ${FEWEST.toLocaleString("en")} or more, and at most ${RELIABLE}).`
    : `${run.worlds.toLocaleString("en")} worlds as stated. ${mayMove(run)}`;
  const verdict = thin
    ? "Too thin: these shares would rest on too few worlds, and are not shown."
    : some ? "Enough to read." : "";
  place.replaceChildren(element("p", { role: "status" }, words, " ", element("strong", {}, verdict)));
  if (some) {
    place.append(element("p", {}, rerunWords(run)),
      element("pre", {}, element("code", { id: "rerun" }, rerunCommands(run, moves))));
  }
  document.body.dataset.thin = thin ? "yes" : "no";
  document.body.dataset.effective = String(trust.effective);
  document.body.dataset.k = String(trust.k);
  return thin;
}

const LIVE = ["headline-live", "endings-live", "time-live", "reasons-live", "causes-live", "texts-live", "compare-live"];

class Page {
  constructor(runs, first) {
    this.runs = runs;
    this.run = runs[0];
    this.controls = new Controls(part$("sliders"), runs, first, () => this.update());
    this.dots = new Dots(part$("dots"), (world) => showStory(this.run, world));
    const chooser = part$("which-run");
    if (chooser) chooser.addEventListener("change", () => this.choose(Number(chooser.value)));
    part$("find-world").addEventListener("submit", (event) => this.find(event));
    window.addEventListener("resize", () => this.dots.draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dots.draw());
    if (runs.every((each) => each.worlds < FEWEST)) part$("panel").hidden = true;
    else beside(part$("panel"));
    this.update();
    showDays(this.run);
    showStory(this.run, this.run.told[0] ?? 0, false);
  }

  choose(i) {
    this.run = this.runs[i];
    part$("title").textContent = this.run.heading;
    part$("question").textContent = this.run.question;
    part$("story").replaceChildren();
    this.update();
    showDays(this.run);
  }

  find(event) {
    event.preventDefault();
    const world = Number(part$("world-number").value);
    if (!this.dots.find(world)) showStory(this.run, world);
  }

  update() {
    const began = performance.now();
    for (const run of this.runs) {
      run.weigh(this.controls.moves);
      run.rows = rowsNow(run);
    }
    this.rows = this.run.rows;
    const thin = showTrust(this.run, this.controls.moves);
    if (thin) this.hush();
    else this.show();
    this.dots.show(this.run);
    document.body.dataset.took = String(performance.now() - began);
  }

  show() {
    showHeadline(this.run, this.rows);
    showEndings(this.runs, this.run, this.rows);
    showTime(this.runs, this.run);
    showReasons(this.runs, this.rows);
    showCauses(this.run);
    showTexts(this.run);
    showComparison(this.runs);
  }

  hush() {
    for (const name of LIVE) {
      if (part$(name)) {
        part$(name).replaceChildren(element("p", { class: "thin" },
          "Not shown: too few worlds speak for these priors. The command beside the sliders plays them anew."));
      }
    }
  }
}

// Where there is room beside the charts the sliders are open; else they wait behind their summary.
function beside(panel) {
  const wide = matchMedia("(min-width: 70rem)");
  const follow = () => { panel.open = wide.matches; };
  wide.addEventListener("change", follow);
  follow();
}

async function start() {
  const told = JSON.parse(part$("told").textContent);
  const buffer = await unpacked(part$("worlds").textContent);
  const runs = told.runs.map((each) => new Run(each, buffer));
  window.page = new Page(runs, told.first);
  document.body.dataset.ready = "yes";
}

start();
