import type { Logger } from '../inbox/index.js';
import type { SyncMeter, SyncProgress } from '../read/index.js';

/** Where the bar is drawn: standard error where it is a terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface Shown {
  readonly meter: SyncMeter;
  readonly terminal: Terminal;
  readonly log: Logger;
}

const BAR_MS = 1_000;
const LINE_MS = 10_000;
const WIDTH = 24;

/** While a source is read for the first time: on a terminal a bar that moves, elsewhere a line of the log now and then. */
export function showProgress({ meter, terminal, log }: Shown): { stop(): void } {
  const show = terminal.isTTY === true ? drawn(terminal) : logged(log);
  const timer = setInterval(
    () =>
      void meter
        .look()
        .then(show)
        .catch(() => undefined),
    terminal.isTTY === true ? BAR_MS : LINE_MS,
  );
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** The sources take turns, since a terminal has one last line. */
function drawn(terminal: Terminal): (all: readonly SyncProgress[]) => void {
  let turn = 0;
  let isDrawn = false;
  return (all) => {
    const unread = all.filter(isUnread);
    const one = unread[turn++ % Math.max(1, unread.length)];
    if (one) terminal.write(`\r\x1b[2K${barOf(one).slice(0, (terminal.columns ?? 80) - 1)}\r`);
    else if (isDrawn) terminal.write('\r\x1b[2K');
    isDrawn = one !== undefined;
  };
}

function logged(log: Logger): (all: readonly SyncProgress[]) => void {
  return (all) => {
    for (const one of all.filter(isUnread)) log.info({ source: one.source }, lineOf(one));
  };
}

const isUnread = ({ streams, streamsRead }: SyncProgress) => streamsRead < streams;

/** `github-acme [████████░░░░░░░░░░░░░░░░]  37 %  4 of 12 streams  1,250 of 3,400 records  110/s  2 min left` */
export function barOf(progress: SyncProgress): string {
  const filled = Math.round(progress.share * WIDTH);
  return `${progress.source} [${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}] ${wordsOf(progress)}`;
}

export function lineOf(progress: SyncProgress): string {
  return `${progress.source}  ${wordsOf(progress)}`;
}

function wordsOf({ share, streams, streamsRead, records, total, recordsPerSecond, secondsLeft }: SyncProgress): string {
  const of = total === null ? '' : ` of ${total.toLocaleString('en-GB')}`;
  return [
    `${String(Math.floor(share * 100)).padStart(3)} %`,
    `${streamsRead.toLocaleString('en-GB')} of ${streams.toLocaleString('en-GB')} streams`,
    `${records.toLocaleString('en-GB')}${of} records`,
    ...(recordsPerSecond === null ? [] : [`${recordsPerSecond.toLocaleString('en-GB')}/s`]),
    ...(secondsLeft === null ? [] : [`${timeOf(secondsLeft)} left`]),
  ].join('  ');
}

function timeOf(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
