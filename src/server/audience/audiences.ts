import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { ApiContext } from '../../../schema/index.js';
import { type Feed, leavable, newsAfter } from '../../read/index.js';
import type { ServerHub } from '../hub.js';
import { type Asked, Audience, type News } from './audience.js';
import { mapped } from './mapped.js';
import { sameQuestion } from './same-question.js';
import type { Seat, Told } from './seat.js';

/** Answers to one subscription, one after the other, and the position after which they begin. */
export interface Answers {
  readonly start: number;
  readonly told: AsyncGenerator<Told, undefined>;
}

/** So many answers may wait for one subscriber; they are the same for all, so what they cost is their list. */
const MOST_WAITING = 1_000;

/** Who subscribed what. Whoever begins behind the end of the ledger is told alone, until he is where the others are. */
export class Audiences {
  readonly #hub: Pick<ServerHub, 'tail' | 'mostWaiting'>;
  readonly #all = new Map<string, Audience>();
  readonly #counts = { answers: 0, messages: 0 };

  constructor(hub: Pick<ServerHub, 'tail' | 'mostWaiting'>) {
    this.#hub = hub;
  }

  /** Subscribers who are told, the different questions among them, how often one was run, how many answers were handed on. */
  counts() {
    const subscribers = [...this.#all.values()].reduce((sum, { size }) => sum + size, 0);
    return { subscribers, questions: this.#all.size, ...this.#counts };
  }

  /** As graphql's own, for sockets: what is told of the ledger is shared. */
  async subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, undefined> | ExecutionResult> {
    const stream = await createSourceEventStream(args);
    if (!isStream(stream)) return stream;
    if (isFeed(stream)) return mapped(this.#answers(args, stream).told, ({ result }) => result);
    return mapped(stream, (rootValue) => execute({ ...args, rootValue }));
  }

  /** The same with their places, and null where nothing of the ledger is asked for. */
  async answers(args: ExecutionArgs): Promise<Answers | ExecutionResult | null> {
    const stream = await createSourceEventStream(args);
    if (!isStream(stream)) return stream;
    return isFeed(stream) ? this.#answers(args, stream) : null;
  }

  #answers(args: ExecutionArgs, { start, read }: Feed<News>): Answers {
    const key = sameQuestion(args, (args.contextValue as ApiContext).viewer.role);
    const answer = async (news: News): Promise<Told> => ({ seq: news.seq, result: await execute({ ...args, rootValue: news }) });
    const leave = new AbortController();
    return { start, told: leavable(this.#told(key, start, { tail: this.#hub.tail, read, answer }, leave.signal), leave) };
  }

  async *#told(key: string, start: number, asked: Asked, signal: AbortSignal): AsyncGenerator<Told, undefined> {
    const place: { seat: Seat | null } = { seat: null };
    const alone = newsAfter(start, { ...asked, isEnough: (position) => (place.seat = this.#seat(key, position, asked)) !== null });
    const left = () => void alone.return?.();
    signal.addEventListener('abort', left);
    try {
      for await (const news of alone) {
        this.#counts.answers += 1;
        yield await asked.answer(news);
        this.#counts.messages += 1;
      }
      for (let told = await place.seat?.next(signal); told; told = await place.seat?.next(signal)) yield told;
    } finally {
      signal.removeEventListener('abort', left);
      if (place.seat) this.#leave(key, place.seat);
    }
  }

  /** Null where the others are further. */
  #seat(key: string, position: number, asked: Asked): Seat | null {
    const audience = this.#all.get(key) ?? this.#begun(key, position, asked);
    return audience.position > position ? null : audience.join(position, this.#hub.mostWaiting ?? MOST_WAITING);
  }

  #begun(key: string, position: number, asked: Asked): Audience {
    const watched = { answered: () => void (this.#counts.answers += 1), handed: () => void (this.#counts.messages += 1) };
    const audience = new Audience(position, asked, watched);
    this.#all.set(key, audience);
    return audience;
  }

  #leave(key: string, seat: Seat): void {
    const audience = this.#all.get(key);
    audience?.leave(seat);
    if (audience?.size === 0) this.#all.delete(key);
  }
}

function isStream(stream: AsyncIterable<unknown> | ExecutionResult): stream is AsyncIterable<unknown> {
  return Symbol.asyncIterator in stream;
}

function isFeed(stream: object): stream is Feed<News> {
  return 'read' in stream && 'start' in stream;
}
