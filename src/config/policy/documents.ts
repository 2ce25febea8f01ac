import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { PolicyFile } from '#contract';
import type { Problem } from '../problem.js';
import type { YamlFile } from '../yaml-file.js';

/** A document that policy.yaml names, as it was read. */
export interface PolicyDocument {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** As of all files that are kept. */
const MOST_BYTES = 10 * 1024 * 1024;

/** The policy with the digest of every document that stands beside its file, and these documents. */
export function withDocuments(
  file: YamlFile,
  policy: PolicyFile,
  problems: Problem[],
): { readonly policy: PolicyFile; readonly documents: readonly PolicyDocument[] } {
  if (policy.documents === undefined) return { policy, documents: [] };
  const read = policy.documents.map(({ file: path }, nth) => (path === undefined ? null : readBeside(file, { path, nth }, problems)));
  const documents = policy.documents.map((one, nth) => ({ ...one, sha256: read[nth]?.sha256 ?? one.sha256 }));
  documents.forEach(({ sha256 }, nth) => {
    const said = policy.documents?.[nth]?.sha256;
    if (said === undefined || sha256 === said) return;
    problems.push({
      where: file.placeOf(['documents', nth, 'sha256']),
      sentence: `documents.${nth}.sha256 is ${said}, and the file has ${sha256}. Look which one is meant; left out, the file says it.`,
    });
  });
  return { policy: { ...policy, documents }, documents: read.filter((one) => one !== null) };
}

function readBeside(
  file: YamlFile,
  { path, nth }: { readonly path: string; readonly nth: number },
  problems: Problem[],
): PolicyDocument | null {
  const complain = (says: string) => {
    problems.push({ where: file.placeOf(['documents', nth, 'file']), sentence: `documents.${nth}.file ${says}` });
    return null;
  };
  try {
    const bytes = readFileSync(resolve(dirname(file.path), path));
    if (bytes.length < 1 || bytes.length > MOST_BYTES)
      return complain(`is ${path}, of ${bytes.length} bytes. Name a file of 1 to ${MOST_BYTES} bytes.`);
    return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return complain(`is ${path}, which cannot be read (${code}). Write its path relative to policy.yaml.`);
  }
}

/** Whoever hands in a policy otherwise than as a file sends its documents before, and names them by digest. */
export function unsentDocuments(file: YamlFile, { documents = [] }: PolicyFile): Problem[] {
  return documents.flatMap(({ sha256 }, nth) =>
    sha256 === undefined
      ? [
          {
            where: file.placeOf(['documents', nth]),
            sentence: `documents.${nth} names a file, and only policy.yaml on disk has files beside it. Send it with PUT /evidence/files, and give the digest as sha256.`,
          },
        ]
      : [],
  );
}
