import { range } from '../../model/location.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

/** The line by which a team's agent knows how to execute a plan. */
export const agentLine = planRule(
  {
    id: 'plan/agent-line',
    title: 'A header without the line for the agent',
    defaultSeverity: 'warning',
    docs: {
      what: 'A plan whose text before its second heading does not hold the line that `lint.agentLine` in the configuration names. Without that setting nothing is asked for: such a line is the habit of a team and its agent, not quality.',
      why: 'An agent that looks for the line executes a plan without it in another way.',
      fix: 'Copy the line of the configuration below the title.',
    },
    messages: { missing: 'the header lacks the line for the agent: “{line}”' },
    source: 'Plan template, “Document header”: “For Claude: REQUIRED SUB-SKILL: …”.',
  },
  ANY_PLAN,
  function* ({ facts, lines, team }) {
    const wanted = team.agentLine;
    if (wanted === null) return;
    const end = (facts.sections[1]?.at.line ?? lines.length + 1) - 1;
    const bare = (text: string): string => text.replace(/[*_`>\s]+/g, ' ').trim();
    const head = bare(
      lines
        .slice(0, end)
        .map(({ raw }) => raw)
        .join(' '),
    );
    if (head.includes(bare(wanted))) return;
    const at = facts.title?.at ?? range(1, 1, 1, 1);
    yield { messageId: 'missing', data: { line: wanted.slice(0, 200) }, at, fix: `> ${wanted}` };
  },
);
