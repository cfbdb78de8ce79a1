// What a configuration below the top means for the whole repository.
// Its contracts: docs/plans/projects-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultConfig, inFolder } from '../../src/config/index.ts';
import { pathRules } from '../../src/config/paths.ts';

const go = (path: string) => (path.endsWith('_test.go') ? { id: 'go' } : undefined);

describe('a project', () => {
  it('BC-1: its globs are meant from its folder', () => {
    const config = inFolder(
      {
        ...defaultConfig,
        plans: [
          { ref: null, include: ['docs/*.md'] },
          { ref: 'specs', include: ['a.md'] },
        ],
        tests: { ignore: ['gen/**'] },
      },
      'packages/a',
    );
    expect(config.plans?.map(({ include }) => include)).toEqual([['packages/a/docs/*.md'], ['a.md']]);
    const { isPlanPath, isTestPath } = pathRules(config, go);
    expect(['packages/a/docs/p.md', 'docs/p.md'].map(isPlanPath)).toEqual([true, false]);
    expect(['packages/a/x_test.go', 'packages/ab/x_test.go', 'packages/a/gen/x_test.go'].map(isTestPath)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('BC-2: without globs nothing outside of its folder is a plan or a test', () => {
    const part = fc.constantFrom('a', 'b', 'docs', 'x');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.array(part, { maxLength: 3 }), (folder, rest) => {
        const { isPlanPath, isTestPath } = pathRules(inFolder(defaultConfig, folder.join('/')), go);
        const path = [...rest, 'p.md'].join('/');
        const isBelow = folder.every((name, at) => rest[at] === name);
        expect(isPlanPath(path)).toBe(isBelow);
        expect(isTestPath([...rest, 'p_test.go'].join('/'))).toBe(isBelow);
      }),
    );
  });
});
