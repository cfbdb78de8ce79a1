// A plan's tasks in the graph, and which contracts each of them names.
import type { Link, TaskNode } from '../model/graph.ts';
import { placeIn } from './pairings.ts';
import type { PlanLineage, World } from './world.ts';

export function taskLinks(world: World): Link[] {
  const links: Link[] = [];
  for (const plan of world.plans.values()) {
    for (const task of plan.document.last.tasks) {
      const seen = new Set<string>();
      for (const ref of task.labels) {
        const contract = world.contractIn(plan.path, ref.label);
        if (!contract || seen.has(contract.id)) continue;
        seen.add(contract.id);
        const says = `task ${task.number} of the plan names ${ref.label}`;
        const at = placeIn(plan.document, ref.at);
        links.push({
          kind: 'plans',
          from: taskId(plan.path, task.number),
          to: contract.id,
          label: ref.label,
          channel: 'plan-task',
          status: 'resolved',
          weak: false,
          confidence: 1,
          evidence: [{ kind: 'declared-row', says, names: [contract.id], at }],
          candidates: [],
          losers: [],
          why: says,
          raw: ref.label,
          at,
        });
      }
    }
  }
  return links;
}

const taskId = (plan: string, number: string): string => `${plan}#task-${number}`;

export function taskNodes(world: World, plan: PlanLineage): TaskNode[] {
  const seen = new Set<string>();
  return plan.document.last.tasks.flatMap((task) => {
    const id = taskId(plan.path, task.number);
    if (seen.has(id)) return [];
    seen.add(id);
    const files = task.files.map((f) => f.path);
    const speaksOf = (task.spoken ?? []).flatMap((label) => world.contractIn(plan.path, label)?.id ?? []);
    const said = speaksOf.length === 0 ? {} : { speaksOf };
    return [{ kind: 'task', id, plan: plan.path, number: task.number, title: task.title, files, ...said, at: task.at }];
  });
}
