// Which names of plans can stand before a label: `queue-plan#BC-3`. What is proposed must be read as it was meant.

/** Letters of scripts that put blanks between words; of others nobody could tell where the name begins. */
const CHARACTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}._/-]/u;

export const isQualifierCharacter = (character: string): boolean => CHARACTER.test(character);

/** False for a name with a blank, a quotation mark, another `#`: it can be written, and not be found again. */
export const isQualifier = (name: string): boolean =>
  name !== '' && !/^[./]/.test(name) && [...name].every(isQualifierCharacter);
