// Finds assertions of the JavaScript libraries that cannot fail as they are written.
import { isLiteral, whyCertain } from '../certain.ts';
import type { Voices } from './speech.ts';
import type { CallLink, Chain } from './tree.ts';

/** Matchers and words of chains that check nothing before they are called; a plugin's own property may check. */
const waitsForItsCall =
  /^(?:to[A-Z]\w{0,60}|to|be|been|is|that|which|and|has|have|with|at|of|same|but|does|still|also|not|deep|nested|own|ordered|any|all|a|an|include|includes|contain|contains|equal|equals|eql|eq|above|below|within|least|most|match|matches|property|length|lengthOf|keys|throw|throws|satisfy|string|members|instanceof|closeTo|rejects|resolves|eventually|should|expect)$/;

/** Continues the assertion's name: why it cannot fail; undefined where it may. `held`: its value is kept or handed on. */
export const vainIn = (chain: Chain, text: string, voices: Voices, held: boolean): string | undefined => {
  const { links } = chain;
  const last = links.at(-1);
  if (last?.kind === 'name' && !held && waitsForItsCall.test(last.name)) return 'is not called';
  const words = links.flatMap((link) => (link.kind === 'name' ? [link.name] : []));
  const calls = links.filter((link) => link.kind === 'call');
  const [first] = calls;
  const method = words.at(-1) ?? '';
  if (first === undefined) return undefined;
  if (method === 'pass') return 'always passes';
  const sources = argumentsOf(first, text);
  const [root = ''] = words;
  const isExpect = voices.names.expects.has(root) || voices.expects.has(root);
  const counts = (isExpect && method === 'assertions') || (voices.handles.has(root) && method === 'plan');
  if (counts) return sources[0] === '0' ? 'expects none' : undefined;
  if (!isExpect) return calls.length === 1 ? whyCertain(method, sources.slice(0, usual(method))) : undefined;
  const [matcher, more] = calls.slice(1);
  const expected = matcher === undefined ? [] : argumentsOf(matcher, text);
  if (more !== undefined || sources.length === 0 || !sources.slice(0, 1).every(isLiteral)) return undefined;
  return whyCertain(method, [...sources.slice(0, 1), ...expected.slice(0, 1)], words.includes('not'));
};

const argumentsOf = (call: CallLink, text: string): string[] =>
  call.arguments.map(({ start, end }) => text.slice(start, Math.min(end, start + 300)));

/** Arguments that are compared; a message follows. */
const usual = (method: string): number =>
  /^(?:assert|ok|is(?:Ok|True|Null|Undefined|Defined|False)|true|false|truthy|falsy|notOk|exists?)$/.test(method)
    ? 1
    : 2;
