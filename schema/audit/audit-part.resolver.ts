import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import {
  auditFile,
  type AuditFile,
  type AuditRow,
  type Page,
  pageOfList,
  type PopulationRow,
  type ShownUnit,
  STEPS,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { AuditUnitArguments } from './audit.input.js';
import { AuditCheckpoint, AuditConcluded, AuditHole, AuditSeed, AuditStratum } from './audit-part.type.js';
import { type AuditPlaceless, AuditPlacelessConnection, type AuditUnit, AuditUnitConnection } from './audit-unit.type.js';
import {
  Audit,
  AuditLate,
  AuditOutOfScope,
  AuditPastDeployments,
  AuditPolicy,
  AuditProvenance,
  AuditReview,
  AuditSource,
} from './audit.type.js';

const MOST = 200;
const files = new WeakMap<AuditRow, Promise<AuditFile>>();

/** Read once for each question. */
function fileOf(row: AuditRow, { hub, viewer }: ApiContext): Promise<AuditFile> {
  const known = files.get(row) ?? auditFile(hub.sql, viewer, row.id).then((file) => file as AuditFile);
  files.set(row, known);
  return known;
}

@Resolver(() => Audit)
export class AuditPartResolver {
  @FieldResolver(() => AuditCheckpoint, { description: 'The ledger of which the population is as known.' })
  async checkpoint(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<AuditCheckpoint> {
    return (await fileOf(row, context)).checkpoint;
  }

  @FieldResolver(() => AuditSeed, { description: 'What the draw was made with.' })
  async seed(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<AuditSeed> {
    return (await fileOf(row, context)).seed;
  }

  @FieldResolver(() => AuditConcluded, { description: 'What the test comes to over the whole population.' })
  async ofPopulation(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<AuditConcluded> {
    return (await fileOf(row, context)).conclusion.population;
  }

  @FieldResolver(() => AuditConcluded, { description: 'What it comes to over the sample.' })
  async ofSample(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<AuditConcluded> {
    return (await fileOf(row, context)).conclusion.sample;
  }

  @FieldResolver(() => [AuditStratum], { description: 'The strata, the largest first; at most 200.' })
  async strata(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditStratum[]> {
    return (await fileOf(row, context)).strata.slice(0, MOST);
  }

  @FieldResolver(() => Int, { description: 'How many strata there are.' })
  async stratumCount(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<number> {
    return (await fileOf(row, context)).strata.length;
  }

  @FieldResolver(() => AuditUnitConnection, { description: 'The units, by id; all, or one of the lists that are shown whole.' })
  async population(
    @Root() row: AuditRow,
    @Args(() => AuditUnitArguments) { drawn, emergency, indeterminate, ...page }: AuditUnitArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<AuditUnit>> {
    const units = unitsOf(await fileOf(row, context)).filter(
      (unit) =>
        (drawn ?? unit.drawn) === unit.drawn &&
        (emergency ?? unit.isEmergency) === unit.isEmergency &&
        (indeterminate ?? isUnsure(unit)) === isUnsure(unit),
    );
    return pageOfList(`units of audit ${row.id}`, units, page, await context.loaders.position.load('now'));
  }

  @FieldResolver(() => AuditPlacelessConnection, { description: 'Deployments of which nobody said whether they were to production.' })
  async unknownEnvironment(
    @Root() row: AuditRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: ApiContext,
  ): Promise<Page<AuditPlaceless>> {
    const { unknownEnvironment } = await fileOf(row, context);
    return pageOfList(`unknown environments of audit ${row.id}`, unknownEnvironment, page, await context.loaders.position.load('now'));
  }

  @FieldResolver(() => [AuditPastDeployments], {
    description: 'What reached production past the deployments, by service and rule: a part of step 8 that is about no unit; at most 200.',
  })
  async pastDeployments(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditPastDeployments[]> {
    return (await fileOf(row, context)).pastDeployments.slice(0, MOST);
  }

  @FieldResolver(() => [AuditOutOfScope], { description: 'What policy leaves out; at most 200.' })
  async outOfScope(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditOutOfScope[]> {
    return (await fileOf(row, context)).outOfScope.slice(0, MOST);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many changes nothing had implemented, where the moment asked about lies in the period; else null.',
  })
  async withoutImplementation(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<number | null> {
    return (await fileOf(row, context)).withoutImplementation?.length ?? null;
  }

  @FieldResolver(() => AuditLate, { description: 'What came after the population was frozen.' })
  async late(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<AuditLate> {
    const { added, gone, factCount } = (await fileOf(row, context)).late;
    return { factCount, added: added.slice(0, MOST), addedCount: added.length, gone: gone.slice(0, MOST), goneCount: gone.length };
  }

  @FieldResolver(() => [AuditHole], { description: 'What was not read to the end of the period; at most 200.' })
  async holes(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditHole[]> {
    return (await fileOf(row, context)).unseen.holes.slice(0, MOST);
  }

  @FieldResolver(() => Int, { description: 'How many such holes there are.' })
  async holeCount(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<number> {
    return (await fileOf(row, context)).unseen.holeCount;
  }

  @FieldResolver(() => [AuditSource], { description: 'How far each source was read; at most 200.' })
  async sources(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditSource[]> {
    return (await fileOf(row, context)).unseen.sources.slice(0, MOST);
  }

  @FieldResolver(() => [AuditReview], {
    description: 'What was signed off within the period and up to its checkpoint, in order; at most 200.',
  })
  async reviews(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditReview[]> {
    return (await fileOf(row, context)).reviews.slice(0, MOST);
  }

  @FieldResolver(() => [AuditPolicy], { description: 'The policies that were in force within the period, in order; at most 200.' })
  async policies(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<readonly AuditPolicy[]> {
    return (await fileOf(row, context)).policies.slice(0, MOST);
  }

  @FieldResolver(() => AuditProvenance, { description: 'What it rests on.' })
  async provenance(@Root() row: AuditRow, @Ctx() context: ApiContext): Promise<AuditProvenance> {
    return (await fileOf(row, context)).provenance;
  }
}

function isUnsure({ steps }: Pick<AuditUnit, 'steps'>): boolean {
  return steps.some(({ answer }) => answer === 'INDETERMINATE');
}

function unitsOf({ population, sample, shown, findings }: AuditFile): readonly AuditUnit[] {
  const lots = new Map(sample.map(({ id, lot }) => [id, lot]));
  const whole = new Map(shown.map((unit) => [unit.id, unit]));
  const sentences = new Map(findings.map(({ unit, step, sentence }) => [`${unit} ${step}`, sentence]));
  return population.map((unit) => ({
    ...unit,
    drawn: lots.has(unit.id),
    lot: lots.get(unit.id) ?? null,
    contents: whole.get(unit.id)?.contents ?? [],
    steps: whole.get(unit.id)?.steps ?? briefly(unit, sentences),
  }));
}

/** What is not shown whole has its answers, and a sentence where something was found. */
function briefly({ id, answers }: PopulationRow, sentences: ReadonlyMap<string, string>): ShownUnit['steps'] {
  return STEPS.map(({ name }, nth) => ({
    step: name,
    answer: answers[nth] ?? 'NOT_TESTED',
    sentence: sentences.get(`${id} ${name}`) ?? '',
    said: [],
  }));
}
