/** A binary heap of integers; the smallest by `order` comes first. */
export interface Heap {
  push(value: number): void;
  pop(): number | undefined;
  size(): number;
}

export function heapOf(order: (a: number, b: number) => number): Heap {
  const heap: number[] = [];
  const before = (a: number, b: number): boolean => order(heap[a] as number, heap[b] as number) < 0;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as number, heap[a] as number];
  };
  const rise = (start: number): void => {
    for (let at = start; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!before(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const child = left + 1 < heap.length && before(left + 1, left) ? left + 1 : left;
      if (!before(child, at)) return;
      swap(child, at);
      at = child;
    }
  };
  return {
    push: (value) => {
      heap.push(value);
      rise(heap.length - 1);
    },
    pop: () => {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) {
        heap[0] = last;
        sink();
      }
      return top;
    },
    size: () => heap.length,
  };
}
