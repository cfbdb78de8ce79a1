// Puts data, script and style into one HTML file such that none of them can end early, and names them in the policy.
import { createHash } from 'node:crypto';
import { capText, escapeInvisible } from '../../payload/visible-text.ts';

const asEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A browser reads ASCII in steps of words; one “ in a file makes it keep every character in two bytes. So a few others are written by
 * their numbers; a text that is full of them stays as it is, which is shorter.
 */
function asAscii(text: string, others: RegExp, written: (char: string) => string): string {
  const found = text.match(others)?.length ?? 0;
  return found * 32 > text.length ? text : text.replace(others, written);
}

/** Markup with every other character as `&#8220;`; not for what stands in a script or a style. */
export const asciiMarkup = (markup: string): string =>
  asAscii(markup, /[^\u0000-\u007f]/gu, (char) => `&#${char.codePointAt(0)};`);

/**
 * JSON that may stand inside `<script type="application/json">`: measured, an unescaped `</script><script>` ran there.
 * Direction marks are escaped too, so that the file's source reads as it is.
 */
export const embeddableJson = (value: unknown): string =>
  asAscii(escapeInvisible(JSON.stringify(value), asEscape).replace(/[<>&]/g, asEscape), /[^\u0000-\u007f]/g, asEscape);

const sha256 = (text: string, form: 'base64' | 'hex'): string => createHash('sha256').update(text, 'utf8').digest(form);

/** Hashes of exactly the inline script and style; nothing else may run, load, submit or be framed from here. */
export const contentPolicy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script, 'base64')}'`,
    `style-src 'sha256-${sha256(style, 'base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** The bundle is ours, so an ending tag inside it is a bug of the build and not of the input. */
export function inlineText(text: string, tag: 'script' | 'style'): string {
  if (text.toLowerCase().includes(`</${tag}`) || text.includes('<!--')) {
    throw new Error(`the bundled ${tag} holds “</${tag}” or “<!--” and cannot be inlined`);
  }
  // HTML turns a carriage return into a line feed before it hashes.
  return text.replace(/\r\n?/g, '\n');
}

/**
 * Every string cut to 4 KB with a visible mark. The mark names the length and a hash, so that two long ids that begin
 * alike stay two ids, and equal ones stay equal.
 */
export function capStrings<Value>(value: Value): Value {
  const visit = (inner: unknown): unknown => {
    if (typeof inner === 'string') return capText(inner, (whole) => sha256(whole, 'hex').slice(0, 12));
    if (Array.isArray(inner)) return inner.map(visit);
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [visit(key), visit(each)]));
  };
  return visit(value) as Value;
}
