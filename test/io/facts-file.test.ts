// Laws of the file of facts: what is written is read, merging has no order, and nothing foreign gets in.
// Its contracts: docs/plans/shards-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/io/cache.ts';
import {
  type FactsFile,
  factsText,
  mergeFacts,
  missingShares,
  parseFacts,
  recording,
  withFacts,
} from '../../src/io/facts-file.ts';

const blob = fc.integer({ min: 0, max: 30 }).map((n) => n.toString(16).padStart(40, '0'));
const key = fc.constantFrom('["plan","1",{}]', '["test:go","1",{"families":["BC"]}]', '["spoken:go","2",{}]');
const share = fc.constantFrom('1/4', '2/4', '3/4', '4/4', '1/1');

/** As facts are: the same bytes read by the same code say the same. */
const file: fc.Arbitrary<FactsFile> = fc
  .record({ shares: fc.uniqueArray(share, { minLength: 1 }), blobs: fc.array(fc.tuple(key, blob)) })
  .map(({ shares, blobs }) => {
    const packs = new Map<string, Map<string, string>>();
    for (const [name, id] of blobs) {
      const pack = packs.get(name) ?? new Map<string, string>();
      packs.set(name, pack.set(id, JSON.stringify({ facts: `${name} of ${id} \u2028 "é\n"`, problems: [] })));
    }
    return { build: 'b1', shares, packs };
  });

const textOf = (facts: FactsFile): string => [...factsText(facts)].join('');
const named = (files: readonly FactsFile[]) => files.map((facts, i) => ({ name: `f${i}`, facts }));

const some: FactsFile = {
  build: 'b1',
  shares: ['1/2'],
  packs: new Map([['["plan","1",{}]', new Map([['a'.repeat(40), '{"facts":1,"problems":[]}']])]]),
};

describe('a file of facts', () => {
  it('BC-2: what is written is read back, and written again it is the same', () => {
    fc.assert(
      fc.property(file, (facts) => {
        const text = textOf(facts);
        expect(textOf(parseFacts(text, 'x'))).toBe(text);
        for (const [name, pack] of parseFacts(text, 'x').packs) expect(pack).toEqual(facts.packs.get(name));
      }),
    );
  });

  it('BC-2: what is merged does not depend on order or on how often', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), fc.nat(), (files, turn) => {
        const whole = textOf(mergeFacts(named(files)));
        const turned = [...files.slice(turn % files.length), ...files.slice(0, turn % files.length)];
        expect(textOf(mergeFacts(named([...turned, ...files])))).toBe(whole);
        const [first, ...rest] = files;
        const inner = mergeFacts(named(rest.length > 0 ? rest : files));
        expect(textOf(mergeFacts(named(first ? [inner, first] : [inner])))).toBe(whole);
      }),
    );
  });

  it('BC-4: missing shares are those of a division of which no other is whole', () => {
    const missing = (...shares: readonly string[]): readonly string[] => missingShares({ ...some, shares });
    expect(missing('1/4', '3/4')).toEqual(['2/4', '4/4']);
    expect(missing('1/2', '2/2')).toEqual([]);
    expect(missing('1/4', '1/1')).toEqual([]);
  });

  const text = textOf(some);
  it.each([
    ['another file', '<html>\n'],
    ['an empty file', ''],
    ['a file of a later form', text.replace('facts 1', 'facts 2')],
    ['a file without its end', text.slice(0, -1)],
    ['a file that ends within a line', text.slice(0, -8)],
    ['a file with other facts', text.replace('"facts":1', '"facts":2')],
    ['a file whose build is gone', text.replace(/build .*\n/, '')],
  ])('BC-5: %s is refused by name', (_what, content) => {
    expect(() => parseFacts(content, 'part.facts')).toThrow(/^part\.facts /);
  });

  it('BC-5: files of two versions, and files that contradict each other, are not merged', () => {
    expect(() => mergeFacts(named([some, { ...some, build: 'b2' }]))).toThrow('different versions');
    const lying = { ...some, packs: new Map([['["plan","1",{}]', new Map([['a'.repeat(40), '{}']])]]) };
    expect(() => mergeFacts(named([some, lying]))).toThrow('says something else');
  });

  it('BC-3: what is recorded on one machine is found on another', () => {
    const plan = { extractor: 'plan', version: '1', options: {} };
    const recorder = recording(openCache(null, 0));
    recorder.cache.open(plan).set('a'.repeat(40), () => '{"facts":1,"problems":[]}');
    const elsewhere = withFacts(openCache(null, 0), { ...some, packs: recorder.packs() });
    expect(elsewhere.open(plan).get('a'.repeat(40))).toBe('{"facts":1,"problems":[]}');
    expect(elsewhere.open(plan).get('b'.repeat(40))).toBeNull();
    expect(elsewhere.open({ ...plan, version: '2' }).get('a'.repeat(40))).toBeNull();
  });
});
