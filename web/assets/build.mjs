// Bundles the browser sources. OUTDIR (default ../static/bundle) receives stable entry names,
// hashed chunks, manifest.json ({entry: {file, hash, bytes}}) and NOTICES.txt.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const outdir = path.resolve(here, process.env.OUTDIR || '../static/bundle');
const entries = ['app', 'form', 'diagram', 'visite', 'editor_diagram', 'editor_form', 'editor_decision'];
const workers = ['visite_worker'];

removeFormerBuild();

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: [...entries, ...workers].map(name => `src/${name}.js`),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  minify: true,
  metafile: true,
  chunkNames: 'chunk-[hash]',
  assetNames: 'asset-[name]-[hash]',
  banner: { js: '/*! Licences: NOTICES.txt */', css: '/*! Licences: NOTICES.txt */' },
  legalComments: 'linked',
  loader: { '.woff2': 'dataurl' },
  logLevel: 'warning',
});

writeManifest();
fs.writeFileSync(path.join(outdir, 'NOTICES.txt'), notices(metafile, here, legalTexts()));

function removeFormerBuild() {
  fs.mkdirSync(outdir, { recursive: true });
  for (const name of fs.readdirSync(outdir)) {
    if (/\.(js|css|txt|json)$/.test(name)) fs.rmSync(path.join(outdir, name));
  }
}

function writeManifest() {
  const manifest = {};
  const files = [...entries.flatMap(name => [`${name}.js`, `${name}.css`]), ...workers.map(name => `${name}.js`)];
  for (const file of files) {
    const content = fs.readFileSync(path.join(outdir, file));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    manifest[file] = { file, hash, bytes: content.length };
  }
  fs.writeFileSync(path.join(outdir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function legalTexts() {
  return fs.readdirSync(outdir).filter(name => name.endsWith('.LEGAL.txt')).sort()
    .map(name => fs.readFileSync(path.join(outdir, name), 'utf8'));
}
