// `trace explain`: which plan, by which evidence, where, why not another, and what to write.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeLine } from '../../src/model/location.ts';
import type { Report } from '../../src/model/report.ts';
import { explain } from '../../src/reporters/terminal/explain.ts';
import { readingCommands } from '../../src/reporters/terminal/place-words.ts';
import { relabelled } from '../../src/reporters/terminal/relabel.ts';
import {
  commit,
  contract,
  evidence,
  hash,
  inCommit,
  inFile,
  mention,
  plan,
  report,
  test as testNode,
} from '../support/report-builder.ts';
import { everythingReport, hostileReport, largeReport } from '../support/report-stories.ts';

const tell = (of: Report, target: string, more: { width?: number; color?: boolean } = {}) =>
  explain(of, target, { width: 100, color: false, ...more });
/** Wrapped lines as one text. */
const words = (of: Report, target: string): string => tell(of, target).text.replace(/\s+/g, ' ');

/** One test with a mention of each status, a second plan with the same labels, and a plan that only a commit message is. */
function smallStory(): Report {
  const landed = commit(3, 1_770_000_000, 'feat(queue): bounded queue (#12)');
  const queue = plan('docs/plans/queue-plan.md', 'Bounded queue', { addedBy: landed.id });
  const cache = plan('docs/plans/archive/cache-plan.md', 'Cache', {
    origin: 'history',
    source: `${hash(40)}:docs/plans/archive/cache-plan.md`,
    slug: 'cache-plan',
    aliases: ['docs/plans/cache-plan.md'],
  });
  const squash = plan(`commit:${landed.id}`, landed.subject, {
    origin: 'commit',
    source: landed.id,
    slug: `commit:${landed.id.slice(0, 8)}`,
  });
  const full = contract(queue, 'BC-1', 'A full queue rejects', 'linked', 20, {
    rows: [{ at: { line: 90, column: 1, endLine: 90, endColumn: 50 }, typeCell: 'Unit', testCell: '`TestQueue_Full`' }],
  });
  const order = contract(queue, 'BC-2', 'Order is kept', 'ambiguous', 30);
  const other = contract(cache, 'BC-1', 'A hit is counted', 'untested', 12);
  const late = contract(cache, 'BC-2', 'Old entries leave first', 'untested', 22);
  const told = contract(squash, 'BC-D7', 'Drain waits', 'linked', 7);
  const by = testNode('queue/queue_test.go', 'TestQueue_Full', 40, { addedBy: landed.id });
  const drain = testNode('queue/drain_test.go', 'TestDrain_Waits', 10);
  const only = testNode('queue/only_test.go', 'TestOnly_Declared', 5);
  const mute = testNode('queue/mute_test.go', 'TestMute', 5);
  const links = [
    mention(by, full, 'BC-1', {
      at: inFile(by.path, 38),
      raw: 'TestQueue_Full checks BC-1: a full queue rejects.',
      writtenBy: landed.id,
      evidence: [
        evidence(
          'paired-by-plan',
          'the plan’s test strategy has a row for TestQueue_Full',
          [full.id],
          inFile(queue.path, 90),
        ),
        evidence('introduced-together', 'commit x first wrote both', [full.id], inFile('docs/plans/cache-plan.md', 12)),
      ],
      losers: [{ contract: other.id, why: 'it does not name TestQueue_Full' }],
    }),
    mention(by, full, 'BC-1', { at: inFile(by.path, 44), channel: 'message', raw: 'BC-1: not rejected' }),
    mention(by, null, 'BC-2', {
      status: 'ambiguous',
      candidates: [order.id, late.id],
      why: 'the evidence names 2 contracts',
      at: inFile(by.path, 39),
      evidence: [
        evidence('paired-by-plan', 'the row says Order', [order.id], inFile(queue.path, 91)),
        evidence('introduced-together', 'the commit says Old entries', [late.id], inCommit(landed.id, 4)),
      ],
    }),
    mention(by, null, 'BC-9', { why: 'no plan defines BC-9', at: inFile(by.path, 41) }),
    mention(drain, told, 'BC-D7', { channel: 'test-name', at: inFile(drain.path, 10) }),
    mention(only, order, 'BC-2', {
      kind: 'declared',
      channel: 'plan-row',
      weak: true,
      at: inFile(queue.path, 92),
      raw: '`TestOnly_Declared`',
    }),
    mention(landed, full, 'BC-1', {
      evidence: [
        evidence('unit-adds-plan', 'what lands with the commit first defines BC-1', [full.id], inFile(queue.path, 20)),
      ],
      losers: [{ contract: other.id, why: 'not so' }],
    }),
  ];
  return report({
    nodes: [queue, cache, squash, full, order, other, late, told, by, drain, only, mute, landed],
    links,
  });
}

describe('a mention that is resolved', () => {
  const text = words(smallStory(), 'TestQueue_Full');

  it('BC-8: says which plan, by which evidence, where, and why not the runner-up', () => {
    expect(text).toContain('answer it means queue-plan#BC-1 “A full queue rejects”, docs/plans/queue-plan.md:20:1');
    expect(text).toContain(
      'evidence the plan’s test strategy has a row for TestQueue_Full (paired-by-plan: the plan gives this test this label) — docs/plans/queue-plan.md:90:1',
    );
    expect(text).toContain('runner-up cache-plan#BC-1 “A hit is counted”');
    expect(text).toContain(
      '— of the other contracts called BC-1 the one whose words are most like these; not it, because it does not name TestQueue_Full',
    );
    expect(text).toContain(
      'how sure 97 %: all 33 such mentions of a real repository that were checked by hand were right; so few allow no higher share. Wrong',
    );
  });

  it('BC-8: says where each word stands, who wrote it, and where a moved or deleted plan is', () => {
    expect(text).toContain('written queue/queue_test.go:38:1, in the comment above the test: “TestQueue_Full checks');
    expect(text).toContain('queue/queue_test.go:44:1, in a message of the test: “BC-1: not rejected”');
    const { mentions } = tell(smallStory(), 'TestQueue_Full').value as { mentions: { written: { by: string }[] }[] };
    expect(mentions[0]?.written[0]?.by).toContain('feat(queue): bounded queue');
    expect(text).toContain(
      'docs/plans/cache-plan.md:12:1, another place of the same plan, docs/plans/archive/cache-plan.md',
    );
    expect(text).toContain(`docs/plans/archive/cache-plan.md:12 as of ${hash(40).slice(0, 8)} (no longer in the tree)`);
  });

  it('BC-8: one reason at many places is told once, and hides no other', () => {
    const story = smallStory();
    const links = story.graph.links.map((each) => {
      const [row, together] = each.evidence;
      if (each.label !== 'BC-1' || row === undefined || together?.kind !== 'introduced-together') return each;
      const rows = [90, 91, 92, 93, 94].map((line) => ({ ...row, at: inFile('docs/plans/queue-plan.md', line) }));
      return { ...each, evidence: [...rows, together] };
    });
    const told = words({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full');
    expect(told).toContain(
      '— docs/plans/queue-plan.md:90:1, docs/plans/queue-plan.md:91:1, docs/plans/queue-plan.md:92:1, docs/plans/queue-plan.md:93:1, docs/plans/queue-plan.md:94:1 also: commit x first wrote both',
    );
  });

  it('BC-27: a line that HEAD does not have is said not to be committed, whoever wrote it before', () => {
    const story = smallStory();
    const repo = { ...story.repo, head: hash(50), uncommitted: 1 };
    const toldOf = (committed: string, uncommitted = 1): string =>
      explain({ ...story, repo: { ...repo, uncommitted } }, 'queue/queue_test.go:38', {
        width: 400,
        color: false,
        lineOf: (_, line) => (line === 38 ? '// TestQueue_Full checks BC-1: a full queue rejects.' : null),
        textOf: (source) => (source === `${hash(50)}:queue/queue_test.go` ? committed : null),
      }).text;
    const said = 'queue/queue_test.go:38:1, in the comment above the test';
    expect(toldOf('// TestQueue_Full checks BC-7: a full queue rejects.')).toContain(`${said}, not committed yet: “`);
    expect(toldOf('\r\n// TestQueue_Full checks BC-1: a full queue rejects.\r\n')).toContain(`${said}: “`);
    expect(toldOf('', 0)).toContain(`${said}: “`);
  });

  it('BC-8: ends in what to write, at every place', () => {
    expect(text).toContain(
      'To make it certain, write at queue/queue_test.go:38, instead of what stands there: TestQueue_Full checks queue-plan#BC-1: a full queue rejects. and at queue/queue_test.go:44, instead of what stands there: queue-plan#BC-1: not rejected',
    );
  });
});

describe('a mention that names its plan', () => {
  it('BC-8: is told that nothing more is needed', () => {
    const story = smallStory();
    const links = story.graph.links.map((link) =>
      link.label === 'BC-D7'
        ? {
            ...link,
            to: 'docs/plans/queue-plan.md#BC-1',
            label: 'BC-1',
            raw: 'see queue-plan#BC-1',
            evidence: [evidence('qualified', 'the mention itself is qualified', [], null)],
          }
        : link,
    );
    const text = words({ ...story, graph: { ...story.graph, links } }, 'TestDrain_Waits');
    expect(text).toContain('To make it certain, write: nothing more, `queue-plan#BC-1` stands there already.');
  });
});

describe('a mention that is not resolved', () => {
  const text = words(smallStory(), 'TestQueue_Full');

  it('BC-9: an ambiguous one shows each side with what speaks for it', () => {
    expect(text).toContain('BC-2 ? ambiguous: the evidence names more than one contract, so none is linked');
    expect(text).toContain('either queue-plan#BC-2 “Order is kept”');
    expect(text).toContain(
      'because the row says Order (paired-by-plan: the plan gives this test this label) — docs/plans/queue-plan.md:91:1',
    );
    expect(text).toContain('or cache-plan#BC-2 “Old entries leave first”');
    expect(text).toContain('To make it certain, write, if it means queue-plan#BC-2 at queue/queue_test.go:');
    expect(text).toContain('or, if it means cache-plan#BC-2 at queue/queue_test.go:');
  });

  it('BC-9: a dangling one says so in plain words, and what to do where no plan defines it', () => {
    expect(text).toContain('BC-9 ~ dangling: no evidence says which plan is meant');
    expect(text).toContain('answer no plan: no plan defines BC-9');
    expect(text).toContain('what else no plan defines BC-9 as a contract; documents that only name it are not counted');
    expect(text).toContain(
      'to check this prints every line of a document that names BC-9, and nothing where none does: git grep -nw -e BC-9',
    );
    expect(text).toContain(
      'To make it certain, write (this makes a new promise, right only if none of the contracts that there are is meant)',
    );
    expect(text).toContain(
      'in a new file docs/plans/queue-test-plan.md (or in the plan that should hold the promise; if that file is there by then, only what it lacks):',
    );
    expect(text).toContain('### BC-9: nothing is dropped');
  });

  it('BC-9: hints of a dangling one are never called links', () => {
    const hinted = words(everythingReport(), 'TestMetrics_LengthCapped_Refreshed');
    expect(hinted).toContain('perhaps fix-tiered-partial-improvement-plan#BC-5');
    expect(hinted).toContain('— similar words, not evidence, and not linked:');
    expect(hinted).toContain('To make it certain, write, if it means fix-tiered-partial-improvement-plan#BC-5 at');
    expect(hinted).toMatch(
      /or, if it means (?:not that one|n(?:either|one) of them) \(this makes a new promise, right only if none of the contracts/,
    );
    expect(hinted).not.toContain('✓ resolved');
  });

  it('BC-9: where plan and test say different labels, both places and both ways out are named', () => {
    const drifted = words(everythingReport(), 'TestTieredKVCache_DoubleReload_CountsOnce');
    expect(drifted).toContain('the plan and the test give this test different labels, so nothing is linked');
    expect(drifted).toContain('To make it certain, write, if the plan’s table is right at');
    expect(drifted).toContain('plan says fix-tiered-partial-improvement-plan#BC-6');
    expect(drifted).toContain('checks fix-tiered-partial-improvement-plan#BC-6');
    expect(drifted).toContain(
      'if the test is right, BC-5 instead of BC-6 at docs/plans/fix-tiered-partial-improvement-plan.md:305:1',
    );
  });

  it('BC-9: a row of the plan alone is no word of the test', () => {
    const declared = words(smallStory(), 'TestOnly_Declared');
    expect(declared).toContain('by the plan’s table only; the test itself does not name it');
    expect(declared).toContain(
      'the plan assigns this test to queue-plan#BC-2; write this only if the test really checks “Order is kept”',
    );
    expect(declared).toContain(
      'at queue/only_test.go:5, as a new line above that line: // TestOnly_Declared is assigned to docs/plans/queue-plan.md#BC-2 by its plan.',
    );
  });

  it('BC-9: a promise that only a commit message makes must become a plan first', () => {
    const told = words(smallStory(), 'TestDrain_Waits');
    expect(told).toContain('no plan file, but commit');
    expect(told).toContain('No plan file defines this promise, only a line of a commit message');
    expect(told).toContain(`in a new file docs/plans/commit-${hash(3).slice(0, 8)}-plan.md`);
    expect(told).toContain(`// TestDrain_Waits verifies commit-${hash(3).slice(0, 8)}-plan#BC-D7.`);
  });

  it('BC-23: a name that speaks for other labels of its comment says so', () => {
    const story = smallStory();
    const told = (raw: string): string => {
      const links = story.graph.links.map((each) => (each.label === 'BC-9' ? { ...each, raw } : each));
      return words({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full');
    };
    expect(told('// BC-8 (counted), BC-9 (emptied)')).toContain(
      'A plan’s name in a comment speaks for BC-8 there, too, where that plan defines it: give a label that means another plan the name of that one, in the same line.',
    );
    expect(told('// BC-9 (emptied)')).not.toContain('speaks for');
    expect(told('// BC-8.3 (counted), BC-9 (emptied)')).toContain('speaks for BC-8.3 there');
    // The second half of such a label was taken for a bare one.
    expect(told('// other-plan#BC-MS-8 (counted), BC-9 (emptied)')).not.toContain('speaks for');
  });

  it('BC-23: a heading over several tests gets the words and the place of the test that names the label itself', () => {
    const story = smallStory();
    const path = 'queue/close_test.go';
    const file = { kind: 'file', id: path, path } as const;
    const [first, second] = [testNode(path, 'TestClose_Empty', 12), testNode(path, 'TestClose_Half', 20)];
    const heading = mention(first, null, 'BC-31', {
      at: inFile(path, 10),
      raw: '=== closing (BC-30, BC-31) ===',
      weak: true,
    });
    const own = mention(second, null, 'BC-31', {
      at: inFile(path, 21),
      raw: 'BC-31: half of it drains.',
      channel: 'comment',
    });
    const links = [...story.graph.links, { ...heading, from: file.id }, own];
    const nodes = [...story.graph.nodes, first, second];
    const text = words({ ...story, graph: { ...story.graph, nodes, links } }, `${path}:10`);
    expect(text).toContain('### BC-31: half of it drains');
    expect(text).toContain(`at ${path}:20, as a new line above that line (the first test below that names it; above`);
    expect(text).not.toContain('TestClose_Empty');
    const silent = [...story.graph.links, { ...heading, from: file.id }];
    const next = words({ ...story, graph: { ...story.graph, nodes, links: silent } }, `${path}:10`);
    expect(next).toContain(`at ${path}:12, as a new line above that line (the next test below, as none below names it`);
    const under = { ...heading, from: file.id, at: inFile(path, 40) };
    const last = words(
      { ...story, graph: { ...story.graph, nodes, links: [...story.graph.links, under] } },
      `${path}:40`,
    );
    expect(last).toContain(`at ${path}:20, as a new line above that line (the last test of the file, as none stands`);
    expect(last).toMatch(/is assigned to \S+ by the words below it/);
    expect(next).toMatch(/is assigned to \S+ by the heading above it/);
  });

  it('BC-23: what stands beside it in one list and comes from the same message gets its place in the same plan', () => {
    const story = smallStory();
    const squash = story.graph.nodes.find((node) => node.kind === 'plan' && node.origin === 'commit');
    if (squash?.kind !== 'plan') throw new Error('the story has lost its message');
    const beside = contract(squash, 'BC-D8', 'Drain ends', 'untested', 8);
    const far = contract(squash, 'BC-D9', 'Drain is logged', 'untested', 9);
    const links = story.graph.links.map((each) => (each.label === 'BC-D7' ? { ...each, raw: 'BC-D7/BC-D8' } : each));
    const nodes = [...story.graph.nodes, beside, far];
    const text = words({ ...story, graph: { ...story.graph, nodes, links } }, 'TestDrain_Waits');
    expect(text).toContain('### BC-D8: Drain ends');
    expect(text).not.toContain('BC-D9');
  });

  it('BC-9: a test that nothing explains is told what to write', () => {
    expect(words(smallStory(), 'TestMute')).toContain('// TestMute verifies plan-slug#BC-1.');
  });
});

describe('what explain may not say', () => {
  const told = (lines: Readonly<Record<number, string>>, label: string): string =>
    explain(smallStory(), 'TestQueue_Full', {
      width: 100,
      color: false,
      label,
      lineOf: (_, line) => lines[line] ?? null,
    }).text.replace(/\s+/g, ' ');

  it.each([
    ['\tt.Logf("BC-1: not rejected", err)', 'in a log call'],
    ['\tt.Skip("BC-1: not rejected")', 'in the reason of a skip'],
    ['\tt.Error(fmt.Sprintf("BC-1: not rejected"))', 'in a message of an assertion'],
  ])('BC-21: a message is told by what the test does with it: case %#', (line, where) => {
    const column = line.indexOf('BC-1') + 1;
    const story = smallStory();
    const links = story.graph.links.map((each) =>
      each.channel === 'message'
        ? {
            ...each,
            at: {
              kind: 'file',
              path: 'queue/queue_test.go',
              at: { line: 44, column, endLine: 44, endColumn: column + 4 },
            } as const,
          }
        : each,
    );
    const text = explain({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full', {
      width: 100,
      color: false,
      lineOf: (_, at) => (at === 44 ? line : null),
    }).text.replace(/\s+/g, ' ');
    expect(text).toContain(`queue/queue_test.go:44:${column}, ${where}: “BC-1: not rejected”`);
  });

  it('BC-21: what one commit brought together is not called an older test', () => {
    expect(told({}, 'BC-1')).toContain('Wrong only if the plan itself gives the test a wrong number.');
    expect(told({}, 'BC-1')).not.toContain('older test');
  });

  it('BC-21: a table that gives the test to another contract is said before how often such evidence was right', () => {
    const story = smallStory();
    const cell = { at: wholeLine(91, 50), typeCell: 'Unit', testCell: '`TestQueue_Full`' };
    const nodes = story.graph.nodes.map((node) => {
      if (node.kind !== 'contract' || node.plan !== 'docs/plans/queue-plan.md') return node;
      return node.label === 'BC-1'
        ? { ...node, rows: [{ ...cell, at: wholeLine(90, 50), testCell: '`TestQueue_Refuses`' }] }
        : { ...node, rows: [cell] };
    });
    const text = words({ ...story, graph: { ...story.graph, nodes } }, 'TestQueue_Full');
    expect(text).toContain(
      'how sure 97 %, although the plan’s table gives this test to BC-2 (line 91) and BC-1 to TestQueue_Refuses (line 90). All 33',
    );
    expect(words(story, 'TestQueue_Full')).not.toContain('although');
  });

  it('BC-22: words over a list of labels are said to be no word about one test', () => {
    const story = smallStory();
    const links = story.graph.links.map((each) =>
      each.label === 'BC-1' && each.kind === 'mention'
        ? { ...each, weak: true, channel: 'banner' as const, raw: '--- queue tests (BC-1, BC-2) ---' }
        : each,
    );
    const text = words({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full');
    expect(text).toContain('the evidence names exactly one contract for the heading; this test is not linked to it');
    expect(text).toContain('The heading lists BC-1, BC-2 and does not say which of them this test is about');
    expect(words(story, 'TestQueue_Full')).not.toContain('The heading lists');
  });

  it('BC-22: a contract that is meant to have no test asks for none', () => {
    const story = smallStory();
    const waived = story.graph.nodes.map((node) =>
      node.kind === 'contract' && node.label === 'BC-2' && node.plan === 'docs/plans/queue-plan.md'
        ? { ...node, state: 'waived' as const, link: 'waived' as const }
        : node,
    );
    const links = story.graph.links.filter(
      (link) =>
        link.to !== 'docs/plans/queue-plan.md#BC-2' && !link.candidates.includes('docs/plans/queue-plan.md#BC-2'),
    );
    const text = words({ ...story, graph: { ...story.graph, nodes: waived, links } }, 'queue-plan#BC-2');
    expect(text).toContain('To make it certain, write: nothing, the plan means it to have no automated test.');
    expect(text).not.toContain('// TestX verifies');
  });

  it('BC-22: a line of a message that tells of the work makes no promise to paste', () => {
    const story = smallStory();
    const links = story.graph.links.map((each) =>
      each.label === 'BC-D7'
        ? {
            ...each,
            confidence: 0.7,
            evidence: [evidence('introduced-together', 'it came together', [each.to ?? ''], null)],
            raw: 'TestDrain_Waits verifies BC-D7: when',
            why: 'it came together; but that line of the message tells of the work and promises nothing',
          }
        : each,
    );
    const text = words({ ...story, graph: { ...story.graph, links } }, 'TestDrain_Waits');
    expect(text).toContain(
      'how sure only 70 %, since that line of the message tells of the work and promises nothing.',
    );
    expect(text).toContain('### BC-D7: … (what is promised: only the author knows)');
  });

  it('BC-22: the comment above the test that names the label stands beside an undecided mention', () => {
    const story = smallStory();
    const at = inFile('queue/queue_test.go', 44);
    const links = story.graph.links.map((each) =>
      each.label === 'BC-2' ? { ...each, at, channel: 'message' as const } : each,
    );
    const text = (lines: Readonly<Record<number, string>>): string =>
      explain({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full', {
        width: 100,
        color: false,
        label: 'BC-2',
        lineOf: (_, line) => lines[line] ?? null,
      }).text.replace(/\s+/g, ' ');
    const said = 'queue/queue_test.go:38:4, in the comment above the test: “// BC-2: order”';
    expect(text({ 39: '', 38: '// BC-2: order' })).toContain(said);
    expect(text({ 39: 'x := 1', 38: '// BC-2: order' })).not.toContain(said);
    expect(text({ 39: '', 38: '// BC-20: order' })).not.toContain('BC-20: order');
  });

  it.each([
    ['// BC-9: the queue is emptied in order.', '### BC-9: the queue is emptied in order'],
    ['// BC-8 (counted), BC-9 (emptied in order)', '### BC-9: emptied in order'],
    ['// BC-9: got %d of them', '### BC-9: … (what is promised: only the author knows)'],
    ['// TestQueue_Full verifies BC-9', '### BC-9: … (what is promised: only the author knows)'],
  ])('BC-22: a new promise has the words that the comment gives it: case %#', (raw, heading) => {
    const story = smallStory();
    const links = story.graph.links.map((each) =>
      each.label === 'BC-9' ? { ...each, raw, channel: 'comment' as const } : each,
    );
    expect(words({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full')).toContain(`${heading} -`);
  });

  it('BC-19: where several promises could be meant, a new plan is offered too', () => {
    const text = told({ 39: '\t// BC-2 holds' }, 'BC-2');
    expect(text).toMatch(
      /or, if it means neither of them \(this makes a new promise, [^)]*\) in a new file docs\/plans\/queue-test-plan\.md/,
    );
    expect(text).toContain('// queue-test-plan#BC-2 holds');
  });
});

describe('a contract', () => {
  it('BC-10: its text, its state and why, the three facts, and everything that is tied to it', () => {
    const text = words(smallStory(), 'queue-plan#BC-1');
    expect(text).toContain('Contract queue-plan#BC-1 “A full queue rejects”');
    expect(text).toContain('THEN the simulator MUST keep every request accounted for');
    expect(text).toContain(
      'State: ● linked — An asserting test says so itself; no results were given. It counts as kept.',
    );
    expect(text).toContain('tie linked: a test says itself that it checks this contract');
    expect(text).toContain('results no test results were given, so nothing is called verified');
    expect(text).toContain('TestQueue_Full queue/queue_test.go:40:1');
    expect(text).toContain('says it says so itself: queue/queue_test.go:38:1');
    expect(text).toContain('docs/plans/queue-plan.md:90:1: Unit | `TestQueue_Full`');
    expect(text).toContain('Commits that name it (1)');
    expect(text).toContain('To make it certain, write at queue/queue_test.go:38, instead of what stands there:');
  });

  it('BC-10: ambiguous mentions and hints are shown apart from links', () => {
    expect(words(smallStory(), 'queue-plan#BC-2')).toContain(
      'Ambiguous mentions that could mean it (1; they count for nothing) TestQueue_Full says BC-2, queue/queue_test.go:39:1',
    );
    expect(words(everythingReport(), 'pr18-prefix-affinity-scorer-plan#BC-1')).toContain(
      'Dangling mentions with this label (1; hints by similar words, never links)',
    );
  });
});

describe('a link in doubt', () => {
  it('BC-8: what speaks against the deciding evidence stands beside it', () => {
    const story = smallStory();
    const doubt = 'the plan’s own row names TestOther for BC-1, not this test: check that it proves the same';
    const links = story.graph.links.map((link) =>
      link.kind === 'mention' && link.status === 'resolved' && link.from.endsWith('::TestQueue_Full')
        ? { ...link, why: `${link.evidence[0]?.says}; but ${doubt}` }
        : link,
    );
    expect(words({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full')).toContain(
      `how sure only 97 %, since ${doubt}`,
    );
    expect(words(story, 'TestQueue_Full')).not.toContain('since the plan’s own row');
  });
});

describe('a commit, a rule, a line', () => {
  it('BC-11: a commit says what each of its mentions means, and that landed messages stay', () => {
    const text = words(smallStory(), hash(3).slice(0, 7));
    expect(text).toContain('“feat(queue): bounded queue (#12)”');
    expect(text).toContain('date 2026-02-02T02:40:00.000Z');
    expect(text).toContain(
      'evidence what lands with the commit first defines BC-1 (unit-adds-plan: the commit brings the contract)',
    );
    expect(text).toContain('To make it certain, write: nothing that changes this commit.');
    expect(text).toContain(
      'with `queue-plan#BC-1` in the comment above the test that checks it the contract is certain',
    );
    expect(text).toContain('Only while nobody else has the commit');
    expect(text).not.toContain('in a new file');
  });

  it('BC-11: a rule in its own words, by its short name too, with what it found', () => {
    const text = words(everythingReport(), 'untested-contract');
    expect(text).toContain('Rule trace/untested-contract “A contract without a test”');
    expect(text).toContain('matters A promise nobody checks is a wish.');
    expect(text).toContain('Found here: 1');
    expect(tell(everythingReport(), 'trace/untested-contract').text).toBe(
      tell(everythingReport(), 'untested-contract').text,
    );
  });

  it('BC-11: a line answers for the mentions on it, else for the contract or test around it', () => {
    const at = (target: string) => tell(smallStory(), target).value;
    expect(at('queue/queue_test.go:39')).toMatchObject({ kind: 'place', mentions: [{ label: 'BC-2' }] });
    expect(at('queue/queue_test.go:50:3')).toMatchObject({ kind: 'test', test: { name: 'TestQueue_Full' } });
    expect(at('docs/plans/queue-plan.md:22')).toMatchObject({ kind: 'contract', name: 'queue-plan#BC-1' });
  });
});

describe('a place of an older revision', () => {
  it('BC-18: says the line of then and the line of today, or that the file is gone, with the command that prints it', () => {
    const old = (path: string, now?: number): Report => {
      const story = smallStory();
      const at = { kind: 'file', path, at: wholeLine(96, 20), rev: hash(8) } as const;
      const piece = { ...evidence('introduced-together', 'both came in one commit', [], at) };
      const links = story.graph.links.map((link) =>
        link.label === 'BC-1' && link.kind === 'mention'
          ? { ...link, evidence: [now === undefined ? piece : { ...piece, now: wholeLine(now, 20) }] }
          : link,
      );
      return { ...story, graph: { ...story.graph, links } };
    };
    const [short, long] = [hash(8).slice(0, 8), hash(8).slice(0, 12)];
    expect(words(old('docs/plans/queue-plan.md', 98), 'TestQueue_Full')).toContain(
      `— docs/plans/queue-plan.md:98:1 (line 96 as of ${short})`,
    );
    expect(words(old('docs/plans/queue-plan.md'), 'TestQueue_Full')).toContain(
      `— docs/plans/queue-plan.md:96 as of ${short} (it reads otherwise today)`,
    );
    const gone = words(old('docs/plans/gone.md'), 'TestQueue_Full');
    expect(gone).toContain(`— docs/plans/gone.md:96 as of ${short} (no longer in the tree)`);
    expect(gone).toContain(
      `to read sed -n '20p;90p' docs/plans/queue-plan.md git show ${long}:docs/plans/gone.md | sed -n 96p`,
    );
  });

  it('BC-18: a line of a commit message comes with the command that prints it', () => {
    const text = words(smallStory(), hash(3).slice(0, 7));
    expect(text).toContain(`to read git log -1 --format=%B ${hash(3).slice(0, 12)} | sed -n 3p`);
  });

  it('BC-18: a path that no shell should see gets no command', () => {
    expect(readingCommands([{ kind: 'file', path: 'a\u001bb.md', at: wholeLine(1), rev: hash(8) }])).toEqual([]);
    expect(readingCommands([{ kind: 'file', path: "a b';c.md", at: wholeLine(1), rev: hash(8) }])).toEqual([
      `git show '${hash(8).slice(0, 12)}:a b'\\'';c.md' | sed -n 1p`,
    ]);
    expect(readingCommands([{ kind: 'file', path: 'a.md', at: wholeLine(1), rev: '--output=x' }])).toEqual([]);
  });
});

describe('the line to write', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['// TestX verifies BC-3 and more.', 'BC-3', '// TestX verifies queue-plan#BC-3 and more.'],
    ['// BC-1/BC-3/BC-4', 'BC-1', '// queue-plan#BC-1/BC-3/BC-4'],
    ['// see old-plan#BC-3', 'BC-3', '// see queue-plan#BC-3'],
    ['// BC-3 is not BC-30', 'BC-3', '// queue-plan#BC-3 is not BC-30'],
    ['// BC-1/BC-3/BC-4', 'BC-3', null],
    ['// BC-3,6,7', 'BC-3', null],
    ['// BC-3..BC-7', 'BC-3', null],
    ['// BC-1..BC-3', 'BC-3', null],
    ['// BC-3 through BC-7', 'BC-3', null],
    ['// BC-3 and BC-3', 'BC-3', null],
    ['func TestX_BC3(t *testing.T) {', 'BC-3', null],
    [`${'x'.repeat(5000)} BC-3`, 'BC-3', null],
  ];
  it.each(cases)('BC-19: line %# gets the name and nothing else changes', (line, label, wanted) => {
    expect(relabelled(line, label, `queue-plan#${label}`, null)).toBe(wanted);
  });

  it('BC-19: of several the one at the column is meant', () => {
    expect(relabelled('// BC-3 and BC-3', 'BC-3', 'queue-plan#BC-3', 13)).toBe('// BC-3 and queue-plan#BC-3');
  });

  it('BC-19: whatever the line, only the label changes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const line = relabelled(`${before}BC-3${after}`, 'BC-3', 'NAME', before.length + 1);
        if (line !== null) expect(line.replace('NAME', 'BC-3').endsWith(`BC-3${after}`)).toBe(true);
      }),
    );
  });

  it('BC-28: is one line for all of its labels, and says which it holds besides', () => {
    const line = '// TestQueue_Full checks BC-1 and BC-1.2, BC-9, BC-2: BC-1 first.';
    const story = smallStory();
    const at = (label: string, from = 0) => ({
      ...inFile('queue/queue_test.go', 38),
      at: { ...wholeLine(38, 40), column: line.indexOf(label, from) + 1 },
    });
    const [first, , , order] = story.graph.links.filter((each) => each.from === 'queue/queue_test.go::TestQueue_Full');
    const [cache] = story.graph.nodes.filter((each) => each.id === 'docs/plans/archive/cache-plan.md#BC-2');
    if (!first || !order || !cache) throw new Error('the story lacks what this is about');
    const links = [
      { ...first, raw: line, at: at('BC-1') },
      { ...first, raw: line, at: at('BC-1', 50) },
      { ...first, raw: line, at: at('BC-2'), label: 'BC-2', to: cache.id },
      { ...order, raw: line, at: at('BC-9') },
    ];
    const answer = explain({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full', {
      width: 400,
      color: false,
      lineOf: (_, number) => (number === 38 ? line : null),
    }).text;
    const written =
      '// TestQueue_Full checks queue-plan#BC-1 and BC-1.2, BC-9, cache-plan#BC-2: queue-plan#BC-1 first.';
    expect(answer.split(written).length - 1).toBe(2);
    expect(answer).toContain(
      'One line for all of its labels: `cache-plan#BC-2` there is what was found for the others.',
    );
    expect(answer).toContain(
      'One line for all of its labels: `queue-plan#BC-1` there is what was found for the others.',
    );
    expect(answer).toContain('speaks for BC-1.2, BC-9 there, too');
    const unknown = [
      { ...order, raw: line, at: at('BC-9') },
      { ...order, raw: line, at: at('BC-1.2'), label: 'BC-1.2' },
    ];
    const made = words({ ...story, graph: { ...story.graph, links: unknown } }, 'TestQueue_Full');
    expect(made.split('BC-1 and queue-test-plan#BC-1.2, queue-test-plan#BC-9, BC-2: BC-1 first.').length - 1).toBe(2);
    expect(made.split(/### BC-1\.2: .{0,120}### BC-9: /).length - 1).toBe(2);
    expect(made).toContain('The new plan holds BC-1.2, too, because the same line names it.');
    expect(made).not.toContain('One line for all');
  });

  it('BC-19: is the line of the work tree where it can be read, and is never wrapped', () => {
    const lineOf = (path: string, line: number): string | null =>
      path === 'queue/queue_test.go' && line === 38 ? `\t// ${'word '.repeat(30)}(BC-1)` : null;
    const answer = explain(smallStory(), 'TestQueue_Full', { width: 60, color: false, label: 'BC-1', lineOf });
    expect(answer.text).toContain(`\n         // ${'word '.repeat(30)}(queue-plan#BC-1)\n`);
  });
});

describe('one mention of many', () => {
  it('BC-20: with a label only what is said of it is told', () => {
    const one = explain(smallStory(), 'TestQueue_Full', { width: 100, color: false, label: 'bc-9' });
    expect(one.value).toMatchObject({ mentions: [{ label: 'BC-9' }] });
    expect(one.text).not.toContain('BC-1');
  });

  it('BC-20: more than three are told in a line each, with the command that tells one in full', () => {
    const story = smallStory();
    const test = story.graph.nodes.find((node) => node.kind === 'test' && node.name === 'TestQueue_Full');
    if (test?.kind !== 'test') throw new Error('the story has lost its test');
    const more = ['BC-21', 'BC-22'].map((label) => mention(test, null, label, { at: inFile(test.path, 42) }));
    const text = words(
      { ...story, graph: { ...story.graph, links: [...story.graph.links, ...more] } },
      'TestQueue_Full',
    );
    expect(text).toContain('2 more mentions; `trace explain TestQueue_Full BC-22` tells one in full: 4. BC-22');
  });

  it('BC-20: a line of a commit message answers for the mention on it', () => {
    expect(tell(smallStory(), `${hash(3).slice(0, 8)}:3`).value).toMatchObject({
      kind: 'place',
      mentions: [{ label: 'BC-1' }],
    });
  });

  it('BC-20: a line of a task says that it can mean no other plan, and what prints it', () => {
    const story = smallStory();
    const [one] = story.graph.nodes.filter((node) => node.kind === 'contract');
    if (one?.kind !== 'contract') throw new Error('the story has lost its contract');
    const by = testNode('queue/queue_test.go', 'TestQueue_Full', 40);
    const spoken = mention(by, one, one.label, { at: inFile(one.plan, 44), why: 'task 1 of the plan names BC-1' });
    const task = { ...spoken, from: one.id, kind: 'plans' as const };
    const text = words({ ...story, graph: { ...story.graph, links: [...story.graph.links, task] } }, `${one.plan}:44`);
    expect(text).toContain(
      'task 1 of the plan names BC-1: queue-plan#BC-1 “A full queue rejects”, docs/plans/queue-plan.md:20:1',
    );
    expect(text).toContain('no other plan can be meant, so there is no runner-up');
    expect(text).toContain("to read sed -n '20p;44p' docs/plans/queue-plan.md");
  });

  it('BC-20: a line without any of it is told what stands nearest', () => {
    const answer = tell(smallStory(), 'queue_test.go:3');
    expect(answer.found).toBe('none');
    expect(answer.text).toContain('No contract, test or mention stands at queue/queue_test.go:3.');
    expect(answer.text).toContain('line 38: a mention of BC-1');
    expect(tell(smallStory(), 'docs/plans/queue-plan.md:27').text).toContain(
      'line 20: the contract queue-plan#BC-1 “A full queue rejects”',
    );
    expect(tell(smallStory(), 'nowhere.go:3').text).toContain(
      'There is no contract, test, commit, rule or mention called',
    );
  });
});

describe('the message of a commit', () => {
  const MESSAGE =
    'feat(queue): bounded queue (#12)\n\n* feat: all of it (BC-6..9)\n- refuses when full (BC-9)\nsee cache-plan.md';
  const landed = hash(3);
  const spoken = (links: Report['graph']['links']): Report => {
    const story = smallStory();
    return { ...story, graph: { ...story.graph, links } };
  };
  const from = { ...commit(3, 0, 'x'), id: landed };
  const dangling = mention(from, null, 'BC-9', {
    kind: 'implements',
    at: inCommit(landed, 3),
    raw: '* feat: all of it (BC-6..9)',
    why: 'no plan defines BC-9',
  });
  const ask = (of: Report, target: string, label?: string) =>
    explain(of, target, {
      width: 100,
      color: false,
      textOf: (source) => (source === landed ? MESSAGE : null),
      ...(label === undefined ? {} : { label }),
    });
  const flat = (text: string): string => text.replace(/\s+/g, ' ');

  it('BC-24: every line that names the label is shown, and each of them answers', () => {
    const answer = ask(spoken([dangling]), `${landed.slice(0, 8)}:4`);
    expect(answer.found).toBe('one');
    expect(flat(answer.text)).toContain('line 4 of its message, in the same message: “- refuses when full (BC-9)”');
    expect(flat(answer.text)).toContain(`sed -n '3p;4p'`);
    expect(flat(answer.text)).toContain('1 mention at 2 places: 1 dangling');
  });

  it('BC-24: a label that the message does not name, or only passes over, is said not to be there', () => {
    const passed = ask(spoken([dangling]), landed, 'bc-8');
    expect(passed.found).toBe('none');
    expect(flat(passed.text)).toBe(
      `The message of commit ${landed.slice(0, 8)} does not name BC-8; the range “BC-6..9” (line 3) passes over it, and no plan that the commit speaks of defines it. It names BC-9. `,
    );
    expect(flat(ask(spoken([dangling]), landed, 'BC-12').text)).toContain('does not name BC-12. It names BC-9.');
  });

  it('BC-23: for a commit that means no plan, no plan is invented', () => {
    const text = flat(ask(spoken([dangling]), landed).text);
    expect(text).toContain('To make it certain, write: nothing that changes this commit.');
    expect(text).toContain('whoever knows which plan is meant writes `plan-slug#BC-9` in the comment above the test');
    expect(text).not.toMatch(/new file|git add|It implements/);
  });

  it('BC-23: a message that makes the promise itself names no plan, and is not told that it does', () => {
    const own = `commit:${landed}#BC-D7`;
    const told = mention(from, null, 'BC-D7', {
      kind: 'implements',
      status: 'resolved',
      to: own,
      at: inCommit(landed, 7),
    });
    const text = flat(
      ask(spoken([{ ...told, evidence: [evidence('unit-adds-plan', 'it did', [own], null)] }]), landed).text,
    );
    expect(text).toContain('nothing more, this message is itself the only text that makes this promise.');
    expect(text).not.toContain('its plan is named beside it');
  });

  it('BC-24: the line of the message that names a plan is shown beside the evidence', () => {
    const sides = [`docs/plans/queue-plan.md#BC-2`, `docs/plans/archive/cache-plan.md#BC-2`];
    const ambiguous = mention(from, null, 'BC-2', {
      kind: 'implements',
      status: 'ambiguous',
      candidates: sides,
      at: inCommit(landed, 4),
      raw: '- refuses when full (BC-2)',
      evidence: sides.map((side) => evidence('names-plan', `line 5 names ${side}`, [side], inCommit(landed, 5))),
    });
    const text = flat(ask(spoken([ambiguous]), landed).text);
    expect(text).toContain('(names-plan: the message names the plan)');
    expect(text).toContain('line 5 of its message: “see cache-plan.md”');
    expect(text).toContain('If it means none of them, leave the message as it is.');
    const inRange = { ...ambiguous, label: 'BC-2', raw: 'Implements BC-1 through BC-3' };
    const ranged = flat(ask(spoken([inRange]), landed).text);
    expect(ranged).toContain(
      'as a paragraph of its message, above its trailers, and without BC-2 where it stands now:',
    );
  });
});

describe('the prose of a plan', () => {
  it('BC-24: a line of it that names the test is shown, and said not to count', () => {
    const text = (plan: string): string =>
      explain(smallStory(), 'TestQueue_Full', {
        width: 100,
        color: false,
        textOf: (source) => (source === 'docs/plans/queue-plan.md' ? plan : null),
      }).text.replace(/\s+/g, ' ');
    expect(text('# Queue\n\n### Task 4: Refuse\n\nExtend `TestQueue_Full`.')).toContain(
      'not counted, because it is prose and no row, task or code: that plan names this test below “Task 4: Refuse” — docs/plans/queue-plan.md:5:1: “Extend `TestQueue_Full`.”',
    );
    expect(text('TestQueue_FullAgain')).not.toContain('not counted, because');
    expect(text('# Queue\n\n```go\nfunc TestQueue_Full(t *testing.T) {}\n```')).not.toContain('not counted, because');
    expect(text('```sh\n# Not a heading\n```\n\n## Notes\n\nSee TestQueue_Full.')).toContain('below “Notes”');
  });
});

describe('a contract that lost', () => {
  it('BC-25: the contract view says the runner-up of each test, or why there is none', () => {
    const text = words(smallStory(), 'queue-plan#BC-1');
    expect(text).toContain(
      'runner-up cache-plan#BC-1 “A hit is counted”: not it, because it does not name TestQueue_Full',
    );
    expect(words(smallStory(), 'queue-plan#BC-2')).toContain(
      'runner-up none: BC-2 in a plan’s own table means that plan’s BC-2; 1 other plan defines BC-2',
    );
  });

  it('BC-25: a contract with another label that came with the mention is told as near, and offered before a new promise', () => {
    const story = smallStory();
    const near = 'docs/plans/queue-plan.md#BC-1';
    const links = story.graph.links.map((each) =>
      each.label === 'BC-9' ? { ...each, losers: [{ contract: near, why: 'it came with it' }] } : each,
    );
    const text = words({ ...story, graph: { ...story.graph, links } }, 'TestQueue_Full');
    expect(text).toContain(
      'perhaps queue-plan#BC-1 “A full queue rejects”, docs/plans/queue-plan.md:20:1 — near, and not linked: it came with it',
    );
    expect(text).toContain('To make it certain, write, if it means queue-plan#BC-1 at');
    expect(text).toContain('or, if it means not that one (this makes a new promise');
  });
});

describe('what was meant', () => {
  const kinds: readonly (readonly [string, string, string])[] = [
    ['queue-plan#BC-1', 'one', 'contract'],
    ['docs/plans/queue-plan.md#bc-1', 'one', 'contract'],
    ['docs/plans/cache-plan.md#BC-2', 'one', 'contract'],
    [`commit:${hash(3).slice(0, 8)}#BC-D7`, 'one', 'contract'],
    ['BC-D7', 'one', 'contract'],
    ['queue_test.go::TestQueue_Full', 'one', 'test'],
    [hash(3).slice(0, 4), 'one', 'commit'],
    ['queue-plan', 'many', 'choices'],
    ['__proto__', 'none', 'none'],
    ['', 'none', 'none'],
    [hash(3).slice(0, 3), 'none', 'none'],
  ];
  it.each(kinds)('BC-12: target %# is found as what it is', (target, found, kind) => {
    const answer = tell(smallStory(), target);
    expect([answer.found, (answer.value as { kind: string }).kind]).toEqual([found, kind]);
  });

  it('BC-12: a label that only one plan of the tree defines means that one, and the others are mentioned', () => {
    expect(words(smallStory(), 'BC-1')).toContain('the only BC-1 in a plan of the tree; 1 more stand in history');
  });

  it('BC-12: a label of several plans lists them, plans of the tree first', () => {
    const answer = tell(everythingReport(), 'BC-1');
    expect(answer.found).toBe('many');
    const { choices } = answer.value as { choices: readonly { name: string }[] };
    expect(choices.map((each) => each.name)).toEqual([
      'fix-tiered-partial-improvement-plan#BC-1',
      'pr-501-drain-plan#BC-1',
      'pr18-prefix-affinity-scorer-plan#BC-1',
      'hardening-plan#BC-1',
    ]);
    for (const { name } of choices) expect(answer.text).toContain(name);
  });

  it('BC-26: a plan without its date, or with a label behind it, is found where only one can be meant', () => {
    const dated = (...paths: readonly string[]): Report => {
      const plans = paths.map((path) => plan(path, path));
      const contracts = plans.map((each) => contract(each, 'BC-2', `of ${each.path}`, 'untested', 3));
      return report({ nodes: [...plans, ...contracts], links: [] });
    };
    const one = 'docs/plans/2026-02-17-decision-traces-plan.md';
    expect(tell(dated(one), 'decision-traces-plan#BC-2').text).toContain(
      'Contract 2026-02-17-decision-traces-plan#BC-2',
    );
    expect(tell(dated(one), 'traces-plan#BC-2').found).toBe('none');
    expect(tell(dated(one, one.replace('-17-', '-18-')), 'decision-traces-plan#BC-2').found).toBe('many');
    const labelled = explain(dated(one), one, { width: 100, color: false, label: 'BC-2' });
    expect(labelled.text).toContain('Contract 2026-02-17-decision-traces-plan#BC-2');
    expect(explain(dated(one), one, { width: 100, color: false, label: 'BC-9' }).found).toBe('many');
  });

  it('BC-12: an unknown name brings the nearest ones', () => {
    const answer = tell(smallStory(), 'TestQueue_Fuil');
    expect(answer.found).toBe('none');
    expect(answer.text).toContain('\n  TestQueue_Full\n');
  });

  it('BC-12: a subtest is found as go test prints it', () => {
    const answer = tell(everythingReport(), 'TestScores_are_broken/equal_queue_depth');
    expect(answer.value).toMatchObject({ kind: 'test', test: { name: 'TestScores_are_broken/equal queue depth' } });
  });
});

describe('every explanation', () => {
  const targetsOf = (of: Report): readonly string[] => [
    ...of.graph.nodes.flatMap((node) => {
      const place = node.kind === 'contract' ? `${node.plan}:${node.at.line}` : '';
      return node.kind === 'plan' ? [node.slug] : [node.id, place];
    }),
    ...of.rules.map((rule) => rule.id),
    ...of.graph.links.flatMap((link) => (link.at.kind === 'file' ? [`${link.at.path}:${link.at.at.line}`] : [])),
  ];

  it('BC-5: hostile names are shown by number, break no line and are no command', () => {
    const hostile = hostileReport();
    for (const target of targetsOf(hostile)) {
      const { text } = tell(hostile, target);
      const bad = text
        .split('\n')
        .filter(
          (line) =>
            /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069]/.test(line) ||
            /^\s*::|##\w*\[/.test(line),
        );
      expect(bad).toEqual([]);
    }
  });

  it('BC-6: nodes and links in another order explain the same', () => {
    const one = smallStory();
    const other: Report = {
      ...one,
      graph: { nodes: [...one.graph.nodes].reverse(), links: [...one.graph.links].reverse() },
    };
    for (const target of ['TestQueue_Full', 'queue-plan#BC-1', 'queue-plan#BC-2', 'BC-2', hash(3)]) {
      expect(tell(other, target)).toEqual(tell(one, target));
    }
  });

  it('BC-7: the value survives JSON, and colours change no word', () => {
    const all = everythingReport();
    for (const target of targetsOf(all)) {
      const answer = tell(all, target);
      expect(JSON.parse(JSON.stringify(answer.value))).toEqual(answer.value);
      expect(tell(all, target, { color: true }).text.replace(/\u001b\[\d+m/g, '')).toBe(answer.text);
    }
  });

  it('BC-8: every mention of a large report ends in what to write', () => {
    const large = largeReport(3);
    for (const node of large.graph.nodes) {
      if (node.kind !== 'test') continue;
      expect(tell(large, node.id).text).toContain('To make it certain, write');
    }
  });
});
