// `**Name:** value` lines, the way plans write their header and the facts of a task.
import type { Line } from './blocks.ts';

export interface Field {
  readonly name: string;
  readonly value: string;
  /** Offset of `value` in the body. */
  readonly valueStart: number;
}

const bold = /^(?:\*\*|__)([^*_\n][^*\n]{0,80}?)(?:\s*:\s*(?:\*\*|__)|(?:\*\*|__)\s*:)\s*/;
/** `**File: \`p\`**`: the value inside the bold type. */
const boldWhole = /^\*\*([A-Za-z][\w ()/-]{0,60}):\s+(?=[^*])/;
const plain = /^([A-Z][\w ()/-]{0,60}):(?:\s+|$)/;

/** The field a line opens; `bare` also accepts `Files: x`, without bold type. */
export const fieldOf = (line: Line, bare = false): Field | null => {
  const match = bold.exec(line.body) ?? boldWhole.exec(line.body) ?? (bare ? plain.exec(line.body) : null);
  const name = match?.[1]?.replaceAll('**', '').trim();
  if (match === null || name === undefined) return null;
  const inside = match[0].startsWith('**') && !match[0].slice(2).includes('**');
  const value = line.body.slice(match[0].length).trimEnd();
  return { name, value: inside ? value.replace(/\*\*$/, '') : value, valueStart: match[0].length };
};
