// An example of a query that finds something: made of a row that is there, so that whoever tries it sees what it does.
import type { Field, Vocabulary } from './match.ts';
import { writeTerm } from './parse.ts';

function valueIn<Row>(field: Field<Row>, row: Row): string | null {
  switch (field.kind) {
    case 'flag':
      return String(field.of(row));
    case 'number': {
      const [first] = field.of(row);
      return first === undefined ? null : String(first);
    }
    default:
      return field.of(row).find((each) => each !== '') ?? null;
  }
}

/** Terms of these keys that all hold for the first row that has them; empty where no row has any. */
export function exampleOf<Row>({ fields }: Vocabulary<Row>, rows: readonly Row[], keys: readonly string[]): string {
  const asked = keys.flatMap((key) => fields.filter((field) => field.key === key));
  const termsOf = (row: Row): readonly string[] =>
    asked.flatMap((field) => {
      const value = valueIn(field, row);
      return value === null ? [] : [writeTerm(field.key, value)];
    });
  const whole = rows.find((row) => termsOf(row).length === asked.length) ?? rows[0];
  return whole === undefined ? '' : termsOf(whole).join(' ');
}
