// The HTML report: one offline file that carries its data, its script and its style, and may load nothing else.
import type { Report } from '../../model/report.ts';
import { LAYERS, PART, payloadId } from '../../payload/page.ts';
import type { RenderOptions, Reporter } from '../reporter.ts';
import { packedData } from './data.ts';
import { asciiMarkup, capStrings, contentPolicy, embeddableJson, inlineText } from './embed.ts';
import { firstScreen } from './first-screen.ts';
import { gapList } from './gap-list.ts';
import { glyph, glyphSheet } from './glyphs.ts';
import { html, Markup } from './markup.ts';

const OUTCOME_WORDS = { pass: 'passed', fail: 'failed', undecided: 'could not judge' } as const;

/** An element a part: the page reads none before it is asked for. */
function payload(report: Report): readonly Markup[] {
  const { names, packed } = packedData(report);
  const data = (name: string, value: unknown): Markup =>
    html`<script type="application/json" id="${payloadId(name)}">${new Markup(embeddableJson(value))}</script>\n`;
  return [
    ...LAYERS.map((name, at) => data(name, packed.layers[at])),
    ...names.map((name, at) => data(name, packed.parts[at])),
  ];
}

/** What is there to read before any script. */
const shown = (report: Report): Markup => html`${glyphSheet()}
<a class="skip" href="#${PART.main}">Skip to the report</a>
<header class="top"><div class="wide"><p class="brand">${glyph('mark')}<b>trace</b><span class="repo">${report.repo.name}</span></p><nav id="${PART.nav}" aria-label="Screens"></nav><div id="${PART.tools}"></div></div></header>
<main id="${PART.main}" tabindex="-1"><div id="${PART.first}">${firstScreen(report)}</div>${gapList(report)}</main>
<footer class="foot"><p>trace ${report.tool.version} · report format ${report.schemaVersion} · this file loads nothing and sends nothing</p></footer>`;

function page(report: Report, script: string, style: string): Markup {
  const raw = (text: string): Markup => new Markup(text);
  const ascii = ({ text }: Markup): Markup => raw(asciiMarkup(text));
  // The policy comes first: what stands before it is not under it.
  return html`<!doctype html>
<html lang="en">
<head><meta http-equiv="Content-Security-Policy" content="${raw(contentPolicy(script, style))}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="trace ${report.tool.version}">
${ascii(html`<title>trace · ${report.repo.name}: ${OUTCOME_WORDS[report.verdict.outcome]}</title>`)}
<style>${raw(style)}</style>
</head>
<body>
${ascii(shown(report))}
${payload(report)}
<script>${raw(script)}</script>
</body>
</html>
`;
}

export const htmlReporter: Reporter = {
  id: 'html',
  extension: 'html',
  mediaType: 'text/html; charset=utf-8',
  /** Throws where the assets are missing or could not be inlined: both are bugs of the build. */
  render(report: Report, options: RenderOptions): string {
    if (!options.assets) throw new Error('the HTML report needs the bundled page (assets)');
    const { script, style } = options.assets;
    return page(capStrings(report), inlineText(script.trim(), 'script'), inlineText(style.trim(), 'style')).text;
  },
};
