// Turns the bytes of a result file into text, piece by piece: unpacks gzip, knows byte order marks and the encoding that XML declares.
import { UserError } from '../errors.ts';
import { Unreadable } from './format.ts';

export type Chunks = AsyncIterable<Uint8Array>;

/** How many bytes tell what the rest is: an XML declaration is the longest of the signs. */
const SIGNS = 200;

/** Archives that hold result files and are none. */
const ARCHIVES: readonly (readonly [string, readonly number[]])[] = [
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a zstd archive', [0x28, 0xb5, 0x2f, 0xfd]],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58]],
  ['a bzip2 archive', [0x42, 0x5a, 0x68]],
];

const startsWith = (bytes: Uint8Array, sign: readonly number[]): boolean => sign.every((byte, i) => bytes[i] === byte);

/** Text of the file without its byte order mark. Throws Unreadable where a packed file breaks off; UserError for archives. */
export async function* textOf(name: string, chunks: Chunks): AsyncGenerator<string> {
  const packed = await peek(chunks);
  for (const [what, sign] of ARCHIVES) {
    if (startsWith(packed.head, sign))
      throw new UserError(`${name} is ${what}`, 'Unpack it and give the result file inside of it');
  }
  const plain = startsWith(packed.head, [0x1f, 0x8b]) ? await peek(unpacked(packed.all)) : packed;
  const decoder = new TextDecoder(encodingOf(plain.head));
  for await (const bytes of plain.all) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

interface Peeked {
  /** The first bytes; fewer where there are no more. */
  readonly head: Uint8Array;
  /** Everything, the head included. */
  readonly all: Chunks;
}

async function peek(chunks: Chunks): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < SIGNS) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = new Uint8Array(length);
  let at = 0;
  for (const bytes of first) {
    head.set(bytes, at);
    at += bytes.length;
  }
  return { head, all: rejoined(head, iterator) };
}

async function* rejoined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): Chunks & AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* unpacked(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const stream = ReadableStream.from(chunks).pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value as Uint8Array;
    }
  } catch {
    throw new Unreadable('the packed file is damaged or breaks off');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function encodingOf(head: Uint8Array): string {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const [, declared = 'utf-8'] =
    /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(String.fromCharCode(...head.slice(0, SIGNS))) ?? [];
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    return 'utf-8';
  }
}
