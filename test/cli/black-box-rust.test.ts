// A Rust repository through the command itself: what is counted as searched, and how a link to a clause is told.
import { beforeAll, describe, expect, it } from 'vitest';
import { runTrace } from '../support/built-cli.ts';
import { buildRepository, commit, type TestRepository } from '../support/repository.ts';

const DOCUMENT = `---
document_type: behavioral-contract
---

# Behavioral Contract BC-1.02.003: Takes a token

## Postconditions

1. One token less.
`;
const CODE = `//! BC-1.02.003 is kept here.
pub fn take() -> u32 { 1 }

#[cfg(test)]
mod tests {
    /// BC-1.02.003 Postcondition 1
    #[test]
    fn takes_one() {
        assert_eq!(super::take(), 1);
    }
}
`;
let repository: TestRepository;
const trace = (...args: readonly string[]) => runTrace(repository.root, args);

beforeAll(() => {
  repository = buildRepository([commit('feat: limiter', { 'src/lib.rs': CODE, 'src/other.rs': 'pub fn f() {}\n' })]);
});

describe('a Rust repository', () => {
  it('BC-12: source files that may hold tests are not counted as test files', () => {
    const { code, out } = trace('check');
    expect(code).toBe(2);
    expect(out).toMatch(/^ +0 +test files of the known languages/m);
    expect(out).toMatch(/^ +2 +source files of languages whose tests stand among the code/m);
  });

  it('BC-13: the test of a module is linked to the document, with its clause', () => {
    repository.write({ 'specs/BC-1.02.003.md': DOCUMENT });
    const links = JSON.parse(trace('list', 'links', '--json').out) as readonly Record<string, unknown>[];
    expect(links.map(({ test, clause, status }) => ({ test, clause, status }))).toEqual([
      { test: { path: 'src/lib.rs', name: 'tests::takes_one' }, clause: 'PC1', status: 'resolved' },
    ]);
  });
});
