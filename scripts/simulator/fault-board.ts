import { z } from 'zod';

/** How often something shall happen. Bounds what a test may ask for, so that a typo hangs nothing. */
export const faultCount = z.coerce.number().int().min(0).max(1000);
/** Whether it shall. A form sends words. */
export const faultFlag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

/** The faults that count down. */
type Counter<F> = { [K in keyof F]: F[K] extends number ? K : never }[keyof F];

/** What is wrong with a simulated service at the moment. */
export class FaultBoard<F extends Record<string, unknown>> {
  private state: F;

  /** `none` is the service when all is well. */
  constructor(
    private readonly schema: z.ZodObject,
    private readonly none: F,
  ) {
    this.state = none;
  }

  get current(): F {
    return this.state;
  }

  /** Changes what `given` names; the sentence that says what is wrong with it, or undefined. */
  set(given: unknown): string | undefined {
    const parsed = this.schema.partial().safeParse(given);
    if (!parsed.success) {
      return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    }
    this.state = { ...this.state, ...parsed.data };
    return undefined;
  }

  reset(): void {
    this.state = this.none;
  }

  /** Uses up one of a counter; whether there was one. */
  take(counter: Counter<F>): boolean {
    const left = this.state[counter] as number;
    if (left === 0) return false;
    this.state = { ...this.state, [counter]: left - 1 };
    return true;
  }
}
