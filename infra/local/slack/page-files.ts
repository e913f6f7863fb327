import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Answer } from './http.ts';

const folder = join(import.meta.dirname, 'page');

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Slack look-alike</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/page.css" />
  </head>
  <body>
    <div id="page"></div>
    <script src="/page.js"></script>
  </body>
</html>
`;

/** Nothing is fetched from elsewhere, whatever a message says. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cache-control': 'no-store',
};

let bundled: Promise<{ js: string; css: string }> | undefined;

/** The page's own files, by path. */
export async function pageFile(path: string): Promise<Answer> {
  if (path === '/') return { status: 200, text: HTML, type: 'text/html; charset=utf-8', headers: HEADERS };
  if (path !== '/page.js' && path !== '/page.css') return { status: 404, text: 'not found' };
  bundled ??= bundle();
  const { js, css } = await bundled;
  return path === '/page.js'
    ? { status: 200, text: js, type: 'text/javascript; charset=utf-8', headers: HEADERS }
    : { status: 200, text: css, type: 'text/css; charset=utf-8', headers: HEADERS };
}

async function bundle(): Promise<{ js: string; css: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.tsx')],
    bundle: true,
    write: false,
    outfile: 'page.js',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [blockKitByClass],
    logLevel: 'silent',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { js: text('.js'), css: text('.css') };
}

/**
 * The library's styles hang on an id, of which a page may have one, and insist on a font; here they hang on a class, and
 * the font is the page's.
 */
const blockKitByClass: Plugin = {
  name: 'block-kit-by-class',
  setup({ onLoad }) {
    onLoad({ filter: /slack-blocks-to-jsx[\\/]dist[\\/]style\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      const byClass = css.replaceAll('#slack_blocks_to_jsx', '.block-kit');
      const ownFont = byClass.replace(/font-family:[^;}]*!important/g, 'font-family:inherit');
      return { contents: ownFont, loader: 'css' };
    });
  },
};
