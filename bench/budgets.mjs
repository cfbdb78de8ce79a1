// What the HTML report may weigh, and what its reader may be made to wait for: one table for the benchmark and the test.

export const BUDGETS = {
  script: 160_000,
  /** Pictures, prints, themes, forced colours: each screen has a few rules of its own. */
  style: 35_000,
  sizes: [
    { contracts: 1000, tests: 10_000, commits: 5000, bytes: 2_200_000 },
    { contracts: 2000, tests: 20_000, commits: 5000, bytes: 3_300_000 },
  ],
  interactiveMs: 1000,
  keystrokeMs: 50,
  nodes: 4000,
  rows: 500,
  heapMb: 60,
};
