import { connect, type Socket } from 'node:net';

/**
 * One keep-alive connection that sends a request and waits for its answer: HTTP by hand, since on two cores a client
 * that costs as much as the server measures itself.
 */
export interface Connection {
  /** The status of the answer and its body; throws when the connection ends first. */
  send(request: Buffer): Promise<{ readonly status: number; readonly body: string }>;
  close(): void;
}

interface Waiting {
  readonly answer: (answer: { status: number; body: string }) => void;
  readonly fail: (error: Error) => void;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = await connected(port);
  let waiting: Waiting | null = null;
  let text = '';
  socket.on('data', (data: Buffer) => {
    text += data.toString('latin1');
    const answer = whole(text);
    if (!answer || !waiting) return;
    text = '';
    const { answer: tell } = waiting;
    waiting = null;
    tell(answer);
  });
  const failed = (): void => {
    waiting?.fail(new Error('The connection ended before the answer.'));
    waiting = null;
  };
  socket.on('close', failed).on('error', failed);
  return {
    send: (request) =>
      new Promise((answer, fail) => {
        if (socket.destroyed) return fail(new Error('The connection has ended.'));
        waiting = { answer, fail };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket.off('error', reject)));
    socket.once('error', reject);
  });
}

function whole(text: string): { status: number; body: string } | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
  const body = text.slice(end + 4);
  return body.length < length ? null : { status: Number(text.slice(9, 12)), body };
}

/** A request as bytes; the id of the delivery is put into its place each time. */
export function requestOf(path: string, headers: Readonly<Record<string, string>>, body: Buffer): (delivery: string) => Buffer {
  const lines = Object.entries({ host: '127.0.0.1', ...headers, 'content-length': String(body.length) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\nx-github-delivery: `;
  return (delivery) => Buffer.concat([Buffer.from(`${head}${delivery}\r\n\r\n`), body]);
}
