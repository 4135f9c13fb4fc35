// Charts drawn from the tables under them: without a script the tables say it all.
(() => {
  "use strict";
  const COLOURS = ["#0f7c82", "#b7791f", "#6b4fa0", "#8a3b3b", "#b7791f"];

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
    const ink = getComputedStyle(document.body).color;
    const axis = { ticks: { color: ink }, grid: { color: "rgba(128, 128, 128, 0.2)" } };
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
          borderColor: band.includes(column) ? COLOURS[0] : COLOURS[place],
          backgroundColor: band.includes(column) ? "rgba(15, 124, 130, 0.18)" : COLOURS[place],
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
        plugins: { legend: { labels: { color: ink } } },
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
  all();
})();
