// Does a test wait to be asked? A skip that an environment variable or a flag lifts keeps a test out of every plain run.
import type { Skip, TestSyntax } from '../model/test.ts';

/** `TestRegenGoldenDataset` writes what other tests compare with. */
export const generatorName = /Regen|Generate|Update/;

/** The skip holds where the variable is *not* set: `os.Getenv("X") == ""`, `!ok`, `!process.env.X`, `!= "1"`, `not os.environ.get("X")`. */
const whileUnset =
  /(?:==|===|\bis)\s*(?:""|''|nil\b|null\b|undefined\b|None\b)|!==?\s*["'`]\w|!==?\s*(?:true|True)\b|(?:^|[\s(;&|,])!(?!=)|\bnot\b/;
/** `!= ""`, `is not None`: it holds where the variable *is* set. */
const whileSet = /!==?\s*(?:""|''|nil\b|null\b|undefined\b)|\bis\s+not\s+None\b/;

export const waitsToBeAsked = ({ kind, condition }: Skip): boolean =>
  kind === 'environment' && !whileSet.test(condition) && whileUnset.test(condition);

/** The skip that keeps a test out of a plain run until it is asked for; undefined where there is none. */
export const skipUntilAsked = ({ skips }: Pick<TestSyntax, 'skips'>): Skip | undefined => skips.find(waitsToBeAsked);
