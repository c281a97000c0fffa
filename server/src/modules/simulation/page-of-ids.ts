/** The ids of a rising list that follow a position, and whether there are more. */
export function pageOfIds(
  ids: readonly number[],
  { first, afterKey }: { first: number; afterKey: number | undefined },
): { page: number[]; hasNextPage: boolean } {
  const rest = ids.filter((id) => afterKey === undefined || id > afterKey);
  return { page: rest.slice(0, first), hasNextPage: rest.length > first };
}
