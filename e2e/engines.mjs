// Renders Markdown with three engines, each at its loosest: it reads lines of
// JSON, a document each, and answers each with the HTML by engine.
import { createInterface } from "node:readline";
import MarkdownIt from "markdown-it";
import { marked } from "marked";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const it = new MarkdownIt({ html: true, linkify: true, typographer: true });
it.validateLink = () => true;

// GitHub's filter of tags is a part of gfmHtml. This takes it out again.
const unfiltered = { exit: {} };
for (const type of ["htmlFlowData", "htmlTextData"]) {
  unfiltered.exit[type] = function (token) {
    this.raw(this.sliceSerialize(token));
  };
}
const options = {
  allowDangerousHtml: true,
  allowDangerousProtocol: true,
  extensions: [gfm()],
  htmlExtensions: [gfmHtml(), unfiltered],
};

// marked throws a TypeError at a few documents, of which it renders nothing.
function renderMarked(md) {
  try {
    return marked.parse(md);
  } catch (err) {
    console.error(`marked: ${err}`);
    return "";
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const md = JSON.parse(line);
  console.log(JSON.stringify({
    "markdown-it": it.render(md),
    marked: renderMarked(md),
    micromark: micromark(md, options),
  }));
}
