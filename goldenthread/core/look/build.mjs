// Builds static/core/goldenthread.css and goldenthread.js from this folder and GOV.UK Frontend.
//   npm install --no-package-lock && npm run build
// The results are committed, so that running the service needs neither Node nor npm.
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";

const here = import.meta.dirname;
const out = `${here}/../static/core`;
const notice = "GOV.UK Frontend 6.3.0, MIT licence, Crown Copyright (Government Digital Service), trimmed; and Golden Thread, MIT licence";

const { css } = compile(`${here}/goldenthread.scss`, { loadPaths: [`${here}/node_modules`], style: "compressed", quietDeps: true });
// Custom properties that nothing in our pages reads, and prefixes for browsers that are gone.
const plain = css
  .replace(/-webkit-font-smoothing:antialiased;?|-moz-osx-font-smoothing:grayscale;?|-webkit-text-size-adjust:[^;}]*;?|-moz-text-size-adjust:[^;}]*;?/g, "")
  .replace(/\/\*[\s\S]*?\*\//g, "");
writeFileSync(`${out}/goldenthread.css`, `/* ${notice} */\n${plain}`);

await build({ entryPoints: [`${here}/goldenthread.js`], bundle: true, minify: true, format: "esm", target: "es2020", nodePaths: [`${here}/node_modules`], outfile: `${out}/goldenthread.js`, banner: { js: `/* ${notice} */` }, legalComments: "none" });

for (const name of ["goldenthread.css", "goldenthread.js"]) {
  const made = readFileSync(`${out}/${name}`);
  console.log(name, made.length, "bytes,", gzipSync(made, { level: 9 }).length, "gzipped");
}
