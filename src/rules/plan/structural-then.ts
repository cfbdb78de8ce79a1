// A THEN that speaks of the inside of the program: what it says becomes a test that breaks with the next refactoring.
import type { Clause } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { withoutQuoted } from './prose.ts';

interface Sign {
  readonly messageId: 'type' | 'field' | 'formula' | 'count';
  readonly fix: string;
  /** Read without back-ticks. */
  readonly patterns: readonly RegExp[];
  /** Read with them: a word is a name only there. */
  readonly ticked?: readonly RegExp[];
}

const NAME = '[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+';
/** Names of things outside of any program are written like types. */
const KNOWN_WORDS =
  /^(?:GitHub|GitLab|BitBucket|JavaScript|TypeScript|OpenAI|OpenTelemetry|WebSocket|PostgreSQL|MySQL|YouTube|LaTeX|MkDocs|GraphQL|PyTorch|TensorFlow|NumPy|DevOps|MacOS|ConfigMap|StatefulSet|DaemonSet|DeepSeek|ShareGPT|BlackBox)$/;

const SIGNS: readonly Sign[] = [
  {
    messageId: 'type',
    fix: 'say what the thing does for its caller: “it returns a policy that computes 0.0 for any request”',
    patterns: [
      // `*ConstantPriority`
      /(?<![\w*)])\*((?:[a-z]\w{0,60}\.)?[A-Z]\w{0,60}[a-z]\w{0,60})\b(?!\*|\.\*|\s{1,3}(?:produces|emits|outputs|reports|logs|behaves)\b)/,
      // `Decision{Disaggregate: false}`
      /(?<![\w/])((?:[a-z]\w{0,60}\.)?[A-Z]\w{0,60})\{(?=[A-Z}]\w{0,60}:|\})/,
      new RegExp(
        `\\b(?:returns?|creates?|constructs?|yields?|is|be|of type|instance of)\\s+(?:(?:a|an|the|new|fresh|non-nil)\\s+){1,3}((?:[a-z]\\w{0,60}\\.)?${NAME})\\b(?![-.(/{]|\\s{1,3}with\\s[A-Z]\\w{1,60}\\s(?:set|equal)\\b)`,
      ),
    ],
  },
  {
    messageId: 'field',
    fix: 'say what comes out of it: “the next routing decision uses cached affinity”',
    patterns: [
      /(?<![\w/.*-])[a-z]\w{0,40}\.([a-z]{1,30}[A-Z]\w{0,60})\b(?![(./\w])/,
      /\w['’]s\s{1,3}([a-z]{1,30}[A-Z]\w{0,60})\b(?![(./\w=])/,
    ],
    ticked: [
      // `RequestMap[req.ID]`, `shedByTier["batch"]`; `list[int]` is a type of other languages.
      /`((?:\w{1,40}\.)?[A-Za-z]\w{0,60})\[(?!(?:str|int|string|float|bool|bytes|any|number|byte|T)\])[a-z]\w{0,40}(?:\.\w{1,40})?\]`(?!(?:\s\w{1,20})?\s(?:produces|emits|outputs|reports|logs|behaves)\b)/,
      /`((?:\w{1,40}\.)?[a-z]{1,30}[A-Z]\w{0,60})\[[^\]`]{1,40}\]`/,
      /`([a-z]{1,30}[A-Z]\w{0,60})`\s{1,3}(?:counter\b|grows\b|increments\b|does not contain\b|(?:is|MUST be|are)\s(?:nil\b|incremented|decremented|recomputed|never (?:in|de)cremented))/,
    ],
  },
  {
    messageId: 'formula',
    fix: 'say the order or the outcome: “instances with higher cache hit rates rank higher”',
    patterns: [
      /(?:=|\bequals?(?: to)?|\bis|\bbe)\s{1,3}((?:[^=;,.]|\.(?=\d)){0,60}(?:[\w)\]]\s{1,3}[*×]\s{1,3}[\w([]|\d[*×][a-zA-Z(]|[\w)\]][*×]\()(?:[^=;,.]|\.(?=\d)){0,60})/,
    ],
  },
  {
    messageId: 'count',
    fix: 'say what the entries do, not how many there are',
    patterns: [/\blen\(([\w.]{0,60}\.[a-z]\w{0,60}|[a-z]{1,30}[A-Z]\w{0,60})\)/],
  },
];

export const structuralThen = planRule(
  {
    id: 'plan/structural-then',
    title: 'A THEN about the inside of the program',
    defaultSeverity: 'warning',
    docs: {
      what: 'A THEN clause (or an AND below it) that names a concrete type (`*ConstantPriority`, `Decision{…}`, “returns a BatchConfig”), an internal field or collection (`router.scoreCache`, “the router’s scoreCache”, `requestMap[id]`, “`shedCount` is incremented”), a formula with a product, or the length of an internal collection. Quotations and conditions (“if …, a warning is logged”) are left out, and a type that is only the subject (“the resulting `*Router` produces …”), the source (“populated from …”), what is ruled out (“(not a …)”) or the bearer of an exported field (“a Decision with Target set to …”); back-ticks are not. Public functions, exported fields, configuration keys and sums that must balance are allowed.',
      why: 'The THEN becomes the assertion of the test. One that speaks of structure makes a test that breaks on a refactoring and passes on a wrong answer.',
      fix: 'Say what a caller or a user can observe.',
    },
    messages: {
      type: '{label} promises a type, `{found}`: what can be observed of it?',
      field: '{label} promises a state of `{found}`, which only the program sees',
      formula: '{label} repeats a formula, `{found}`: a wrong formula would be promised just so',
      count: '{label} counts the entries of `{found}`, which only the program sees',
    },
    source: 'Plan template, Phase 1, “THEN clause quality gate”, and Phase 4, rule 10.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    for (const { label, clauses } of facts.contracts) {
      for (const clause of promisesOf(clauses)) {
        const promise = clause.text.replace(CONDITION, (words) => ' '.repeat(words.length));
        const text = withoutQuoted(promise.replace(SOURCE, (words) => ' '.repeat(words.length)));
        for (const { messageId, patterns, ticked = [], fix } of SIGNS) {
          const names = [
            ...patterns.flatMap((one) => nameIn(one, text)),
            ...ticked.flatMap((one) => nameIn(one, promise)),
          ];
          const [found] = names;
          if (found === undefined) continue;
          yield {
            messageId,
            data: { label, found: balanced(found.slice(0, 80)) },
            at: clause.at,
            fix,
            label,
            key: messageId,
          };
          break;
        }
      }
    }
  },
);

/** “if its count is nil, a warning is logged”: what follows is promised. */
const CONDITION = /^\W{0,4}(?:if|when|unless|while|as long as)\b[^,;]{1,200}[,;]/i;

/** “populated from the aggregated `*Metrics`”, “(not a `Cache{}` of its own)”: neither is promised. */
const SOURCE = /\bfrom\s(?:(?:a|an|the)\s)?(?:[a-z]{1,20}\s)?`?\*?[\w.]{1,80}`?|\((?:not|instead of)\b[^)]{1,200}\)/g;

/** Not beyond a parenthesis that is open where the words end. */
function balanced(found: string): string {
  const open = found.lastIndexOf('(');
  return (open > found.lastIndexOf(')') ? found.slice(0, open) : found).trim();
}

function nameIn(pattern: RegExp, text: string): readonly string[] {
  const name = pattern.exec(text)?.[1];
  return name === undefined || KNOWN_WORDS.test(name) ? [] : [name];
}

/** THEN, and each AND that goes on with it. */
function promisesOf(clauses: readonly Clause[]): readonly Clause[] {
  let promising = false;
  return clauses.filter(({ keyword }) => {
    if (keyword !== 'AND') promising = keyword === 'THEN';
    return promising;
  });
}
