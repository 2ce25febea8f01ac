/** Each of a stream as something else; to leave it leaves the stream, also while it waits. */
export function mapped<From, To>(stream: AsyncIterable<From>, to: (one: From) => To | Promise<To>): AsyncGenerator<To, undefined> {
  const from = stream[Symbol.asyncIterator]();
  const end = { done: true as const, value: undefined };
  return {
    next: async () => {
      const next = await from.next();
      return next.done === true ? end : { done: false, value: await to(next.value) };
    },
    return: async () => {
      await from.return?.();
      return end;
    },
    throw: async (error) => {
      await from.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
