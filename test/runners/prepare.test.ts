// What is added to the commands that people start tests with, and which are refused.
// Its contracts: docs/plans/run-and-serve-plan.md
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { type Around, prepareCommand } from '../../src/runners/index.ts';

const AROUND: Around = {
  temporary: (name) => `out/${name}`,
  isTerminal: false,
  inGithubJob: false,
  nodeMajor: 20,
  scripts: new Map([
    ['test', 'tsc -p . && vitest run'],
    ['unit', 'NODE_ENV=test jest --coverage'],
    ['node', 'node --test'],
    ['files', 'node --test test/*.js'],
    ['both', 'vitest run && echo done'],
    ['make', 'make test'],
  ]),
};

const started = (command: string, around: Partial<Around> = {}): string =>
  prepareCommand(command.split(' '), { ...AROUND, ...around }).words.join(' ');
const resultsOf = (command: string): string => {
  const { results } = prepareCommand(command.split(' '), AROUND);
  return results.in === 'output' ? 'output' : results.path;
};
const refusal = (command: string): string => {
  try {
    prepareCommand(command.split(' '), AROUND);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} · ${error.remedy}`;
    throw error;
  }
  throw new Error(`not refused: ${command}`);
};

const VITEST = '--reporter=json --outputFile.json=out/vitest.json';
const JEST = '--json --outputFile=out/jest.json --testLocationInResults';
const JUNIT = '--test-reporter=junit --test-reporter-destination=out/node-test.xml';

describe('commands of runners', () => {
  it.each([
    ['go test ./...', 'go test -json ./...'],
    ['/usr/bin/go -C sub test -run X', '/usr/bin/go -C sub test -json -run X'],
    ['go test -v -race ./... -args -v', 'go test -json -race ./... -args -v'],
    ['gotestsum -- ./...', 'gotestsum --junitfile=out/gotestsum.xml -- ./...'],
    ['vitest run src', `vitest run src --reporter=default ${VITEST}`],
    ['vitest', `vitest --run --reporter=default ${VITEST}`],
    ['vitest run --reporter dot', `vitest run --reporter dot ${VITEST}`],
    ['jest src -- x', `jest src ${JEST} -- x`],
    ['node node_modules/jest/bin/jest.js', `node node_modules/jest/bin/jest.js ${JEST}`],
    ['pytest -q tests', 'pytest -q tests --junit-xml=out/pytest.xml'],
    ['python3 -m pytest', 'python3 -m pytest --junit-xml=out/pytest.xml'],
    ['node --test a.js', `node ${JUNIT} --test-reporter=tap --test-reporter-destination=stdout --test a.js`],
    ['node --test --test-reporter=dot', `node ${JUNIT} --test-reporter-destination=stdout --test --test-reporter=dot`],
  ])('BC-1: %s is started as %s', (command, expected) => {
    expect(started(command)).toBe(expected);
  });

  it.each([
    ['go test -json ./...', 'output'],
    ['gotestsum --junitfile out.xml', 'out.xml'],
    ['pytest --junitxml out.xml', 'out.xml'],
    ['vitest run --reporter=junit --outputFile=out.xml', 'out.xml'],
    ['vitest run --reporter=json --outputFile.json out.json', 'out.json'],
  ])('BC-1: what %s writes by itself is used as it is', (command, place) => {
    expect(started(command)).toBe(command);
    expect(resultsOf(command)).toBe(place);
  });

  it('BC-1: what would have been chosen without a reporter stays: annotations in a job, tap or spec of node', () => {
    expect(started('vitest run', { inGithubJob: true })).toContain('--reporter=default --reporter=github-actions');
    expect(started('node --test', { isTerminal: true })).toContain('--test-reporter=spec');
    expect(started('node --test', { nodeMajor: 24 })).toContain('--test-reporter=spec');
  });

  it.each([
    ['vitest --watch', 'never ends'],
    ['jest --watchAll', 'never ends'],
    ['node --test --watch', 'never ends'],
    ['jest --json', 'trace run --results FILE'],
    ['vitest run --outputFile=x.html --reporter=html', 'trace run --results FILE'],
  ])('BC-1: %s is refused: %s', (command, why) => {
    expect(refusal(command)).toContain(why);
  });
});

describe('launchers and scripts', () => {
  it.each([
    ['npx vitest run', `npx vitest run --reporter=default ${VITEST}`],
    ['npx --yes -p jest jest', `npx --yes -p jest jest ${JEST}`],
    ['pnpm vitest run', `pnpm vitest run --reporter=default ${VITEST}`],
    ['pnpm exec jest', `pnpm exec jest ${JEST}`],
    ['uv run --with x pytest', 'uv run --with x pytest --junit-xml=out/pytest.xml'],
    ['env CI=1 go test ./a', 'env CI=1 go test -json ./a'],
    ['npm test', `npm test -- --reporter=default ${VITEST}`],
    ['npm run test -- src', `npm run test -- src --reporter=default ${VITEST}`],
    ['yarn test', `yarn test --reporter=default ${VITEST}`],
    ['pnpm run unit', `pnpm run unit ${JEST}`],
    ['npm run node', `npm run node -- ${JUNIT} --test-reporter=tap --test-reporter-destination=stdout`],
  ])('BC-2: %s is started as %s', (command, expected) => {
    expect(started(command)).toBe(expected);
  });

  it.each([['npm run both'], ['npm run make'], ['npm run files'], ['npm -w a test'], ['yarn workspace a test']])(
    'BC-2: %s counts as unknown',
    (command) => {
      expect(refusal(command)).toContain('--results');
    },
  );
});

describe('unknown commands', () => {
  it('BC-7: the known runners and the way for every other are named', () => {
    expect(refusal('make test')).toBe(
      '`make test` is no test runner that trace knows · Known: go test, gotestsum, vitest, jest, pytest, node --test, also behind npx and the like or as the last command of a package.json script. For any other, let it write its results and name them: trace run --results out.xml -- make test',
    );
  });

  it.each([
    ['cargo test', 'no results that can be trusted'],
    ['cargo nextest run', 'junit.path'],
  ])('BC-7: of %s is said what is possible', (command, words) => {
    expect(refusal(command)).toContain(words);
    expect(refusal(command)).toContain('trace run --results target/nextest/ci/junit.xml -- cargo nextest run');
  });
});
