// What GitHub's language service says about the workflows and actions named: one line each.
import { validate } from "@actions/languageservice";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";

const ours = JSON.parse(process.env.OUR_ACTIONS);
const actionsMetadataProvider = {
  fetchActionMetadata: async ({ name, path }) => (name === "guardrails" ? ours[path ?? ""] : undefined),
};
for (const file of process.argv.slice(2)) {
  const text = TextDocument.create(pathToFileURL(file).href, "yaml", 1, readFileSync(file, "utf8"));
  for (const remark of await validate(text, { actionsMetadataProvider })) {
    console.log(`${basename(file)}:${remark.range.start.line + 1}: ${remark.message.split("\n")[0]}`);
  }
}
