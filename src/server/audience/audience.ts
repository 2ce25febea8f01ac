import { type Feed, newsAfter, type Read, type Tail } from '../../read/index.js';
import { Seat, type Told } from './seat.js';

/** What a subscription tells, with its place in the ledger. */
export interface News {
  readonly seq: number;
}

export interface Asked {
  readonly tail: Tail;
  readonly read: Read<News>;
  /** Runs the question about one piece of news. */
  readonly answer: (news: News) => Promise<Told>;
}

export interface Watched {
  /** A question was run. */
  answered(): void;
  /** An answer was handed on. */
  handed(): void;
}

/** All who asked the same and are where the ledger ends: news are read once, the question is run once, and each is handed the answer. */
export class Audience {
  readonly #asked: Asked;
  readonly #watched: Watched;
  readonly #news: Feed<News>;
  readonly #seats = new Set<Seat>();
  #handed: number;

  constructor(position: number, asked: Asked, watched: Watched) {
    this.#asked = asked;
    this.#watched = watched;
    this.#handed = position;
    this.#news = newsAfter(position, asked);
    void this.#run();
  }

  /** Everything up to here was handed on. */
  get position(): number {
    return Math.max(this.#handed, this.#news.position);
  }

  get size(): number {
    return this.#seats.size;
  }

  /** A place for somebody who was told everything up to `after`, which is not before the position. */
  join(after: number, most: number): Seat {
    const seat = new Seat(after, most);
    this.#seats.add(seat);
    return seat;
  }

  leave(seat: Seat): void {
    this.#seats.delete(seat);
    if (this.#seats.size === 0) void this.#news.return?.();
  }

  async #run(): Promise<void> {
    for await (const news of this.#news) {
      const told = await this.#asked.answer(news);
      this.#watched.answered();
      for (const seat of this.#seats) if (seat.hand(told)) this.#watched.handed();
      this.#handed = news.seq;
    }
  }
}
