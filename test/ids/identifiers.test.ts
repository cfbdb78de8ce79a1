// Labels in identifiers: found only where a known label fits exactly, at word boundaries.
// Its contracts: docs/plans/ids-plan.md

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGrammar, defaultFamilies } from '../../src/ids/index.ts';

const grammar = createGrammar(defaultFamilies);
const known = grammar.known([
  'BC-1',
  'BC-2',
  'BC-12',
  'BC-12b',
  'BC-S2',
  'BC-G4',
  'BC-P2-5',
  'BC-DP1',
  'BC-2.02.003',
  'BC-1.01.001',
  'BC-TRACE-COMPAT',
  'NC-1',
]);

describe('ids in identifiers', () => {
  it.each([
    ['TestX_BC2', 'BC-2'],
    ['TestBCS2_Priority', 'BC-S2'],
    ['TestConfig_ReadOnly_BC_G4', 'BC-G4'],
    ['TestTransfer_BCP25_Single', 'BC-P2-5'],
    ['TestINVBCDP1_Dense', 'BC-DP1'],
    ['TestBC_2_02_003_PathScore_X', 'BC-2.02.003'],
    ['test_bc1_empty', 'BC-1'],
    ['test_bc_1_01_001_x', 'BC-1.01.001'],
    ['checkBCS2', 'BC-S2'],
    ['TestBC12Foo', 'BC-12'],
    ['TestBC12bFoo', 'BC-12b'],
    ['TestBC_TRACE_COMPAT_Old', 'BC-TRACE-COMPAT'],
    ['TestBC1_2Nodes', 'BC-1'],
    ['tests::bc_1_01_001_x', 'BC-1.01.001'],
    ['test_BC_2_02_003_6_blocks_present', 'BC-2.02.003'],
    ['test_BC_2_02_003_100', 'BC-2.02.003'],
  ])('BC-15: %s names %s', (identifier, label) => {
    expect(grammar.inIdentifier(identifier, known)).toEqual([label]);
  });

  it('BC-15: behind a dotted label, known numbers as wide as its last one go on as a list', () => {
    const row = grammar.known(['BC-4.07.001', 'BC-4.07.002', 'BC-4.07.003']);
    expect(grammar.inIdentifier('test_bc_4_07_001_002_no_reads', row)).toEqual(['BC-4.07.001', 'BC-4.07.002']);
    expect(grammar.inIdentifier('test_bc_4_07_001_004_no_reads', row)).toEqual(['BC-4.07.001']);
    expect(grammar.inIdentifier('test_bc_4_07_001_02_no_reads', row)).toEqual(['BC-4.07.001']);
  });

  it.each([
    ['test_BC_4_07_002_ec002_empty', 'BC-4.07.002', 'EC-002'],
    ['tests::test_bc_4_07_002_invariant_3_holds', 'BC-4.07.002', 'INV3'],
    ['test_BC_4_07_002_postcondition_1', 'BC-4.07.002', 'PC1'],
    ['test_BC_4_07_002_pc2b_x', 'BC-4.07.002', 'PC2b'],
    ['test_BC_4_07_002_record_2', 'BC-4.07.002', ''],
    ['test_BC_4_07_002_ec002', 'BC-4.07.001', ''],
    ['test_bc1_ec002', 'BC-1', ''],
  ])('BC-18: %s names %s and the clause "%s"', (identifier, label, clause) => {
    expect(grammar.clauseInIdentifier(identifier, label)).toBe(clause);
  });

  it('BC-15: several labels come in order, each once', () => {
    expect(grammar.inIdentifier('TestNC1_BC2_BC1_BC2', known)).toEqual(['NC-1', 'BC-2', 'BC-1']);
  });

  it.each([
    'EmitGoodput_BCThree',
    'test_bc_12pct',
    'test_bc_1_8pct',
    'TestABC1',
    'test_abc1',
    'testBc1',
    'TestBC13',
    'TestBC123',
    'TestBC1x',
    'TestBC_',
    'TestRNC1_Model',
    '',
  ])('BC-16: %s names no known label', (identifier) => {
    expect(grammar.inIdentifier(identifier, known)).toEqual([]);
  });

  it('BC-17: a form that fits two known labels names neither', () => {
    const both = grammar.known(['BC-P2-5', 'BC-P25', 'BC-11', 'BC-1-1']);
    expect(grammar.inIdentifier('TestBCP25_Single', both)).toEqual([]);
    expect(grammar.inIdentifier('TestBC11', both)).toEqual([]);
    expect(grammar.inIdentifier('TestBC_1_1', both)).toEqual(['BC-1-1']);
  });

  it('BC-17: labels are never invented, and only the families of the grammar count', () => {
    const own = grammar.known(['XX-1', 'no label', 'BC-1', 'BC-1']);
    expect(own.size).toBe(1);
    expect(grammar.inIdentifier('TestXX1_BC2', own)).toEqual([]);
    fc.assert(
      fc.property(fc.stringMatching(/^(Test|_|BC|bc|NC|S|[0-9]|[a-c]){0,12}$/), (identifier) => {
        for (const label of grammar.inIdentifier(identifier, known)) {
          expect(identifier.replaceAll('_', '').toLowerCase()).toContain(label.replace(/[-.]/g, '').toLowerCase());
        }
      }),
    );
  });

  it('BC-17: labels prepared by somebody else are refused', () => {
    expect(() => grammar.inIdentifier('TestBC1', { size: 1 })).toThrow(TypeError);
  });
});
