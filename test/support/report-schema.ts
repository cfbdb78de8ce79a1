// The shipped schema of the report as a question: what of a report does it not allow?
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../../src/model/report.ts';
import { jsonReporter } from '../../src/reporters/json.ts';

export const shippedText = readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8');

/** Readers may meet a field that is new; here one that the type does not know is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && 'required' in schema ? { ...inner, additionalProperties: false } : inner;
}

const validate = new Ajv2020({ strict: false, allErrors: false }).compile(Object(closed(JSON.parse(shippedText))));

/** Empty for a valid report. */
export const schemaMistakes = (report: Report): readonly unknown[] => {
  const isValid = validate(JSON.parse(jsonReporter.render(report, { color: false, width: 80, assets: null })));
  return isValid
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) => [instancePath, message, params]);
};
