// Finds the comments of a TypeScript file: what opens like one outside of strings, templates, regular expressions and JSX text.
import { SyntaxKind, ts } from 'ts-morph';
import type { Span } from '../shared/describe-it/tree.ts';

const opaqueKinds: ReadonlySet<number> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.JsxText,
]);

/** In order. The parser keeps comments between its tokens, so they are all that looks like one and stands in none. */
export const commentsOf = (file: ts.SourceFile): readonly Span[] => {
  const { text } = file;
  const opaque = opaqueSpans(file);
  const comments: Span[] = [];
  let next = 0;
  for (let at = text.startsWith('#!') ? text.indexOf('\n') : 0; at !== -1; ) {
    const slash = text.indexOf('/', at);
    if (slash === -1) break;
    while ((opaque[next]?.end ?? Number.POSITIVE_INFINITY) <= slash) next++;
    const around = opaque[next];
    if (around !== undefined && around.start <= slash) {
      at = around.end;
      continue;
    }
    const end = endOfComment(text, slash);
    if (end !== slash) comments.push({ start: slash, end });
    at = Math.max(end, slash + 1);
  }
  return comments;
};

/** Offset behind the comment that opens here, or `at` where none does. */
const endOfComment = (text: string, at: number): number => {
  const second = text.charAt(at + 1);
  const close = second === '/' ? text.indexOf('\n', at) : second === '*' ? text.indexOf('*/', at + 2) : at;
  if (close === at) return at;
  if (close === -1) return text.length;
  return second === '*' ? close + 2 : close;
};

/** Spans that hide slashes, in order; walked without recursion, because code can be nested deeper than the stack is. */
const opaqueSpans = (file: ts.SourceFile): readonly Span[] => {
  const spans: Span[] = [];
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (opaqueKinds.has(node.kind))
      spans.push({ start: node.kind === SyntaxKind.JsxText ? node.pos : node.getStart(file), end: node.end });
    ts.forEachChild(node, (child) => {
      open.push(child);
    });
  }
  return spans.sort((a, b) => a.start - b.start);
};
