// One line for all of its labels: what is pasted for the second must not undo the first.
import type { Link } from '../../model/graph.ts';
import { hasControl } from '../../payload/visible-text.ts';
import type { Known } from './known.ts';
import { isInFile, namesItsPlan } from './meant.ts';
import { relabelled } from './relabel.ts';
import type { Way, Write } from './remedy.ts';
import { linksBeside } from './speaking.ts';
import { contractName } from './words.ts';

interface Named {
  readonly link: Link;
  /** `slug#BC-3`. */
  readonly name: string;
}

/** The way with each replaced line as it has to be for all labels of it whose plan is told: those of the mention, and those beside it. */
export function onOneLine(known: Known, links: readonly Link[], way: Way): Way {
  const named = [...links.map((link) => ({ link, name: way.means })), ...namesBeside(known, links, way)];
  const writes = way.writes.map((write) =>
    write.how === 'replace' ? wholeLine(known, write, way.means, named) : write,
  );
  return { ...way, writes: [...new Map(writes.map((each) => [JSON.stringify(each), each])).values()] };
}

/** A label of a plan file gets its name; one that the same new plan holds gets the name of that. */
function namesBeside(known: Known, links: readonly Link[], way: Way): readonly Named[] {
  const plan = links[0]?.to?.split('#')[0];
  const held = new Set(way.writes.flatMap((write) => (write.how === 'create' ? write.holds : [])));
  const slug = way.means.slice(0, way.means.lastIndexOf('#'));
  return linksBeside(known, links).flatMap((link) => {
    const contract = link.to === null ? undefined : known.nodes.get(link.to);
    if (namesItsPlan(link) || link.status === 'ambiguous') return [];
    if (contract?.kind === 'contract' && isInFile(known, contract))
      return { link, name: contractName(known, contract) };
    const isNew = held.has(link.label) && link.to?.split('#')[0] === plan;
    return isNew ? { link, name: `${slug}#${link.label}` } : [];
  });
}

type Replace = Extract<Write, { how: 'replace' }>;

function wholeLine(known: Known, write: Replace, own: string, named: readonly Named[]): Replace {
  const now = known.lineOf(write.path, write.line);
  // From its end, so that the columns before stay.
  const onIt = named
    .filter(({ link: { at } }) => at.kind === 'file' && at.path === write.path && at.at.line === write.line)
    .sort((a, b) => b.link.at.at.column - a.link.at.at.column);
  const also = new Set<string>();
  let text = now ?? onIt[0]?.link.raw ?? '';
  for (const { link, name } of onIt) {
    const next = relabelled(text, link.label, name, now === null ? null : link.at.at.column);
    if (next === null) continue;
    if (name !== own && next !== text) also.add(name);
    text = next;
  }
  return hasControl(text.replaceAll('\t', '')) ? write : { ...write, text: [text], also: [...also].reverse() };
}
