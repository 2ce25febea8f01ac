import { type Instant, type Json, type Page, parseInstant, plusMs, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { wholeList } from './listed.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { releasesPage } from './releases.js';
import { complete, denied } from './repository.js';
import { isDenied } from './revision-checks.js';

export const ATTESTATIONS_PERMISSION = 'Attestations: read';
const DAY_MS = 86_400_000;

/** By digest, when it was first asked for and found without; null: what there was has been read. */
const cursorShape = z.object({ asked: z.record(z.string(), z.string().nullable()) });
const release = z.looseObject({ assets: z.array(z.looseObject({ digest: z.string().nullish() })).nullish() });
const bundle = z.object({ bundle: z.object({ dsseEnvelope: z.object({ payload: z.string() }) }).nullish() });

/** What GitHub attests of the assets of releases, by their digests: it lists attestations by digest alone. */
export async function* readAttestations(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const before = cursorAs(cursorShape, cursor, { asked: {} }).asked;
  const now: Record<string, string | null> = {};
  try {
    for (let number = 1; ; number += 1) {
      const listed = await releasesPage(pass, number);
      const records: RawRecord[] = [];
      for (const digest of listed.flatMap(digestsOf)) {
        now[digest] =
          before[digest] === undefined || mayCome(before[digest] ?? null, pass)
            ? await asking(pass, digest, records)
            : (before[digest] ?? null);
        // When it was asked for first counts, however often it is asked for.
        if (now[digest] !== null && before[digest]) now[digest] = before[digest];
      }
      yield page(records, { asked: { ...before, ...now } });
      if (listed.length < 100) break;
    }
    yield lastPage({ asked: now }, complete(pass.repository, pass.client, ['attestations']));
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'attestations', error.message)]);
  }
}

function digestsOf(listed: object): readonly string[] {
  const digests = (release.safeParse(listed).data?.assets ?? []).map(({ digest }) => digest ?? '');
  return digests.filter((digest) => /^sha256:[0-9a-f]{64}$/.test(digest));
}

/** A build attests within a day of its publication. */
function mayCome(since: string | null, { client }: Pass): boolean {
  const now = client.startedAt();
  const from = since === null ? null : parseInstant(since);
  return from !== null && now !== null && plusMs(from, DAY_MS) > now;
}

async function asking(pass: Pass, digest: string, into: RawRecord[]): Promise<Instant | null> {
  const found = await attestationsOf(pass, digest);
  into.push(...found);
  return found.length > 0 ? null : pass.client.startedAt();
}

/** The records of all attestations of one artifact; none where GitHub has none, which it says with a 404. */
export async function attestationsOf(pass: Pass, digest: string): Promise<readonly RawRecord[]> {
  const list = {
    route: '/repos/{owner}/{repo}/attestations/{subject_digest}',
    under: 'attestations',
    things: `attestations of ${digest}`,
    permission: ATTESTATIONS_PERMISSION,
  };
  const items = await wholeList(pass, list, { subject_digest: digest }).catch((error: unknown) => {
    if (error instanceof SourceRefused && error.status === 404) return [];
    throw error;
  });
  const bundles = expect(z.array(bundle), items as Json, asked(pass, list.things, list.permission));
  return bundles.flatMap(({ bundle: one }, nth) => {
    const statement = one ? statementIn(one.dsseEnvelope.payload) : null;
    const payload = { repository: placeOf(pass).rest, digest, statement };
    return statement === null ? [] : [{ kind: 'rest.attestation', key: `attestation:${digest}:${String(nth)}`, payload }];
  });
}

const dependency = z.object({ uri: z.string().optional(), digest: z.record(z.string(), z.string()).optional() });
const statementShape = z.object({
  predicateType: z.string(),
  subject: z.array(z.object({ name: z.string().optional(), digest: z.record(z.string(), z.string()) })),
  predicate: z
    .object({
      buildDefinition: z.object({ resolvedDependencies: z.array(dependency).optional() }).optional(),
      runDetails: z.object({ metadata: z.object({ invocationId: z.string().optional() }).optional() }).optional(),
    })
    .optional(),
});

/** Of an in-toto statement what is read: of a predicate that is no provenance its type alone. Null: it is no statement. */
function statementIn(payload: string): Json {
  try {
    return (statementShape.safeParse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))).data ?? null) as Json;
  } catch {
    return null;
  }
}
