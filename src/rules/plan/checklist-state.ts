import { someOf } from '../../model/some-of.ts';
import { boxName, judgeBox } from './boxes.ts';
import { ANY_PLAN, nothing, planRule } from './plan-rule.ts';

/** Boxes that say what is not so. */
export const checklistState = planRule(
  {
    id: 'plan/checklist-state',
    title: 'A ticked box that the plan or the code contradicts',
    defaultSeverity: 'error',
    docs: {
      what: 'Boxes of the sanity checklist that a program can look behind, in a repository. By the plan’s own text: all contracts are mapped to tasks (plan/contract-in-task says nothing), task dependencies are ordered (plan/task-order), the deviation log has a row or says that there is none, golden regeneration is documented (only where a golden file is named as changed). By the code of now, in the files that the plan creates or modifies as far as they are there: library code calls neither `os.Exit` nor a `Fatal` of a logger (Go files outside of `cmd/`, `main` and tests), no exported variable is a map literal (Go), YAML is not read with `yaml.Unmarshal` (Go); and in the whole repository: no line says “planned for PR 12” or “TODO … PR 12” of a number of this plan. A ticked box that does not hold is an error, unticked ones that hold are told once for the plan, as information. Text is searched, nothing is run; a line that was there before the plan counts too.',
      why: 'A ticked box is believed, and nobody looks again.',
      fix: 'Mend what contradicts it, or take the tick away.',
    },
    messages: {
      contradicted: 'the box “{box}” is ticked, but {says}',
      holds: '{count} unticked {boxes} already: {names}',
    },
    source: 'Plan template, Phase 8: “Before implementation, verify”.',
  },
  ANY_PLAN,
  nothing,
  function* ({ facts: { claims }, ground }) {
    const holding: (typeof claims.boxes)[number][] = [];
    for (const box of claims.boxes) {
      const judged = judgeBox(box, claims, ground);
      if (judged === null) continue;
      const holds = judged.says === '';
      if (!box.ticked && holds) holding.push(box);
      if (!box.ticked || holds) continue;
      const data = { box: boxName(box.check), says: judged.says };
      yield { messageId: 'contradicted', data, at: box.at, key: box.check, fix: 'mend it, or write `- [ ]`' };
    }
    const [first] = holding;
    if (first === undefined) return;
    const names = someOf(
      holding.map(({ check }) => `“${boxName(check)}”`),
      8,
    );
    const data = { count: holding.length, boxes: holding.length === 1 ? 'box holds' : 'boxes hold', names };
    yield { messageId: 'holds', data, at: first.at, key: 'holds', fix: '- [x]', severity: 'info' };
  },
);
