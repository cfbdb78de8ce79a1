// Shell completion, printed from the commands themselves so that it cannot lag behind them.
import type { Command } from 'commander';
import { ExitCode } from '../errors.ts';
import { write } from './streams.ts';

interface Words {
  readonly commands: readonly { readonly name: string; readonly about: string; readonly options: readonly string[] }[];
  readonly options: readonly string[];
}

const optionsOf = (command: Command): string[] =>
  [...command.options.flatMap((o) => o.long ?? []), '--help'].filter((o, i, all) => all.indexOf(o) === i).sort();

function wordsOf(program: Command): Words {
  return {
    commands: program.commands.map((c) => ({
      name: c.name(),
      about: c.description().replace(/['":]/g, ''),
      options: optionsOf(c),
    })),
    options: optionsOf(program),
  };
}

const ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['list', ['contracts', 'tests', 'commits', 'plans', 'links', 'findings']],
  ['completion', ['bash', 'zsh', 'fish']],
]);
const argumentsOf = (command: string): readonly string[] => ARGUMENTS.get(command) ?? [];

const SCRIPTS: ReadonlyMap<string, (words: Words) => string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);

export async function runCompletion(shell: string, program: Command): Promise<number> {
  const script = SCRIPTS.get(shell);
  if (!script) throw new Error(`no completion for ${shell}`);
  await write(process.stdout, script(wordsOf(program)));
  return ExitCode.pass;
}

function bash({ commands, options }: Words): string {
  const cases = commands.map((c) => `    ${c.name}) words="${[...c.options, ...argumentsOf(c.name)].join(' ')}" ;;`);
  return `_trace() {
  local current="\${COMP_WORDS[COMP_CWORD]}" word command="" words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${commands.map((c) => c.name).join('|')}) command="$word"; break ;; esac
  done
  case "$command" in
${cases.join('\n')}
    *) words="${commands.map((c) => c.name).join(' ')} ${options.join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _trace trace
`;
}

function zsh({ commands, options }: Words): string {
  const names = commands.map((c) => `'${c.name}:${c.about}'`).join(' ');
  const cases = commands.map(
    (c) => `    ${c.name}) compadd -- ${[...c.options, ...argumentsOf(c.name)].join(' ')}; _files ;;`,
  );
  return `#compdef trace
_trace() {
  local -a commands=(${names})
  local command=\${words[(r)${commands.map((c) => c.name).join('|')}]}
  case "$command" in
${cases.join('\n')}
    *) _describe command commands; compadd -- ${options.join(' ')} ;;
  esac
}
compdef _trace trace
`;
}

function fish({ commands, options }: Words): string {
  const names = commands.map((c) => c.name).join(' ');
  return [
    ...commands.map(
      (c) => `complete -c trace -n "not __fish_seen_subcommand_from ${names}" -f -a ${c.name} -d '${c.about}'`,
    ),
    ...options.map((o) => `complete -c trace -l ${o.slice(2)}`),
    ...commands.flatMap((c) =>
      c.options.map((o) => `complete -c trace -n "__fish_seen_subcommand_from ${c.name}" -l ${o.slice(2)}`),
    ),
    ...[...ARGUMENTS].map(
      ([name, values]) => `complete -c trace -n "__fish_seen_subcommand_from ${name}" -f -a '${values.join(' ')}'`,
    ),
    '',
  ].join('\n');
}
