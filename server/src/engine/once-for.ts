/** What follows from a part of a program, which never changes: found once for each. */
export function onceFor<K extends object, V>(find: (part: K) => V): (part: K) => V {
  const known = new WeakMap<K, V>();
  return (part) => {
    let found = known.get(part);
    if (found === undefined) {
      found = find(part);
      known.set(part, found);
    }
    return found;
  };
}
