// Charts drawn from the tables under them: without a script the tables say it all.
(() => {
  "use strict";
  const TOKENS = ["accent-ink", "gold-ink", "violet-ink", "red-ink", "gold-ink"];
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // A colour of ours as it is in the theme of the moment, in the only notation that the library reads.
  const colour = (box, token, opacity = 1) => {
    box.style.color = `var(--kosh-${token})`;
    pixel.fillStyle = getComputedStyle(box).color;
    box.style.color = "";
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  };

  // One entry for the ground between two lines instead of one for each of them.
  const entries = (chart, [low, high]) => {
    const found = window.Chart.defaults.plugins.legend.labels.generateLabels(chart);
    const shown = found.filter((entry) => entry.datasetIndex !== low);
    for (const entry of shown) if (entry.datasetIndex === high) entry.text = `${found[low].text} – ${entry.text}`;
    return shown;
  };

  // An empty cell is a gap in the line, not a nought.
  const value = (row, column) => {
    const text = (row.cells[column].dataset.value ?? row.cells[column].textContent).trim();
    return text === "" ? null : Number(text);
  };

  const draw = (box) => {
    const table = document.getElementById(box.dataset.of);
    if (!table || !window.Chart) return;
    const rows = [...table.tBodies[0].rows].slice(0, Number(box.dataset.most) || undefined);
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const ink = colour(box, "ink");
    const colours = TOKENS.map((token) => colour(box, token));
    const axis = { ticks: { color: colour(box, "ink-2") }, grid: { color: colour(box, "line") } };
    const columns = box.dataset.columns.split(" ").map(Number);
    // data-band="2 4": the ground between these two columns is filled, and their lines are thin.
    const band = (box.dataset.band ?? "").split(" ").filter(Boolean).map(Number);
    box.hidden = false;
    const chart = new window.Chart(box.querySelector("canvas"), {
      type: box.dataset.chart,
      data: {
        labels: rows.map((row) => row.cells[0].textContent.trim()),
        datasets: columns.map((column, place) => ({
          label: heads[column],
          data: rows.map((row) => value(row, column)),
          borderColor: band.includes(column) ? colours[0] : colours[place],
          backgroundColor: band.includes(column) ? colour(box, TOKENS[0], 0.25) : colours[place],
          borderWidth: band.includes(column) ? 1 : 2,
          pointRadius: band.includes(column) ? 0 : 2,
          spanGaps: true,
          ...(column === band[1] && { fill: columns.indexOf(band[0]) }),
        })),
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        plugins: {
          legend: {
            align: "start",
            labels: {
              color: ink, boxWidth: 20, boxHeight: 10, font: { size: 13 },
              generateLabels: (chart) => entries(chart, band.map((column) => columns.indexOf(column))),
            },
          },
        },
        scales: { x: axis, y: { ...axis, beginAtZero: true } },
      },
    });
    drawn.push(chart);
  };

  const drawn = [];
  const all = () => {
    while (drawn.length) drawn.pop().destroy();
    for (const box of document.querySelectorAll("[data-chart]")) draw(box);
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("button[data-theme-choice]")) all();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  all();
})();
