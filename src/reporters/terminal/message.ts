// What the hook for commit messages prints: one line for what is clear, and for each other number what to write instead.
import type { MessageAnswer, SaidNumber } from '../../model/message.ts';
import { safeText } from './layout.ts';
import { painted } from './theme.ts';

const SHOWN = 8;

/** Empty where the message names no contract. */
export function messageText({ said }: MessageAnswer, { color }: { readonly color: boolean }): string {
  const paint = (text: string, style: 'red' | 'green'): string => (color ? painted(text, style) : text);
  const known = said.filter(({ answer }) => answer === 'known').flatMap(({ contracts }) => contracts);
  const names = [...new Set(known.map(({ text }) => safeText(text)))];
  return [
    ...(names.length === 0 ? [] : [`${paint('✓', 'green')} ${names.join(', ')}`]),
    ...said.filter(({ answer }) => answer !== 'known').flatMap((one) => unclear(one, paint('✗', 'red'))),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function unclear({ label, line, why, answer, contracts }: SaidNumber, mark: string): string[] {
  const choice = contracts.slice(0, SHOWN).map(({ text, title }) => `    ${safeText(text)}  ${safeText(title)}`);
  const more = contracts.length > SHOWN ? [`    and ${contracts.length - SHOWN} more: trace explain ${label}`] : [];
  const lead = answer === 'several' ? '  Write the one that is meant:' : '  If another plan is meant, write so:';
  return [
    `${mark} ${label} (line ${line}): ${safeText(why)}`,
    ...(choice.length === 0 ? ['  What there is: trace list contracts'] : [lead, ...choice, ...more]),
  ];
}
