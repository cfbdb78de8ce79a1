// Spells the value of a parameter as pytest does in the ids of its tests: `test_x[1-foo]`.
import { calleeOf, type Names, resolve, type Source } from './names.ts';
import type { Expression, Text } from './tree.ts';

/** `text` null: only a running test knows. */
export type Spelled = string | null;

const control: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** Python's `unicode_escape`: what is no printable ASCII, and the backslash itself. */
export const asciiEscaped = (text: string): string => {
  let out = '';
  for (const c of text) {
    const point = c.codePointAt(0) ?? 0;
    if (c === '\\') out += '\\\\';
    else if (point >= 32 && point < 127) out += c;
    else
      out +=
        control[c] ??
        (point < 256 ? `\\x${hex(point, 2)}` : point < 65_536 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`);
  }
  return out;
};

const bytesEscaped = (text: string): string =>
  text.replace(/[^ -~]/g, (c) => control[c] ?? `\\x${hex(c.charCodeAt(0), 2)}`);

export const spellText = ({ text, form }: Text): Spelled => {
  if (form === 'bytes') return bytesEscaped(text);
  return form === 'format' && /[{}]/.test(text) ? null : /\\N\{/.test(text) ? null : asciiEscaped(text);
};

/** `1_000` → `1000`, `0x10` → `16`, `1e3` → `1000.0`, as `str()` of the number; null for what Python 3 cannot read. */
export const spellNumber = (written: string): Spelled => {
  const isNegative = written.startsWith('-');
  const digits = (isNegative ? written.slice(1) : written).replaceAll('_', '').toLowerCase();
  const sign = isNegative ? '-' : '';
  if (/^0[xob][0-9a-f]+$/.test(digits) || /^(?:0+|[1-9][0-9]*)$/.test(digits)) {
    if (digits.length > 300) return null;
    const value = BigInt(digits);
    return value === 0n ? '0' : `${sign}${value}`;
  }
  return /^[0-9]*\.?[0-9]*(?:e[+-]?[0-9]+)?$/.test(digits) ? `${sign}${spellFloat(Number(digits))}` : null;
};

/** As Python's `repr`: the shortest digits, an exponent below 1e-4 and from 1e16 on. */
const spellFloat = (value: number): string => {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === 0) return '0.0';
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16)
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const plain = mantissa.replace('.', '');
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${plain}`;
  return `${plain.slice(0, power + 1).padEnd(power + 1, '0')}.${plain.slice(power + 1) || '0'}`;
};

/** Types and functions that print as their own name. */
const builtins: ReadonlySet<string> = new Set(
  (
    'int float str bytes bool complex list tuple dict set frozenset object type range bytearray memoryview len sum min max sorted abs repr print ' +
    'any all map filter zip enumerate reversed iter next id hash callable open round super property classmethod staticmethod'
  ).split(' '),
);
const exceptionName =
  /^(?:BaseException|Exception|[A-Z][A-Za-z]*(?:Error|Warning|Exit|Interrupt)|StopIteration|StopAsyncIteration)$/;

/** Calls that make an object without a name of its own: pytest shows the parameter and its row. */
const makesObject =
  /(?:^|\.)(?:object|datetime|date|time|timedelta|timezone|Decimal|Fraction|UUID|Path|PurePath|PosixPath|dict|list|set|tuple|frozenset|bytearray|OrderedDict|defaultdict|Counter|deque|SimpleNamespace|Mock|MagicMock|BytesIO|StringIO)$/;

/** The id of one value of the parameter `name` in row `index`. */
export const spellValue = (given: Expression, name: string, index: number, source: Source, names: Names): Spelled => {
  const { value } = resolve(given, source, names);
  const unnamed = `${name}${index}`;
  switch (value.kind) {
    case 'text':
      return spellText(value);
    case 'constant':
      return /^[TFN]/.test(value.text) ? value.text : spellNumber(value.text);
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
      return unnamed;
    case 'lambda':
      return '<lambda>';
    case 'chain':
      return spellChain(calleeOf(value.links), value.links.at(-1)?.kind === 'call', unnamed, names);
    default:
      return null;
  }
};

const spellChain = (callee: string, isCall: boolean, unnamed: string, { classes, functions }: Names): Spelled => {
  if (isCall) {
    const local = classes.get(callee);
    // An enumeration or a string of one's own prints itself; a plain class does not.
    if (local !== undefined) return local.bases.length === 0 ? unnamed : null;
    return makesObject.test(callee) ? unnamed : null;
  }
  if (callee.includes('.') || callee === '') return null;
  const isNamed = builtins.has(callee) || exceptionName.test(callee) || classes.has(callee);
  return isNamed || functions.get(callee)?.decorators.length === 0 ? callee : null;
};

/** pytest numbers ids that occur more than once. */
export const unique = (ids: readonly string[]): string[] => {
  const taken = new Set(ids);
  if (taken.size === ids.length) return [...ids];
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const next = new Map<string, number>();
  const result = [...ids];
  const used = new Set(ids);
  ids.forEach((id, i) => {
    if ((counts.get(id) ?? 0) < 2) return;
    const stem = /[0-9]$/.test(id) ? `${id}_` : id;
    let suffix = next.get(id) ?? 0;
    while (used.has(`${stem}${suffix}`)) suffix++;
    const own = `${stem}${suffix}`;
    used.add(own);
    result[i] = own;
    next.set(id, suffix + 1);
  });
  return result;
};
