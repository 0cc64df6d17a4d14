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
// What no page of ours uses, and cures for browsers that are gone, leave the sheet.
const leftOut = /summary-card|--inverse|govuk-panel|govuk-section-break|--text-colour|govuk-clearfix|grid-column-[a-z-]+-from|--(orange|magenta)\b|link--(muted|no-)|link-image|radios--(inline|small)|input__[ps]|--extra-letter|small-text-until|--numeric/;
const oldBrowsers = /^@supports not \((caret-color|text-wrap)|^@media screen.?\\0|\\0\)/;

function trimmed(sheet) {
  let kept = "";
  for (let at = 0; at < sheet.length; ) {
    const open = sheet.indexOf("{", at);
    if (open < 0) return kept + sheet.slice(at);
    let end = open + 1;
    for (let depth = 1; depth; end++) depth += sheet[end] === "{" ? 1 : sheet[end] === "}" ? -1 : 0;
    const [head, body] = [sheet.slice(at, open), sheet.slice(open + 1, end - 1)];
    at = end;
    if (oldBrowsers.test(head)) continue;
    if (head.startsWith("@supports not (-ms-ime")) {
      kept += trimmed(body); // true of every browser but one that is gone
      continue;
    }
    if (head.startsWith("@") && body.includes("{")) {
      const inside = trimmed(body);
      if (inside) kept += `${head}{${inside}}`;
    } else {
      const selectors = head.split(",").filter((selector) => !leftOut.test(selector));
      if (selectors.length) kept += `${selectors.join(",")}{${body}}`;
    }
  }
  return kept;
}

// Left and right become the start and the end of a line, so that one sheet serves languages of both directions.
const sides = { left: "inline-start", right: "inline-end" };
const property = /(?<=[{;])(margin|padding|border)-(left|right)(?!-color:inherit)(?=[-:])|(?<=[{;])(left|right)(?=:)/g;
const fourSides = /(?<=[{;])(margin|padding):([^;{}()]+?)(!important)?(?=[;}])/g;
function mirrored(sheet) {
  return sheet
    .replace(property, (_, kind, side, alone) => (alone ? `inset-${sides[alone]}` : `${kind}-${sides[side]}`))
    .replace(/(?<=[{;])(text-align|float|clear):(left|right)(?=[;}!])/g, (_, name, side) => `${name}:${name === "text-align" ? sides[side].slice(7) : sides[side]}`)
    .replace(/(margin|padding)-inline-(start|end):([^;{}]+);\1-inline-(?!\2)(?:start|end):\3(?=[;}])/g, "$1-inline:$3")
    .replace(fourSides, (whole, name, values, important = "") => {
      const [top, right, bottom, left] = values.trim().split(/\s+/);
      return left === undefined || left === right ? whole : `${name}-block:${top} ${bottom}${important};${name}-inline:${left} ${right}${important}`;
    });
}

const plain = trimmed(
  mirrored(css)
    .replace(/-webkit-font-smoothing:antialiased;?|-moz-osx-font-smoothing:grayscale;?|-webkit-text-size-adjust:[^;}]*;?|-moz-text-size-adjust:[^;}]*;?|-webkit-clip-path:[^;}]*;?|-webkit-appearance:[^;}]*;?|-moz-appearance:[^;}]*;?|-webkit-clip-path:[^;}]*;?|-webkit-text-decoration-skip(-ink)?:[^;}]*;?|width:-webkit-fit-content;?|-ms-user-select:[^;}]*;?|(?<![-\w])text-decoration-skip:[^;}]*;?/g, "")
    .replace(/,\(-ms-high-contrast: active\)/g, "")
    .replace(/@media print\{[^{}]*\{(font-family:sans-serif|color:#000)\}\}/g, "") // a printer's black is ours, and so are its letters
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\ufeff|@charset "UTF-8";/g, ""),
);
writeFileSync(`${out}/goldenthread.css`, `/* ${notice} */\n${plain}`);

await build({ entryPoints: [`${here}/goldenthread.js`], bundle: true, minify: true, format: "esm", target: "es2020", nodePaths: [`${here}/node_modules`], outfile: `${out}/goldenthread.js`, banner: { js: `/* ${notice} */` }, legalComments: "none" });

for (const name of ["goldenthread.css", "goldenthread.js"]) {
  const made = readFileSync(`${out}/${name}`);
  console.log(name, made.length, "bytes,", gzipSync(made, { level: 9 }).length, "gzipped");
}
