import type { Policy, PolicyFile } from '#contract';
import type { PolicyDocument } from '../config.js';
import type { Sql, Transaction } from '../db/pool.js';

/** Keeps for good the documents that a policy names: those given, and those that somebody sent before. */
export async function keepDocuments(
  tx: Transaction,
  { documents = [] }: Pick<Policy, 'documents'>,
  given: readonly PolicyDocument[] = [],
): Promise<void> {
  for (const { sha256, bytes } of given) {
    await tx`insert into evidence_file (digest, size, bytes) values (${sha256}, ${bytes.length}, ${bytes}) on conflict (digest) do nothing`;
  }
  const digests = documents.flatMap(({ sha256 }) => sha256 ?? []);
  if (digests.length > 0) await tx`update evidence_file set attached = true where digest = any(${digests})`;
}

/** Documents of a policy whose bytes nobody sent. */
export async function unknownDocuments(
  sql: Sql,
  { documents = [] }: PolicyFile,
): Promise<readonly { readonly path: readonly (string | number)[]; readonly sentence: string }[]> {
  const digests = documents.flatMap(({ sha256 }) => sha256 ?? []);
  const rows = digests.length === 0 ? [] : await sql<{ digest: string }[]>`select digest from evidence_file where digest = any(${digests})`;
  const known = new Set(rows.map(({ digest }) => digest));
  return documents.flatMap(({ sha256 }, nth) =>
    sha256 === undefined || known.has(sha256)
      ? []
      : [
          {
            path: ['documents', nth, 'sha256'],
            sentence: `documents.${nth}.sha256 is ${sha256}, and the hub has no such file. Send its bytes first: PUT /evidence/files, which answers with the digest.`,
          },
        ],
  );
}
