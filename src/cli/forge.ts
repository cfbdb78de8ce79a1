// Turns a remote's address into the page of an allow-listed forge, for links by hash and line; anything else gives none.
import type { Report } from '../model/report.ts';

const HOSTS: ReadonlyMap<string, NonNullable<Report['repo']['forge']>['kind']> = new Map([
  ['github.com', 'github'],
  ['gitlab.com', 'gitlab'],
  ['bitbucket.org', 'bitbucket'],
  ['codeberg.org', 'gitea'],
  ['gitea.com', 'gitea'],
]);

const FORMS = [
  /^https?:\/\/([\w.-]+)\/([\w./~-]+?)(?:\.git)?\/?$/,
  /^(?:ssh:\/\/)?git@([\w.-]+)[:/]([\w./~-]+?)(?:\.git)?\/?$/,
];

export function forgeOf(remoteUrl: string | null): Report['repo']['forge'] {
  for (const form of FORMS) {
    const match = form.exec(remoteUrl ?? '');
    const kind = HOSTS.get(match?.[1] ?? '');
    if (match && kind) return { kind, url: `https://${match[1]}/${match[2]}` };
  }
  return null;
}
