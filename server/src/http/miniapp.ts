import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * The mini-app's H5 build at `/`. While the build is not there (`npm start` makes it after the gateway is up) a page
 * says so and looks again by itself.
 */
export async function mountMiniapp(app: FastifyInstance, folder: string): Promise<void> {
  // It must exist when it is registered, and is filled later.
  mkdirSync(folder, { recursive: true });
  await app.register(fastifyStatic, {
    root: folder,
    // Looked up at every request, because the folder appears while the server runs.
    wildcard: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names of bundles carry the hash of their content; the page that names them must always be fresh.
      const isHashed = /\.[0-9a-f]{8,}\.(js|css)$|[\\/]static[\\/]/.test(path);
      reply.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', (_request, reply) => {
    if (existsSync(join(folder, 'index.html'))) return reply.sendFile('index.html');
    return reply.code(503).header('retry-after', '2').type('text/html; charset=utf-8').send(beingBuilt);
  });
}

const beingBuilt = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2"><title>Rungs</title>
<style>
  body { font: 16px/1.6 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; text-align: center;
    color-scheme: light dark; }
</style>
<p>小程序正在构建，完成后自动打开。<br>The mini-app is being built and opens by itself when it is ready.</p>
<p><a href="/graphiql">GraphiQL</a></p>
</html>`;
