// Checks the import table (.dependency-cruiser.mjs): `node scripts/architecture.mjs [folder]` prints what it saw and every violation.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise } from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';

/** Fewer than this and the check was blind. */
export const LEAST = { modules: 100, edges: 300 };

/**
 * dependency-cruiser sees nothing, and says nothing, beside a TypeScript it does not know (7.0); so the counts are part of
 * the answer and every caller asserts them.
 * @typedef {{ modules: readonly string[], edges: number, violations: readonly { law: string, from: string, to: string }[] }} Seen
 */

/** @param {string} root Folder that holds src/ and report-ui/. @returns {Promise<Seen>} */
export const cruiseArchitecture = async (root) => {
  const { forbidden, options } = config;
  const { output } = await cruise(
    ['src', 'report-ui'],
    /** @type {any} */ ({ ...options, baseDir: root, ruleSet: { forbidden }, validate: true, tsConfig: undefined }),
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');
  const own = output.modules.filter((module) => /^(src|report-ui)\//.test(module.source));
  return {
    modules: own.map((module) => module.source).sort(),
    edges: own.reduce((sum, module) => sum + module.dependencies.length, 0),
    violations: output.summary.violations.map((violation) => ({
      law: violation.rule.name,
      from: violation.from,
      to: violation.to,
    })),
  };
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { modules, edges, violations } = await cruiseArchitecture(resolve(process.argv[2] ?? '.'));
  for (const { law, from, to } of violations) console.error(`${from} → ${to}: ${law}`);
  console.log(`architecture: ${modules.length} modules, ${edges} imports, ${violations.length} violations`);
  if (modules.length < LEAST.modules || edges < LEAST.edges) {
    console.error('architecture: too little was seen; does dependency-cruiser know this version of TypeScript?');
    process.exitCode = 1;
  }
  if (violations.length > 0) process.exitCode = 1;
}
