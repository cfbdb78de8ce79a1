// JUnit XML of the verdict, for the test tab of GitLab, Jenkins and the like: a suite a plan, a case a contract.
import { visibleBlock, visibleText } from '../../payload/visible-text.ts';
import type { Reporter } from '../reporter.ts';
import { type Case, casesOf } from './cases.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
]);

/** Lone surrogates and the two non-characters are no XML at all, whatever they are written as. */
const ILLEGAL = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

const legal = (text: string): string => text.replace(ILLEGAL, '\ufffd');
const attribute = (text: string): string => legal(visibleText(text)).replace(/[&<>"]/g, (c) => ENTITIES.get(c) ?? c);
const content = (text: string): string => legal(visibleBlock(text)).replace(/[&<>]/g, (c) => ENTITIES.get(c) ?? c);

const element = (name: string, attributes: Readonly<Record<string, string | number>>, inner: string): string => {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
};

const OUTCOMES = { passed: null, failed: 'failure', error: 'error', skipped: 'skipped' } as const;

function testcase({ suite, name, outcome, kind, message, place }: Case): string {
  const what = OUTCOMES[outcome];
  const [first = ''] = message.split('\n');
  const result =
    what === null
      ? ''
      : element(
          what,
          what === 'skipped' ? { message: first } : { message: first, type: kind },
          what === 'skipped' ? '' : content(message),
        );
  const where = place === null ? {} : { file: place.path, line: place.at.line };
  return `    ${element('testcase', { classname: suite, name, ...where, time: '0' }, result)}`;
}

const counts = (cases: readonly Case[]): Readonly<Record<string, number>> => ({
  tests: cases.length,
  failures: cases.filter((c) => c.outcome === 'failed').length,
  errors: cases.filter((c) => c.outcome === 'error').length,
  skipped: cases.filter((c) => c.outcome === 'skipped').length,
});

export const junitReporter: Reporter = {
  id: 'junit',
  extension: 'junit.xml',
  mediaType: 'application/xml',
  render(report) {
    const cases = casesOf(report);
    const suites = new Map<string, Case[]>();
    for (const each of cases) suites.set(each.suite, [...(suites.get(each.suite) ?? []), each]);
    const body = [...suites].map(
      ([name, own]) =>
        `  ${element('testsuite', { name, ...counts(own), time: '0' }, `\n${own.map(testcase).join('\n')}\n  `)}\n`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'trace', ...counts(cases), time: '0' }, `\n${body.join('')}`)}\n`;
  },
};
