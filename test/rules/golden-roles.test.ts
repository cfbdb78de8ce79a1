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
