// The verdict as TAP 14: a line a contract.
import { visibleText } from '../../payload/visible-text.ts';
import type { Reporter } from '../reporter.ts';
import { type Case, casesOf } from './cases.ts';

/** A hash begins a directive, and a backslash an escape. */
const description = (text: string): string => visibleText(text).replace(/[\\#]/g, '\\$&');

/** JSON is YAML, so that no text can leave its value. */
const diagnostics = ({ kind, message, place }: Case): readonly string[] => [
  '  ---',
  `  state: ${JSON.stringify(kind)}`,
  `  message: ${JSON.stringify(message)}`,
  ...(place === null ? [] : [`  at: ${JSON.stringify(`${place.path}:${place.at.line}`)}`]),
  '  ...',
];

function lines(each: Case, index: number): readonly string[] {
  const text = `${index + 1} - ${description(`${each.suite} ${each.name}`)}`;
  if (each.outcome === 'passed') return [`ok ${text}`];
  if (each.outcome === 'skipped') return [`ok ${text} # SKIP ${description(each.message.split('\n')[0] ?? '')}`];
  return [`not ok ${text}`, ...diagnostics(each)];
}

export const tapReporter: Reporter = {
  id: 'tap',
  extension: 'tap',
  mediaType: 'text/plain',
  render(report) {
    const cases = casesOf(report);
    return `${['TAP version 14', `1..${cases.length}`, ...cases.flatMap(lines)].join('\n')}\n`;
  },
};
