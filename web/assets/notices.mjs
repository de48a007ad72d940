// The text of NOTICES.txt: every npm package that ends in the bundle, with version and licence.
import fs from 'node:fs';
import path from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying)(\.(md|txt|mit))?$/i;

// metafile: esbuild's; root: where node_modules stands; legal: comments esbuild kept aside.
export function notices(metafile, root, legal) {
  const packages = bundledFolders(metafile).map(folder => describe(path.join(root, folder)));
  packages.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const unknown = packages.filter(p => !p.licence);
  if (unknown.length) throw new Error(`no licence: ${unknown.map(p => p.name).join(', ')}`);
  const list = packages.map(p => `${p.name} ${p.version} (${p.licence})`).join('\n');
  const texts = packages.map(p => `${rule()}\n${p.name} ${p.version}\n${rule()}\n\n${p.text}`);
  const comments = [...new Set(legal)].join('\n\n');
  return `Third-party software in these files\n\n${list}\n\n${texts.join('\n\n')}\n\n`
    + `${rule()}\nComments kept from the sources\n${rule()}\n\n${comments}\n`;
}

function bundledFolders(metafile) {
  const inputs = Object.values(metafile.outputs).flatMap(output => Object.keys(output.inputs));
  const folders = inputs.map(input => input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]);
  return [...new Set(folders.filter(Boolean))];
}

function describe(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json')));
  const file = fs.readdirSync(folder).find(entry => LICENCE_FILE.test(entry));
  const text = file ? fs.readFileSync(path.join(folder, file), 'utf8').trim()
    : `Licence declared in package.json: ${license}`;
  return { name, version, licence: license, text };
}

function rule() {
  return '-'.repeat(72);
}
