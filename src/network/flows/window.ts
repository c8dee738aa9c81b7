import { assert } from '../../base/index.js';

/** By payment, the first payment that a path may begin with that ends with it. */
export function oldestInWindow(time_ms: Float64Array, window_ms: number): Int32Array {
  const oldest = new Int32Array(time_ms.length);
  let first = 0;
  for (let i = 0; i < time_ms.length; i++) {
    const time = time_ms[i] as number;
    assert(i === 0 || time >= (time_ms[i - 1] as number), 'payments are in order of time');
    while (time - (time_ms[first] as number) >= window_ms) first++;
    oldest[i] = first;
  }
  return oldest;
}

/** By payment, the last payment that a path may end with that begins with it. */
export function newestInWindow(time_ms: Float64Array, window_ms: number): Int32Array {
  const newest = new Int32Array(time_ms.length);
  let last = time_ms.length - 1;
  for (let i = last; i >= 0; i--) {
    while ((time_ms[last] as number) - (time_ms[i] as number) >= window_ms) last--;
    newest[i] = last;
  }
  return newest;
}
