import { join } from 'node:path';
import { createVitest, type TestSuite, type Vitest } from 'vitest/node';
import type { Mutant } from '../mutate.js';
import { ROOT } from '../root.js';
import { brokenGraph } from './broken-graph.js';
import type { Graph } from './graph.js';

/** The number by which the rules are asked as they are. */
const UNBROKEN = 'none';

/** The tables that are asked about one mutant, by its number. */
export interface Asked {
  readonly serial: string;
  /** Absolute paths. */
  readonly tables: readonly string[];
}

declare module 'vitest' {
  export interface ProvidedContext {
    asked: readonly Asked[];
  }
}

/** The mutants that are asked about, by their numbers, and the files that the tables are built of. */
interface Question {
  readonly mutants: ReadonlyMap<string, Mutant>;
  readonly graph: Graph;
}

const ASK = join(ROOT, 'test/mutants/tables/ask.ts');

/** Which of these are contradicted by a case. Refuses rules that fail as they are. */
export async function contradicted(asked: readonly Asked[], question: Question): Promise<readonly string[]> {
  if (asked.length === 0) return [];
  const { failed, broke } = await failing(asked, question);
  if (broke === null) return failed;
  // A table that breaks while its cases are made breaks the whole run: its mutant is contradicted, and the others are asked again.
  return [
    broke,
    ...(await contradicted(
      asked.filter(({ serial }) => serial !== broke),
      question,
    )),
  ];
}

interface Told {
  readonly failed: readonly string[];
  /** The mutant by which a table broke while its cases were made; then nothing is known of the others. */
  readonly broke: string | null;
}

async function failing(asked: readonly Asked[], question: Question): Promise<Told> {
  const vitest = await open(question);
  try {
    const unbroken = { serial: UNBROKEN, tables: [...new Set(asked.flatMap(({ tables }) => tables))] };
    vitest.provide('asked', [unbroken, ...asked]);
    const specification = vitest.getRootProject().createSpecification(ASK);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
    const errors = [...unhandledErrors, ...testModules.flatMap((one) => one.errors())] as readonly { readonly stack?: string }[];
    if (errors.length > 0) return { failed: [], broke: brokenBy(errors) };
    const suites = testModules.flatMap((one) => [...one.children]).filter((one): one is TestSuite => one.type === 'suite');
    const failed = suites.filter((suite) => !suite.ok());
    const wrong = failed.filter(({ name }) => name === UNBROKEN).flatMap(failuresOf);
    if (wrong.length > 0) throw new Error(`The tables of cases fail with the rules as they are.\n${wrong.join('\n')}`);
    return { failed: failed.map(({ name }) => name), broke: null };
  } finally {
    await vitest.close();
  }
}

/** By the names of its modules, which tell whose they are. */
function brokenBy(errors: readonly { readonly stack?: string }[]): string {
  const [, serial] = /\?mutant=(\w+)/.exec(errors.map(({ stack }) => stack ?? '').join('\n')) ?? [];
  if (serial === undefined || serial === UNBROKEN) throw new Error(`The tables could not be asked. ${JSON.stringify(errors)}`);
  return serial;
}

function failuresOf(suite: TestSuite): readonly string[] {
  return [...suite.children.allTests('failed')].map((test) => `${test.fullName}: ${test.result().errors?.[0]?.message ?? ''}`);
}

function open({ mutants, graph }: Question): Promise<Vitest> {
  return createVitest(
    'test',
    { root: ROOT, config: false, watch: false, include: [ASK], pool: 'threads', maxWorkers: 1, testTimeout: 60_000, reporters: [{}] },
    {
      plugins: [brokenGraph(mutants, graph)],
      resolve: { alias: { '#contract': join(ROOT, 'src/contract/index.ts') } },
    },
  );
}
