// Groups things that were found to be the same, pair by pair.

export class DisjointSets {
  readonly #parent = new Map<string, string>();
  add(item: string): void {
    if (!this.#parent.has(item)) this.#parent.set(item, item);
  }
  find(item: string): string {
    let root = item;
    for (let next = this.#parent.get(root); next !== undefined && next !== root; next = this.#parent.get(root))
      root = next;
    this.#parent.set(item, root);
    return root;
  }
  join(a: string, b: string): void {
    this.#parent.set(this.find(b), this.find(a));
  }
  groups(): string[][] {
    const groups = new Map<string, string[]>();
    for (const item of this.#parent.keys()) {
      const root = this.find(item);
      const known = groups.get(root);
      if (known) known.push(item);
      else groups.set(root, [item]);
    }
    return [...groups.values()];
  }
}
