import type { z } from 'zod';
import { Refusal } from './errors';

/** The input as the schema says, or a Refusal that names every wrong field with what to do about it. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw Refusal.of(
    parsed.error.issues.map((issue) => ({
      code: 'INPUT_INVALID' as const,
      message: issue.message,
      field: issue.path.map(String),
    })),
  );
}
