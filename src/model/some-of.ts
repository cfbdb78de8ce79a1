// How a list is told in a sentence: its first names, and how many more there are.

/** `a, b, c and 9 more`. */
export function someOf(names: readonly string[], most = 3, between = ', '): string {
  const rest = names.length - most;
  return `${names.slice(0, most).join(between)}${rest > 0 ? ` and ${rest} more` : ''}`;
}
