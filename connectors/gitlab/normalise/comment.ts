import { type Draft, text } from '#contract';
import { fact, type MergeRequest, place } from './merge-request.js';
import { second } from './moment.js';
import { accountOf } from './people.js';

interface Comment {
  readonly id: string;
  readonly body: string;
  readonly author?: Parameters<typeof accountOf>[0];
  readonly created_at: string;
}

/** The words may be typed anew: they are those of this reading. */
export function commented(merge: Pick<MergeRequest, 'id' | 'project' | 'number'>, comment: Comment): Draft {
  const author = accountOf(comment.author);
  return {
    ...fact(merge, 'pull_request.commented', 'commented', [comment.id]),
    occurredAt: second(comment.created_at),
    timeFrom: 'CORE',
    core: { ...place(merge), comment: comment.id, author },
    seen: { text: text('comment', comment.body, author) },
  };
}
