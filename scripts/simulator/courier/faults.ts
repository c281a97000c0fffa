import { z } from 'zod';

const count = z.coerce.number().int().min(0).max(1000);
/** A form sends words. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

const faultsSchema = z.strictObject({
  /** The next calls are answered that the system is busy, nothing done. */
  busyAnswers: count,
  /** The next calls are answered by a page instead of JSON, nothing done. */
  garbledAnswers: count,
  callbackSignature: z.enum(['good', 'bad']),
  /** The next attempts to call back are lost on the way, so they are made again in their time. */
  dropCallbacks: count,
  /** Each attempt arrives twice at once. */
  doubleCallbacks: flag,
  /** A new callback waits until the next one has gone before it. */
  reorderCallbacks: flag,
});

/** Every way to misbehave, and at what it stands. */
export type CourierFaults = z.infer<typeof faultsSchema>;

const NONE: CourierFaults = {
  busyAnswers: 0,
  garbledAnswers: 0,
  callbackSignature: 'good',
  dropCallbacks: 0,
  doubleCallbacks: false,
  reorderCallbacks: false,
};

/** The choices of each fault that has some, for a form. */
export const COURIER_FAULT_CHOICES: Partial<Record<keyof CourierFaults, readonly string[]>> = {
  callbackSignature: faultsSchema.shape.callbackSignature.options,
  doubleCallbacks: ['true', 'false'],
  reorderCallbacks: ['true', 'false'],
};

/** What is wrong with this courier at the moment. */
export class CourierFaultBoard {
  private state: CourierFaults = NONE;

  get current(): CourierFaults {
    return this.state;
  }

  /** Changes what `given` names; the sentence that says what is wrong with it, or undefined. */
  set(given: unknown): string | undefined {
    const parsed = faultsSchema.partial().safeParse(given);
    if (!parsed.success) {
      return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    }
    this.state = { ...this.state, ...parsed.data };
    return undefined;
  }

  reset(): void {
    this.state = NONE;
  }

  /** Uses up one of a counter; whether there was one. */
  take(counter: 'busyAnswers' | 'garbledAnswers' | 'dropCallbacks'): boolean {
    const left = this.state[counter];
    if (left === 0) return false;
    this.state = { ...this.state, [counter]: left - 1 };
    return true;
  }
}
