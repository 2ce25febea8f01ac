import { commitmentOf, seedOf } from '../../evidence/sample/index.js';
import type { AuditFile } from '../../evidence/audit/index.js';
import type { CannotDo, Checkpoint, Commitment } from '../../read/index.js';

/**
 * Whether a secret may be used now. Said before the population is frozen, it would let whoever hears it choose what to record
 * until then; one that nobody committed to, where somebody did, is the wrong one.
 */
export function whyNotSecret(secret: string | null, commitments: readonly Commitment[], { state, frozenAt }: Checkpoint): CannotDo | null {
  if (secret === null) return null;
  if (state === 'PROVISIONAL') {
    return { sentence: `The population is frozen at ${frozenAt}. Keep the secret until then; without it you get a provisional audit.` };
  }
  if (commitments.length === 0 || committedTo(secret, commitments) !== null) return null;
  return {
    sentence: `SHA-256 of this secret is ${commitmentOf(Buffer.from(secret, 'utf8'))}, and nobody committed to that before the period closed. There ${commitments.length === 1 ? 'is the commitment' : 'are the commitments'} ${commitments.map(({ commitment }) => commitment).join(', ')}.`,
  };
}

function committedTo(secret: string, commitments: readonly Commitment[]): Commitment | null {
  const commitment = commitmentOf(Buffer.from(secret, 'utf8'));
  return commitments.find((one) => one.commitment === commitment) ?? null;
}

/** The seed of the draw, and whether somebody could have steered it. */
export function seedFor(secret: string | null, commitments: readonly Commitment[], root: Uint8Array): AuditFile['seed'] {
  const bytes = Buffer.from(secret ?? '', 'utf8');
  const found = secret === null ? null : committedTo(secret, commitments);
  return {
    isCommitted: found !== null,
    commitment: found?.commitment ?? null,
    committedBy: found?.event ?? null,
    secret: bytes.toString('hex'),
    value: Buffer.from(seedOf(bytes, root)).toString('hex'),
    sentence:
      found === null
        ? 'UNCOMMITTED: no commitment to a secret was recorded before the period closed and used, so somebody could have steered the draw.'
        : `An auditor committed to the secret at ${found.recordedAt}, before the period closed and the root was known.`,
    otherCommitments: commitments.filter((one) => one !== found).length,
  };
}
