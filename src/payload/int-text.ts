// Lists of whole numbers as short text: most numbers of a report are small, close to the one before, or repeated.

// Printable, and nothing that JSON or HTML has to escape.
const ALPHABET = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  .filter((char) => !'"\\<>&'.includes(char))
  .join('');
/** The first characters end a number, the others go on: one character says 0 to 49, two up to 2,049. */
const ENDS = 50;
const GOES_ON = ALPHABET.length - ENDS;

/** Beyond it a difference of two, doubled for its sign, is no exact number any more. */
const LIMIT = 2 ** 51;

export const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < LIMIT;

function digits(value: number): string {
  let text = ALPHABET.charAt(value % ENDS);
  for (let rest = Math.floor(value / ENDS); rest > 0; rest = Math.floor((rest - 1) / GOES_ON)) {
    text = ALPHABET.charAt(ENDS + ((rest - 1) % GOES_ON)) + text;
  }
  return text;
}

const signed = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unsigned = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

const differences = (values: readonly number[]): readonly number[] =>
  values.map((value, index) => (index === 0 ? value : value - (values[index - 1] ?? 0)));

/** A value and how often it stands there again, alternately. */
function runs(values: readonly number[]): readonly number[] {
  const made: number[] = [];
  for (let index = 0; index < values.length; ) {
    let end = index + 1;
    while (end < values.length && values[end] === values[index]) end += 1;
    made.push(values[index] ?? 0, end - index - 1);
    index = end;
  }
  return made;
}

/** The letter says how the rest is to be read; a capital, that signs are inside. */
const FORMS = { p: (values: readonly number[]) => values, d: differences, r: runs } as const;

function written(form: keyof typeof FORMS, values: readonly number[]): string {
  const shaped = FORMS[form](values);
  const negative = shaped.some((value) => value < 0);
  return (
    (negative ? form.toUpperCase() : form) + shaped.map((value) => digits(negative ? signed(value) : value)).join('')
  );
}

/** The shortest of three forms. Only for whole numbers, see `isWhole`. */
export function packInts(values: readonly number[]): string {
  const forms = (['p', 'd', 'r'] as const).map((form) => written(form, values));
  return forms.reduce((best, form) => (form.length < best.length ? form : best));
}

/** By byte, 0 where it is none of them. */
const VALUE_OF = Uint8Array.from({ length: 256 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
);

const BYTES = new TextEncoder();

// The page reads its first 100,000 numbers before any compiler has seen this loop: bytes took half as long as asking the text.
function numbersIn(text: string): number[] {
  const bytes = BYTES.encode(text);
  const values: number[] = [];
  let ahead = 0;
  let count = 0;
  for (let at = 1; at < bytes.length; at += 1) {
    const value = VALUE_OF[bytes[at] as number] as number;
    if (value < ENDS) {
      values[count] = ahead * ENDS + value;
      count += 1;
      ahead = 0;
    } else ahead = ahead * GOES_ON + (value - ENDS) + 1;
  }
  return values;
}

/** The numbers of `packInts`. */
export function unpackInts(text: string): number[] {
  const form = text.charAt(0);
  const values = numbersIn(text);
  const { length } = values;
  if (form === form.toUpperCase()) for (let at = 0; at < length; at += 1) values[at] = unsigned(values[at] as number);
  if (form === 'd' || form === 'D')
    for (let at = 1; at < length; at += 1) values[at] = (values[at] as number) + (values[at - 1] as number);
  if (form !== 'r' && form !== 'R') return values;
  const repeated: number[] = [];
  for (let at = 0; at < length; at += 2) {
    for (let left = values[at + 1] ?? 0; left >= 0; left -= 1) repeated.push(values[at] as number);
  }
  return repeated;
}
