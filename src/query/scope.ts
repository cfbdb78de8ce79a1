// What a reader looks at: everything, or what belongs to the change. One flag of the filter language says it for every list.
import type { Vocabulary } from './match.ts';

export type Scope = 'everything' | 'change';

/** The same rows as `change:true`; a list that knows no such key keeps all of them. */
export function scopedRows<Row>(rows: readonly Row[], vocabulary: Vocabulary<Row>, scope: Scope): readonly Row[] {
  const field = vocabulary.fields.find((each) => each.key === 'change');
  return scope === 'change' && field?.kind === 'flag' ? rows.filter(field.of) : rows;
}
