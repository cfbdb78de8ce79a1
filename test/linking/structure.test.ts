// Whose inside does a test speak of? Each case is the body of a test in a package that also declares fakes, tables and constructors.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { gatherTests } from '../../src/linking/head-tests.ts';
import { structuralAssertions } from '../../src/linking/structure.ts';

/** What the other test file of the package declares. */
const SUPPORT = `package shop

import "testing"

type recorder struct{ calls []string; last int }
type row struct{ want int }

func newRecorder() *recorder { return &recorder{} }
func newFilled(t *testing.T) *Queue { return NewQueue(3) }
func newPair() (rec *recorder, q *Queue) { return newRecorder(), NewQueue(3) }
func watch(q *Queue) *recorder { return newRecorder() }
`;

const fileOf = (body: string, name: string): string => `package shop

import (
	"go/ast"
	"container/heap"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"example.org/shop/sim/kv"
	other "example.org/elsewhere/kit"
)

func ${name}(t *testing.T) {
${body}
}
`;

let reader: Extractor;
beforeAll(async () => {
  reader = await go.open(readAsset);
});
afterAll(() => reader.close());

const judge = (body: string, name = 'TestQueue_Full_Rejects'): readonly string[] => {
  const read = (path: string, text: string) => ({ path, facts: reader.extract(text) });
  const files = [
    read('shop/queue_test.go', fileOf(body, name)),
    read('shop/support_test.go', SUPPORT),
    read('sim/kv/kv_test.go', 'package kv\n'),
    read('go/ast/ast_test.go', 'package ast\n'),
  ];
  return structuralAssertions(gatherTests(files), files).map(
    ({ pattern, inside, sets }) => `${pattern} ${inside}${sets ? ' set' : ''}`,
  );
};

type Case = readonly [title: string, body: string, said: readonly string[]];

const failIf = (condition: string): string => `\tif ${condition} {\n\t\tt.Errorf("no: %v", 1)\n\t}`;

const TYPES: readonly Case[] = [
  [
    'a pointer type behind an interface',
    `\tp := NewPolicy("constant")\n${failIf('_, ok := p.(*Constant); !ok')}`,
    ['concrete-type *Constant'],
  ],
  [
    'a type behind a field',
    `\ts := NewSim()\n${failIf('_, ok := s.policy.(*Constant); !ok')}`,
    ['concrete-type *Constant'],
  ],
  ['no conversion on the way to a value', `\tp := NewPolicy("x").(*Constant)\n${failIf('p.Compute() != 0')}`, []],
  [
    'no value that is looked at only where it has the type',
    `\tif p, ok := NewPolicy("x").(*Constant); ok {\n${failIf('p.Compute() != 0')}\n\t}`,
    [],
  ],
  [
    'a type whose test stands on a line of its own',
    `\tp, ok := NewPolicy("x").(*Constant)\n${failIf('!ok')}\n${failIf('p.Compute() != 0')}`,
    ['concrete-type *Constant'],
  ],
  [
    'no variant of data that a result holds',
    `\tgot := Plan()\n${failIf('_, ok := got.Trigger.(*Manual); !ok')}\n${failIf('_, ok := got.Steps[0].(*Step); !ok')}`,
    [],
  ],
  [
    'a type of another package of the project',
    `\tc := kv.NewStore()\n${failIf('_, ok := c.(*kv.Tiered); !ok')}`,
    ['concrete-type *kv.Tiered'],
  ],
  [
    'a case of a switch that fails the test',
    '\tswitch NewPolicy("x").(type) {\n\tcase *Weighted:\n\t\tt.Error("weighted")\n\t}',
    ['concrete-type *Weighted'],
  ],
  ['assert.IsType', '\tassert.IsType(t, &Constant{}, NewPolicy("x"))', ['concrete-type *Constant']],
  [
    'no switch that only sorts values',
    '\tn := 0\n\tfor _, e := range Events() {\n\t\tswitch e.(type) {\n\t\tcase *Arrival:\n\t\t\tn++\n\t\t}\n\t}',
    [],
  ],
  [
    'no interface',
    '\th := func(w http.ResponseWriter) {\n\t\tf, ok := w.(http.Flusher)\n\t\tif !ok {\n\t\t\tt.Fatal("none")\n\t\t}\n\t\tf.Flush()\n\t}\n\th(nil)',
    [],
  ],
  [
    'no basic type after recover',
    '\tdefer func() {\n\t\tmsg, ok := recover().(string)\n\t\tif !ok || msg == "" {\n\t\t\tt.Error("none")\n\t\t}\n\t}()',
    [],
  ],
  [
    'no type of a library, whatever folders there are',
    '\tast.Inspect(nil, func(n ast.Node) bool {\n\t\tif _, ok := n.(*ast.Ident); !ok {\n\t\t\tt.Error("none")\n\t\t}\n\t\treturn true\n\t})',
    [],
  ],
  ['no type of another module', `\tx := other.New()\n${failIf('_, ok := x.(*other.Thing); !ok')}`, []],
  ['nothing that comes out of a container', `\te := heap.Pop(q).(*entry)\n${failIf('e.Time != 3')}`, []],
  ['nothing out of a map of anything', `\tm := map[string]any{}\n${failIf('m["k"].(*Node).Size() != 1')}`, []],
  ['no error', `\terr := Run()\n${failIf('_, ok := err.(*ExitError); !ok')}`, []],
  ['no fake that a test file declares', `\tp := NewSim().Policy()\n${failIf('p.(*recorder).last != 2')}`, []],
];

const FIELDS: readonly Case[] = [
  ['a field of what a constructor made', `\tq := NewQueue(3)\n${failIf('q.used != 1')}`, ['unexported-field used']],
  [
    'a field of a literal of the package',
    `\tq := &Queue{limit: 3}\n${failIf('q.used != 1')}`,
    ['unexported-field used'],
  ],
  [
    'a field of what a constructor of the tests made',
    `\tq := newFilled(t)\n${failIf('q.used != 1')}`,
    ['unexported-field used'],
  ],
  [
    'the right result of a constructor of the tests',
    `\trec, q := newPair()\n${failIf('q.used != 1')}\n${failIf('rec.last != 1')}`,
    ['unexported-field used'],
  ],
  [
    'a field behind another variable',
    `\tq := NewQueue(3)\n\thead := q.shards[0]\n${failIf('head.State() == 1 || head.used != 1')}`,
    ['unexported-field used'],
  ],
  [
    'a field of each element',
    `\tcs := NewCluster(2)\n\tfor _, inst := range cs.instances {\n${failIf('inst.warm != 2')}\n\t}`,
    ['unexported-field warm'],
  ],
  ['a field given to testify', '\tq := NewQueue(3)\n\tassert.Equal(t, 1, q.used, "q.free")', ['unexported-field used']],
  [
    'a field that is set',
    '\tq := NewQueue(3)\n\tq.used = 2\n\tq.sizes["a"]++\n\tq.Push(1)',
    ['unexported-field used set', 'unexported-field sizes set'],
  ],
  [
    'no stand-in that is put into the subject',
    '\tq := NewQueue(3)\n\trec := newRecorder()\n\tq.log = rec\n\tq.other = &recorder{}\n\tq.Push(1)',
    [],
  ],
  ['no row of a table', `\tfor _, tt := range []struct{ want int }{{1}} {\n${failIf('Size() != tt.want')}\n\t}`, []],
  [
    'no row of a table with a name',
    `\ttests := []row{{1}}\n\tfor _, tc := range tests {\n${failIf('Size() != tc.want')}\n\t}`,
    [],
  ],
  ['no fake', `\trec := newRecorder()\n\tNewQueue(3).Watch(rec)\n${failIf('rec.last != 1')}`, []],
  ['no fake that a helper gives', `\trec := watch(NewQueue(3))\n${failIf('rec.last != 1')}`, []],
  ['no fake by its name, wherever it is declared', `\tc := newFakeClock()\n${failIf('c.now != 1')}`, []],
  ['no exported field of a result', `\tloaded := Load("x")\n${failIf('loaded.Header.Version != 3')}`, []],
  ['no method', `\tq := NewQueue(3)\n${failIf('q.size() != 3')}`, []],
  ['no plain record of an unexported function', `\trows := parse("x")\n${failIf('rows[0].rate != 1.5')}`, []],
  ['no sum that is conserved', `\tq := NewQueue(3)\n${failIf('q.used+q.free != q.limit')}`, []],
  ['nothing that the function does not show', failIf('shared.used != 1'), []],
  ['no words of a message', `\tq := NewQueue(3)\n${failIf('q.Len() != 1')}\n\tt.Log("q.used != 1")`, []],
];

const COUNTS: readonly Case[] = [
  ['a length', `\tq := NewQueue(3)\n${failIf('len(q.items) != 2')}`, ['unexported-count items']],
  [
    'a length given to testify',
    '\tq := NewQueue(3)\n\tassert.Equal(t, 2, len(q.items))\n\tassert.Len(t, q.shards, 1)',
    ['unexported-count items', 'unexported-count shards'],
  ],
  ['no length of a local slice', `\tresults := Run()\n${failIf('len(results) != 1')}`, []],
  ['no length of an exported field', `\tloaded := Load("x")\n${failIf('len(loaded.Records) != 3')}`, []],
  ['no length of what a fake recorded', `\trec := newRecorder()\n${failIf('len(rec.calls) != 1')}`, []],
];

const FORMULAS: readonly Case[] = [
  [
    'a weighted sum',
    `\tn := 4\n\texpectedDelay := int64(1000 + 2*n)\n${failIf('Delay(n) != expectedDelay')}`,
    ['formula int64(1000 + 2*n)'],
  ],
  ['a weighted sum in place', '\tassert.Equal(t, 0.6*cache+0.4*(1-load), Score())', ['formula 0.6*cache+0.4*(1-load)']],
  [
    'a weighted sum in a condition',
    failIf('got := Score(); got != 0.6*cache+0.4*(1-load)'),
    ['formula 0.6*cache+0.4*(1-load)'],
  ],
  [
    'a curve',
    `\twantMean := math.Exp(mu + sigma*sigma/2)\n${failIf('Mean() != wantMean')}`,
    ['formula math.Exp(mu + sigma*sigma/2)'],
  ],
  [
    'a longer product',
    `\twant := (tokens / dp) * (group - 1) / group * hidden\n${failIf('Cost() != want')}`,
    ['formula (tokens / dp) * (group - 1) / group * hidden'],
  ],
  ['no product of constants', `\texpectedRequests := 2 * 3\n${failIf('Count() != expectedRequests')}`, []],
  ['no longer product of constants', `\twant := float64(32 * 2 * 128 * 8 * 2)\n${failIf('Size() != want')}`, []],
  ['no product of what the test put in', `\texpected := sessions * (rounds - 1)\n${failIf('Count() != expected')}`, []],
  ['no sum that is conserved', failIf('completed+queued+running != injected'), []],
  [
    'no theory that chance is held against',
    `\twantMean := math.Exp(mu + sigma*sigma/2)\n${failIf('math.Abs(Mean()-wantMean)/wantMean > 0.1')}`,
    [],
  ],
  ['no value that is only printed', '\twantMean := 1000 + 2*n\n\tt.Log(wantMean)', []],
  [
    'a part of what is expected',
    `\twantVariance := 0.5*a + 0.5*b\n\twantSigma := math.Sqrt(wantVariance)\n${failIf('Sigma() != wantSigma')}`,
    ['formula 0.5*a + 0.5*b'],
  ],
  ['no bound', failIf('Elapsed() > start+2*step'), []],
];

describe('whose inside a test speaks of', () => {
  const check = (_title: string, body: string, said: readonly string[]): void => expect(judge(body)).toEqual(said);
  it.each(TYPES)('BC-1: %s', check);
  it.each(FIELDS)('BC-2: %s', check);
  it.each(COUNTS)('BC-3: %s', check);
  it.each(FORMULAS)('BC-4: %s', check);

  it('BC-4: a law may be written as a formula', () => {
    const body = `\twant := tokens * share * (group - 1) * 2\n${failIf('Cost() != want')}`;
    expect(judge(body, 'TestCost_Doubled')).toEqual(['formula tokens * share * (group - 1) * 2']);
    expect(judge(body, 'TestCost_ConservationLaw')).toEqual([]);
  });

  it('BC-2: a subtest speaks for its function', () => {
    const body = `\tq := NewQueue(3)\n\tt.Run("full", func(t *testing.T) {\n${failIf('q.used != 1')}\n\t})`;
    expect(judge(body)).toEqual(['unexported-field used']);
  });
});
