// @ts-check
/**
 * Preloaded into the server and the simulator by `npm start` and `npm test`. When the process that started them is
 * killed so hard that it cannot stop them, their channel to it closes; they then end as if asked to, which frees the port.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The listener would keep the process alive by itself.
process.channel?.unref();
