// Which tests are golden, which are laws: told by what they read and what the plan says, and only last by their names.
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestNode } from '../../src/model/graph.ts';
import { buildRepository, commit } from '../support/repository.ts';
import { analyseHere } from '../support/rule-cases.ts';

const SOURCE = `package loom

import (
	"bytes"
	"os"
	"testing"
)

func TestLoom_GoldenDataset(t *testing.T) {
	if Weave() != testutil.LoadGoldenDataset(t).Cloth {
		t.Error("another cloth")
	}
}

func TestLoom_GoldenInvariants(t *testing.T) {
	if Threads() != testutil.LoadGoldenDataset(t).Threads {
		t.Error("a thread is missing")
	}
}

func TestRegenGoldenDataset(t *testing.T) {
	if os.Getenv("REGEN") != "1" {
		t.Skip("set REGEN=1")
	}
	testutil.SaveGoldenDataset(t, Weave())
}

func TestLoom_Input_IsRead(t *testing.T) {
	yarn, err := os.ReadFile("testdata/yarn.txt")
	if err != nil || Spools(yarn) != 3 {
		t.Error("not three spools")
	}
}

func TestLoom_Pattern_AsRecorded(t *testing.T) {
	want, err := os.ReadFile("testdata/pattern.txt")
	if err != nil || !bytes.Equal(want, Pattern()) {
		t.Error("another pattern")
	}
}

func TestLoom_Subtests_Compare(t *testing.T) {
	t.Run("wool", func(t *testing.T) {
		if Weave() != Read("testdata/wool.golden") {
			t.Error("another cloth")
		}
	})
}

// TestINVCL1_ClothByteIdentical is the golden of the cloth: its values were recorded.
func TestINVCL1_ClothByteIdentical(t *testing.T) {
	if Weave() != 7797 {
		t.Error("another cloth")
	}
}

// TestLoom_Golden_NameAlone only has the name.
func TestLoom_GoldenThread(t *testing.T) {
	if Colour() != "gold" {
		t.Error("another colour")
	}
}

func TestLoom_Determinism(t *testing.T) {
	if Weave() != Weave() {
		t.Error("two cloths")
	}
}

func TestLoom_Recorded(t *testing.T) {
	if Weave() != 12 {
		t.Error("another cloth")
	}
}

// Keeps INV-4.
func TestLoom_Threads(t *testing.T) {
	if Threads() != 12 {
		t.Error("a thread is missing")
	}
}

func TestLoom_Helper_GoldenRoot(t *testing.T) {
	if goldenRepoRoot() == "" {
		t.Error("no root")
	}
}
`;

const PLAN = `# Loom

## Behavioral Contracts

### BC-1: Weaves
- GIVEN yarn
- WHEN it is woven
- THEN there MUST be cloth

## Test Strategy

| Contract | Task | Test Type | Test Name |
| --- | --- | --- | --- |
| BC-1 | — | Golden | TestLoom_Determinism |
| BC-1 | — | Golden | TestLoom_Recorded |
| BC-1 | — | Golden | TestLoom_GoldenInvariants |
`;

describe('golden and invariant', () => {
  let tests: ReadonlyMap<string, TestNode> = new Map();
  beforeAll(async () => {
    const { root } = buildRepository([
      commit('feat: weave', { 'loom_test.go': SOURCE, 'docs/plans/loom-plan.md': PLAN }),
    ]);
    const nodes = (await analyseHere(root)).graph.nodes.filter((n) => n.kind === 'test');
    tests = new Map(nodes.map((n) => [n.name, n]));
  });

  const rolesOf = (name: string): readonly string[] | undefined => tests.get(name)?.roles.map((r) => r.role);

  it.each([
    ['a loader of golden data', 'TestLoom_GoldenDataset', ['golden']],
    ['a file of testdata that is compared as a whole', 'TestLoom_Pattern_AsRecorded', ['golden']],
    ['a golden file that a subtest reads', 'TestLoom_Subtests_Compare', ['golden']],
    ['a name and a comment together', 'TestINVCL1_ClothByteIdentical', ['golden']],
    ['the plan’s strategy', 'TestLoom_Recorded', ['golden']],
  ] as const)('BC-14: %s makes a test golden', (_, name, roles) => {
    expect(rolesOf(name)).toEqual(roles);
  });

  it.each([
    ['input below testdata', 'TestLoom_Input_IsRead', []],
    ['the name alone', 'TestLoom_GoldenThread', []],
    ['a helper that only knows where golden files are', 'TestLoom_Helper_GoldenRoot', []],
    ['the partner that checks laws on golden data', 'TestLoom_GoldenInvariants', ['invariant']],
    ['a law that the plan lists as golden', 'TestLoom_Determinism', ['invariant']],
    ['the number of an invariant', 'TestLoom_Threads', ['invariant']],
    ['a generator', 'TestRegenGoldenDataset', ['generator']],
  ] as const)('BC-14: %s makes no test golden', (_, name, roles) => {
    expect(rolesOf(name)).toEqual(roles);
  });
});

describe('a variable called golden', () => {
  const FILES = {
    'a.test.ts': `import { expect, it } from 'vitest';
it('maps a variable', () => {
  const golden = [1, 2];
  expect(golden.map((each) => each + 1)).toEqual(golden.filter(Boolean));
});
it('reads a file', () => {
  const golden = readFileSync('testdata/cloth.golden.txt', 'utf8');
  expect(golden.trim()).toBe(weave());
});
`,
    'b.test.js': `it('gets of a map', () => { const golden = new Map(); expect(golden.get('cloth')).toBe(undefined); });
it('compares with a snapshot', () => { expect(weave()).toMatchSnapshot(); });
`,
    'tests/test_c.py': `from pathlib import Path

def test_splits_a_variable():
    golden = "a b"
    assert golden.split() == weave()

def test_reads_a_file():
    golden = Path("testdata/cloth.golden")
    assert golden.read_text() == weave()
`,
    'tests/d.rs': `#[test]
fn walks_a_variable() { let golden = vec![1]; assert_eq!(golden.iter().sum::<i32>(), weave()); }
#[test]
fn reads_a_file() { let golden = std::fs::read_to_string("tests/golden/cloth.txt").unwrap(); assert_eq!(golden.trim(), weave()); }
`,
    'e_test.go': `package e

import "testing"

func TestE_Variable_IsNoFile(t *testing.T) {
	golden := NewCloth()
	if golden.Threads() != golden.String() {
		t.Error("another cloth")
	}
}

func TestE_Package_Compares(t *testing.T) {
	golden.Assert(t, Weave(), "cloth.txt")
}

func TestE_PackageOfHandle_Compares(t *testing.T) {
	if Weave() != golden.String(t, "cloth.txt") {
		t.Error("another cloth")
	}
}
`,
  };

  const ROLES = [
    ['TestE_PackageOfHandle_Compares', 'golden', 'golden.String()'],
    ['TestE_Package_Compares', 'golden', 'golden.Assert()'],
    ['TestE_Variable_IsNoFile', '', ''],
    ['compares with a snapshot', 'golden', 'b.test.js.toMatchSnapshot()'],
    ['gets of a map', '', ''],
    ['maps a variable', '', ''],
    ['reads a file', 'golden', 'testdata/cloth.golden.txt'],
    ['reads_a_file', 'golden', 'tests/golden/cloth.txt'],
    ['test_reads_a_file', 'golden', 'testdata/cloth.golden,golden.read_text()'],
    ['test_splits_a_variable', '', ''],
    ['walks_a_variable', '', ''],
  ];

  it('BC-14: its name alone is no golden file, in any language; what reads or compares one is', async () => {
    const { root } = buildRepository([commit('feat: weave', { ...FILES, 'docs/plans/loom-plan.md': PLAN })]);
    const tests = (await analyseHere(root)).graph.nodes.filter((n) => n.kind === 'test');
    expect(tests.map((t) => [t.name, t.roles.map((r) => r.role).join(), t.goldenFiles.join()]).sort()).toEqual(ROLES);
  });
});
