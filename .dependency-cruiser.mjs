// The import table of docs/architecture.md as data, so that a machine checks it; test/architecture.test.ts checks this file in turn.

/**
 * A room is a part of src/ with one job. `may` names the rooms it may import besides itself, `core` the Node modules (edges
 * have no list: they may use all of them), `packages` the npm packages.
 * @typedef {{ path: string, may: readonly string[], core?: readonly string[], packages?: readonly string[] }} Room
 */

/** @type {Readonly<Record<string, Room>>} */
export const rooms = {
  model: { path: '^src/model/', may: [], core: [] },
  version: { path: '^src/version\\.ts$', may: [], core: [] },
  errors: { path: '^src/errors\\.ts$', may: [], core: [] },
  ids: { path: '^src/ids/', may: ['model'], core: [] },
  plans: { path: '^src/plans/', may: ['model', 'ids', 'errors'], core: [], packages: ['markdown-it'] },
  languages: { path: '^src/languages/', may: ['model', 'ids', 'errors'], core: [] },
  history: { path: '^src/history/', may: ['model', 'ids', 'errors'], core: [] },
  results: { path: '^src/results/', may: ['model', 'ids', 'errors'], core: [] },
  runners: { path: '^src/runners/', may: ['errors'], core: [] },
  linking: { path: '^src/linking/', may: ['model', 'ids'], core: [] },
  comparing: { path: '^src/comparing/', may: ['model', 'ids'], core: [] },
  rules: { path: '^src/rules/', may: ['model', 'ids', 'graph-index'], core: [] },
  gate: { path: '^src/gate/', may: ['model', 'errors'], core: [] },
  config: { path: '^src/config/', may: ['model', 'errors'], core: [], packages: ['zod', 'picomatch'] },
  query: { path: '^src/query/', may: ['model', 'errors'], core: [] },
  payload: { path: '^src/payload/', may: ['model', 'errors'], core: [] },
  // A content security policy needs the hash of the page's script, so the HTML reporter may hash.
  // `query` because explain asks the index that the filter language asks.
  reporters: { path: '^src/reporters/', may: ['model', 'payload', 'query'], core: ['crypto'] },
  pipeline: {
    // The pipeline on one page, and the files beside it that hold what does not fit on it.
    path: '^src/(?!main\\.|worker\\.|extractors\\.|errors\\.|version\\.)[^/]+\\.ts$',
    may: [
      'model',
      'errors',
      'version',
      'extractors',
      'plans',
      'languages',
      'history',
      'results',
      'linking',
      'comparing',
      'rules',
      'gate',
    ],
    core: [],
    packages: ['diff'],
  },
  extractors: {
    path: '^src/extractors\\.ts$',
    may: ['model', 'errors', 'version', 'ids', 'plans', 'languages', 'history', 'spoken-words', 'plan-rules'],
    core: [],
  },
  io: {
    path: '^src/io/',
    may: ['model', 'errors'],
    packages: ['tinypool', 'tinyglobby', 'yaml'],
  },
  worker: { path: '^src/worker\\.ts$', may: ['model', 'errors', 'io', 'extractors'] },
  cli: {
    path: '^src/cli/',
    may: [
      'model',
      'errors',
      'version',
      'pipeline',
      'extractors',
      'history-door',
      'io',
      'config',
      'query',
      'payload',
      'runners',
      'terminal',
      'rules-registry',
      'reporters-registry',
      'languages-registry',
    ],
    packages: ['commander', 'diff', 'picomatch'],
  },
  main: { path: '^src/main\\.ts$', may: ['errors', 'cli'] },
};

/** Single files that a room may import without the rest of the room they stand in. */
export const doors = {
  'graph-index': '^src/linking/graph-index\\.ts$',
  // What a test says is read beside its syntax, so that it is cached with it.
  'spoken-words': '^src/linking/(mentions|bodies)\\.ts$',
  // What a plan's text is told is said where it is read, so that it is cached with it.
  'plan-rules': '^src/rules/plan/index\\.ts$',
  'history-door': '^src/history/index\\.ts$',
  // What `explain` prints is rendered like a report, but of one subject.
  terminal: '^src/reporters/(terminal/|reporter\\.ts$)',
  'rules-registry': '^src/rules/index\\.ts$',
  'reporters-registry': '^src/reporters/index\\.ts$',
  'languages-registry': '^src/languages/index\\.ts$',
  // How tests are run, without what reads them.
  'run-commands': '^src/languages/run-commands\\.ts$',
};

/**
 * Packages that only one folder or file inside a room may import: syntax nodes never leave their adapter, and a program is started in one place.
 * @type {Readonly<Record<string, string>>}
 */
export const adapters = {
  'web-tree-sitter': '^src/languages/shared/',
  'ts-morph': '^src/languages/typescript/',
  '@babel/parser': '^src/languages/javascript/',
  saxes: '^src/results/xml\\.ts$',
  chokidar: '^src/io/watch\\.ts$',
  execa: '^src/cli/browser\\.ts$',
};

/** Laws between neighbours of one room: `from` may not import `to`; `$1` is the group that `from` matched. */
export const neighbours = {
  'a-language-imports-no-other-language': {
    from: '^src/languages/(?!shared/)([^/]+)/',
    to: '^src/languages/(?!shared/)[^/]+/',
    except: '^src/languages/$1/',
  },
  'a-rule-imports-no-other-rule': {
    from: '^src/rules/(?!index\\.ts$|all\\.ts$|run-rules\\.ts$)([^/]+)\\.ts$',
    to: '^src/rules/',
    except: '^src/rules/(rule|documents|mention-rules|near-names|tied-tests|unexplained-tests|$1)\\.ts$',
  },
  'a-plan-rule-imports-no-other-rule': {
    from: '^src/rules/plan/(?!index\\.ts$|claims\\.ts$|edits\\.ts$)([^/]+)\\.ts$',
    to: '^src/rules/',
    except:
      '^src/rules/(rule|plan/(plan-rule|template|boxes|checklist-items|documents|header|moves|numbers|prose|rows|$1))\\.ts$',
  },
  'a-reporter-imports-no-other-reporter': {
    from: '^src/reporters/(?!index\\.ts$|reporter\\.ts$)([^/.]+)',
    to: '^src/reporters/',
    except: '^src/reporters/(reporter\\.ts$|$1[/.])',
  },
};

/** The report's page: it shares the values, the filter language and the payload with the program, nothing else. */
export const browser = {
  path: '^report-ui/',
  may: ['model', 'query', 'payload', 'run-commands'],
  packages: ['d3-array', 'd3-scale'],
};

/**
 * Patterns whose files are not written yet. A pattern that matches a file and still stands here fails the test.
 * @type {readonly string[]}
 */
export const notYet = [];

const anything = '^(src|report-ui|test|scripts|bench|fixtures)/';

/** @param {string} name */
const pathOf = (name) => {
  const path = rooms[name]?.path ?? new Map(Object.entries(doors)).get(name);
  if (path === undefined) throw new Error(`.dependency-cruiser.mjs: no room and no door is called ${name}`);
  return path;
};

/** @param {string} name */
const packagePath = (name) => `node_modules/(@types/)?${name}/`;

/** @param {string} name @param {Room} room */
const lawsOf = (name, room) => [
  {
    name: `${name}-imports-its-neighbours-only`,
    severity: 'error',
    comment: `${name} may import: ${room.may.join(', ') || 'nothing'}.`,
    from: { path: room.path },
    to: { path: anything, pathNot: [room.path, ...room.may.map(pathOf)] },
  },
  {
    name: `${name}-imports-its-packages-only`,
    severity: 'error',
    comment: `${name} may import these packages: ${room.packages?.join(', ') ?? 'none'}.`,
    from: { path: room.path },
    to: {
      dependencyTypesNot: ['core', 'local', 'localmodule'],
      path: 'node_modules/',
      pathNot: [...(room.packages ?? []), ...Object.keys(adapters)].map(packagePath),
    },
  },
  ...(room.core === undefined
    ? []
    : [
        {
          name: `${name}-is-pure`,
          severity: 'error',
          comment: `${name} may import these modules of Node: ${room.core.join(', ') || 'none'}.`,
          from: { path: room.path },
          to: { dependencyTypes: ['core'], pathNot: room.core.map((module) => `^(node:)?${module}$`) },
        },
      ]),
];

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two types may name each other; code that runs may not.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      comment: 'An import that is not found is an edge that no other law sees.',
      from: {},
      to: { couldNotResolve: true },
    },
    ...Object.entries(rooms).flatMap(([name, room]) => lawsOf(name, room)),
    ...lawsOf('report-ui', { ...browser, core: [] }),
    ...Object.entries(adapters).map(([name, path]) => ({
      name: `${name}-stays-in-its-adapter`,
      severity: 'error',
      comment: 'Syntax nodes of a parser never leave the folder that adapts it.',
      from: { path: '^(src|report-ui)/', pathNot: path },
      to: { path: packagePath(name) },
    })),
    {
      name: 'two-files-start-processes',
      severity: 'error',
      comment: 'git, and the command that a user gives to `trace run`. Besides, --open starts a browser with execa.',
      from: { path: '^src/', pathNot: '^src/io/(git|run)-process\\.ts$' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(child_process|cluster)$' },
    },
    ...Object.entries(neighbours).map(([name, law]) => ({
      name,
      severity: 'error',
      comment: 'Neighbours share through the room, not through each other.',
      from: { path: law.from },
      to: { path: law.to, pathNot: law.except },
    })),
  ],
  options: {
    // Type imports are edges too: the table is about what a room knows, not about what is left after compilation.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
