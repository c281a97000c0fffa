/** Of the demos that scripts/test.mjs started, this worker's own: tests of two workers never share a server. */
const lane = Number(process.env.JEST_WORKER_ID ?? 1) - 1;
for (const name of ['RUNGS_URL', 'SIMULATOR_URL']) {
  const urls = process.env[name]?.split(' ') ?? [];
  process.env[name] = urls[lane % urls.length];
}
