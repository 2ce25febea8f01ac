#!/usr/bin/env node
// npx changeline ready SERVICE ENVIRONMENT REVISION: asks a hub what the rules would say of a deployment that starts now, and
// answers by exit code. Node's own fetch and nothing else: it runs in a pipeline that has installed nothing.
import { readiness } from './ready/ask.mjs';
import { HELP, wanted } from './ready/wanted.mjs';

const asked = wanted(process.argv.slice(2), process.env);
if (asked.help) {
  process.stdout.write(HELP);
} else if (asked.sentence) {
  process.stderr.write(`${asked.sentence}\n`);
  process.exitCode = 3;
} else {
  const { code, lines, sentence } = await readiness(asked);
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (sentence) process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}
