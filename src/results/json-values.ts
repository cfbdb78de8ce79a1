// Takes unknown JSON apart without believing its shape.

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `` where it is no text. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Null where it is no finite number. */
export const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** The texts of a list; one text is a list of one. */
export const asTexts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : asList(value).filter((each) => typeof each === 'string');

/** A line number, or null. */
export const asLine = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
