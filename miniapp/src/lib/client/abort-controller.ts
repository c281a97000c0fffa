/**
 * The part of `AbortController` that TanStack Query uses, for WeChat's logic layer, which has none.
 * Bound in place of the missing global by the mini-program build; browsers keep their own.
 */
type AbortListener = (event: { type: 'abort' }) => void;

class AbortSignalLite {
  aborted = false;
  reason: unknown = undefined;
  onabort: AbortListener | null = null;
  readonly #listeners = new Set<AbortListener>();

  addEventListener(_type: 'abort', listener: AbortListener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: AbortListener): void {
    this.#listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Called by the controller alone; a second call does nothing. */
  settle(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.onabort?.({ type: 'abort' });
    for (const listener of this.#listeners) listener({ type: 'abort' });
  }
}

/** Aborts once; later calls and later listeners see the first reason. */
export class AbortControllerLite {
  readonly signal = new AbortSignalLite();

  abort(reason: unknown = new Error('Aborted')): void {
    this.signal.settle(reason);
  }
}
