import { parseArgs } from 'node:util';

export const HELP = `Usage: changeline ready SERVICE ENVIRONMENT REVISION [--wait SECONDS]

Asks a hub what its rules would say if a deployment of REVISION (a full commit id) started now.
Nothing is recorded. Prints a line for each rule; the exit code is the answer:

  0  ready: every rule that is asked says PASS or EXEMPT, or none is asked
  1  not ready: a rule says GAP
  2  not known: no rule says GAP, one says INDETERMINATE, and the line says what was not read
  3  wrong use: arguments, environment, token; or the hub knows no such service, environment or revision
  4  the hub was not reached, or could not answer

  --wait SECONDS  ask again until it is ready, or until then: what was pushed or approved just now
                  is read within the next poll

From the environment: CHANGELINE_URL (http://127.0.0.1:4000), CHANGELINE_TOKEN (a token with the role viewer).
`;

/** What is asked, or a sentence about why that is not clear. */
export function wanted(args, env) {
  const parsed = parsedOf(args);
  if (parsed.sentence) return parsed;
  const { values, positionals } = parsed;
  if (values.help || positionals.length === 0) return { help: true };
  const [command, service, environment, revision, ...more] = positionals;
  if (command !== 'ready') return { sentence: `There is no command ${command}. There is: ready. See changeline --help.` };
  if (!revision || more.length > 0) return { sentence: 'Usage: changeline ready SERVICE ENVIRONMENT REVISION [--wait SECONDS]' };
  const waitSeconds = Number(values.wait ?? 0);
  if (!(waitSeconds >= 0 && waitSeconds <= 3600)) return { sentence: `The option --wait takes 0 to 3600 seconds, not ${values.wait}.` };
  const token = env.CHANGELINE_TOKEN;
  if (!token) return { sentence: 'CHANGELINE_TOKEN is not set: it holds a token of the hub with the role viewer.' };
  const url = env.CHANGELINE_URL || 'http://127.0.0.1:4000';
  if (!URL.canParse(url) || !/^https?:/.test(url))
    return { sentence: 'CHANGELINE_URL is no http or https address, such as https://changeline.example.com.' };
  return { url: url.replace(/\/+$/, ''), token, service, environment, revision, waitSeconds };
}

function parsedOf(args) {
  const options = { help: { type: 'boolean', short: 'h' }, wait: { type: 'string' } };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return { sentence: `${error.message} See changeline --help.` };
  }
}
