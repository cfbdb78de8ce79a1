// What can fail a test in the words of the JavaScript runners, and what cannot.
// Its contracts: docs/plans/test-worth-plan.md
import { describe, expect, it } from 'vitest';
import type { TestNode } from '../../src/model/graph.ts';
import { commit, linked } from '../support/small-history.ts';

const testIn = (source: string, name = 'it'): TestNode =>
  linked([commit('test: it', { 'q.test.js': `${source}\n` })]).test(name);

const body = (inside: string, before = ''): string => `${before}\nit('it', async () => {\n  ${inside}\n});`;
const given = (parameter: string, inside: string): string => `it('it', async (${parameter}) => {\n  ${inside}\n});`;

describe('what can fail a JavaScript test', () => {
  it.each([
    ['expect', body('expect(run()).toBe(1);')],
    ['a promise that must fail', body('await expect(run()).rejects.toThrow();')],
    ['a number of expectations', body('expect.assertions(1);\n  run();')],
    ['expectations at all', body('expect.hasAssertions();\n  run();')],
    ['the type of an expression', body('expectTypeOf(run).returns.toBeNumber();')],
    ['a type that must hold', body('assertType(run());')],
    ['what the compiler expects', body('// @ts-expect-error a number is wanted\n  run("one");')],
    ['a type that is satisfied', body('run satisfies Runner;')],
    ['running what must not throw', body('run(); // must not throw')],
    ['assert', body('assert.equal(run(), 1);', "import assert from 'node:assert/strict';")],
    ['a function of assert', body('deepEqual(run(), 1);', "import { deepEqual } from 'assert';")],
    ['assert of the context', given('t', 't.assert.equal(run(), 1);')],
    ['chai’s expect', body('expect(run()).to.be.true;')],
    ['chai’s should', body('run().should.equal(1);')],
    ['chai’s should without a call', body('result.should.be.true;')],
    ['should.exist', body('should.exist(run());')],
    ['supertest', body("await request(app).get('/').expect(200);")],
    ['sinon', body('sinon.assert.calledOnce(spy);')],
    ['a mock that is verified', body('mock.verify();')],
    ['a throw', body("if (run() !== 1) throw new Error('no');")],
    ['a query that must find', body("screen.getByText('one');")],
    ['waiting for something', body('await waitForElementToBeRemoved(node);')],
    ['Playwright’s page', given('{ page }', "await page.click('#one');")],
    ['Cypress', body("cy.get('#one').should('be.visible');")],
    ['Cypress without should', body("cy.contains('one');")],
    ['a callback that has to be called', given('done', "queue.on('end', () => done());")],
    ['a callback that is handed on', given('done', "queue.on('end', done);")],
    ['a body that must fail', "it.fails('it', () => {\n  run();\n});"],
    ['a property', body('fc.assert(fc.property(fc.integer(), run));')],
    ['a helper of the file', body('check(run());', 'const check = (x) => expect(x).toBe(1);')],
    [
      'a method of the file',
      body('new Checks().one(run());', 'class Checks {\n  one(x) {\n    expect(x).toBe(1);\n  }\n}'),
    ],
    ['a helper of a support file', body('runCase(1);', "import { runCase } from './support/cases';")],
    ['a function that says it checks', body('expectQueue(run());', "import { expectQueue } from '../queue';")],
  ])('BC-3: %s can', (_, source) => {
    expect(testIn(source).worth).toBe('asserts');
  });

  it.each([
    ['calling the subject', body('run(1);', "import { run } from '../src/run';")],
    ['awaiting it', body('await run(1);', "import { run } from '../src/run';")],
    ['logging', body('console.log(run());')],
    ['an expectation without a matcher', body('expect(run());')],
    ['a throw in somebody else’s callback', body("queue.use(() => { throw new Error('input'); });")],
    ['a query that may find nothing', body("screen.queryByText('one');")],
    ['a helper of the file that sets up', body('setup();', 'function setup() {\n  run();\n}')],
    ['nothing at all', body('')],
  ])('BC-3: %s alone cannot', (_, source) => {
    expect(testIn(source).worth).toBe('hollow');
  });

  it('BC-4: the words speak of expect and assert, and name what was called', () => {
    expect(testIn(body('run(1);\n  stop();')).worthWhy).toBe(
      '2 functions called (run, stop); no expect, assert or throw; only something thrown on the way would fail it',
    );
  });

  it.each([
    ["it.skip('it', () => { expect(run()).toBe(1); });", 'skipped', 'it is skipped without a condition', undefined],
    ["it.todo('it');", 'skipped', 'it is skipped: todo', undefined],
    [
      "it.skipIf(!process.env.DB)('it', () => { expect(run()).toBe(1); });",
      'asserts',
      'it calls expect().toBe',
      '!process.env.DB',
    ],
    [
      "it.skipIf(process.env.CI)('it', () => { expect(run()).toBe(1); });",
      'asserts',
      'it calls expect().toBe',
      undefined,
    ],
    [
      "it.runIf(process.env.DB)('it', () => { expect(run()).toBe(1); });",
      'asserts',
      'it calls expect().toBe',
      '!(process.env.DB)',
    ],
  ])('BC-5: %s is %s', (source, worth, why, waitsFor) => {
    const test = testIn(source);
    expect([test.worth, test.worthWhy, test.waitsFor]).toEqual([worth, why, waitsFor]);
  });
});
