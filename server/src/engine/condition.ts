/** One text in each language of the product. */
export type Text = Readonly<Record<'zh-CN' | 'en', string>>;

/** A condition on an event and its member. */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { path: string; test: Comparison };

/** Compares the value at a path; numbers as numbers, everything else as text. */
export type Comparison =
  | { eq: Scalar }
  | { ne: Scalar }
  | { in: readonly Scalar[] }
  | { gt: number }
  | { gte: number }
  | { lt: number }
  | { lte: number }
  | { exists: boolean };

/** What can be compared. */
export type Scalar = string | number | boolean;
