// Writes docs/report.schema.json from the type Report in src/model/report.ts: `npm run docs`; a test checks that it is up to date.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ENTRY = fileURLToPath(new URL('../src/model/report.ts', import.meta.url));
const OPTIONS = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, allowImportingTsExtensions: true };

/** @typedef {Record<string, unknown>} Schema */

/** The JSON Schema (2020-12) of the report, the version of which it is the description in its id. @returns {Schema} */
export function reportSchema() {
  const program = ts.createProgram([ENTRY], {
    ...OPTIONS,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(ENTRY);
  const symbol = source && checker.getSymbolAtLocation(source);
  const report = symbol && checker.getExportsOfModule(symbol).find(({ name }) => name === 'Report');
  if (!source || !report) throw new Error(`${ENTRY} has no Report`);
  const defs = new Map();
  const root = describe(checker.getDeclaredTypeOfSymbol(report), { checker, source, defs, isRoot: true });
  const properties = /** @type {Schema} */ (root.properties);
  const version = /** @type {{ const: number }} */ (properties.schemaVersion).const;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:trace:schema:report:${version}`,
    title: 'Report of trace',
    ...root,
    properties: { $schema: { const: `urn:trace:schema:report:${version}` }, ...properties },
    $defs: Object.fromEntries([...defs].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/**
 * @typedef {{ checker: ts.TypeChecker, source: ts.SourceFile, defs: Map<string, Schema | null>, isRoot?: boolean }} Context
 * @param {ts.Type} type @param {Context} ctx @returns {Schema}
 */
function describe(type, ctx) {
  const { isRoot, ...inner } = ctx;
  const { checker, defs } = ctx;
  if (type.flags & ts.TypeFlags.StringLike && !type.isLiteral()) return { type: 'string' };
  if (type.flags & ts.TypeFlags.NumberLike && !type.isLiteral()) return { type: 'number' };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
  if (type.isLiteral()) return { const: type.value };
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
    return { type: 'array', items: item ? describe(item, inner) : {} };
  }
  const name = isRoot ? undefined : nameOf(type);
  if (name === undefined) return type.isUnion() ? union(type, inner) : object(type, inner);
  if (!defs.has(name)) {
    defs.set(name, null);
    defs.set(name, type.isUnion() ? union(type, inner) : object(type, inner));
  }
  return { $ref: `#/$defs/${name}` };
}

/** Interfaces and aliases without parameters, as the source calls them. @param {ts.Type} type */
function nameOf(type) {
  if (type.aliasSymbol) return type.aliasTypeArguments?.length ? undefined : type.aliasSymbol.name;
  const isInterface = (type.symbol?.flags ?? 0) & ts.SymbolFlags.Interface;
  return isInterface ? type.symbol.name : undefined;
}

/** @param {ts.UnionType} type @param {Context} ctx @returns {Schema} */
function union(type, ctx) {
  const texts = type.types.filter((one) => one.isStringLiteral());
  // The checker orders members by when it met them; by name the file stays the same.
  const values = texts.map((one) => /** @type {ts.StringLiteralType} */ (one).value).sort();
  const isBoolean = type.types.filter((one) => one.flags & ts.TypeFlags.BooleanLiteral).length === 2;
  const others = type.types.filter(
    (one) => !texts.includes(/** @type {any} */ (one)) && !(isBoolean && one.flags & ts.TypeFlags.BooleanLiteral),
  );
  const members = [
    ...(values.length > 0 ? [values.length === 1 ? { const: values[0] } : { enum: values }] : []),
    ...(isBoolean ? [{ type: 'boolean' }] : []),
    ...others.map((one) => describe(one, ctx)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  ];
  return members.length === 1 && members[0] ? members[0] : { anyOf: members };
}

/** @param {ts.Type} type @param {Context} ctx @returns {Schema} */
function object(type, ctx) {
  const { checker, source } = ctx;
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)))
    throw new Error(`no schema for ${checker.typeToString(type)}`);
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (index) return { type: 'object', additionalProperties: describe(index.type, ctx) };
  const members = checker
    .getPropertiesOfType(type)
    .map((member) => ({
      name: member.name,
      isOptional: (member.flags & ts.SymbolFlags.Optional) !== 0,
      schema: described(member, checker, describe(checker.getTypeOfSymbolAtLocation(member, source), ctx)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
    required: members.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
  };
}

/** With what its comment says. @param {ts.Symbol} member @param {ts.TypeChecker} checker @param {Schema} schema */
function described(member, checker, schema) {
  const description = ts.displayPartsToString(member.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
  return description === '' ? schema : { ...schema, description };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile('docs/report.schema.json', `${JSON.stringify(reportSchema(), null, 2)}\n`);
