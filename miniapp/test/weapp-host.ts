import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { type AtPayment, createWx, type Post, type WxCall } from './support/wx';

/** A node of Taro's rendered tree, as the page's data holds it: children, text, class, event target. */
export interface WeappNode {
  cn?: WeappNode[];
  v?: string;
  cl?: string;
  uid?: string;
  sid?: string;
}

/** A page of the build, loaded and shown. */
export interface WeappPage {
  route: string;
  data: { root?: WeappNode };
  onLoad?(query: object): unknown;
  onShow?(): unknown;
  onReady?(): unknown;
  onHide?(): unknown;
  eh(event: object): void;
}

interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string }[] };
}

interface WeappApp {
  onLaunch(options: object): unknown;
  onShow?(options: object): unknown;
}

/** What a definition may hold: `Component` keeps its life cycle in `methods`, `Page` beside its data. */
type Definition = Partial<WeappPage> & { methods?: Partial<WeappPage> };

export interface HostOptions {
  /** The folder of a weapp build. */
  dist: string;
  /** Answers what the build sends by `wx.request`. */
  post: Post;
  atPayment?: AtPayment;
  /** WeChat's storage; hand the same map to a second host to play a restart. */
  storage?: Map<string, unknown>;
  language?: string;
  theme?: 'light' | 'dark';
  query?: Record<string, string>;
}

/**
 * Runs a WeChat build without WeChat: a `node:vm` context with the globals of its logic layer and no browser in sight,
 * so what the build wrongly takes from a browser fails here as it would on a phone. Not modelled: layout, WXML, styles.
 */
export class WeappHost {
  readonly calls: WxCall[] = [];
  readonly storage: Map<string, unknown>;
  readonly #dist: string;
  readonly #context: vm.Context;
  readonly #modules = new Map<string, { exports: unknown }>();
  readonly #definitions = new Map<string, Definition>();
  readonly #stack: WeappPage[] = [];
  #app: WeappApp | undefined;
  #loading = '';

  constructor(options: HostOptions) {
    this.#dist = options.dist;
    this.storage = options.storage ?? new Map();
    const define = (definition: Definition) => {
      this.#definitions.set(this.#loading, definition);
    };
    const wx = createWx({
      ...options,
      storage: this.storage,
      calls: this.calls,
      open: async (url) => void (await this.open(url)),
    });
    this.#context = vm.createContext({
      wx,
      console,
      // The build's caches set timers of minutes, which must not keep the tests running.
      setTimeout: (task: () => void, ms?: number) => setTimeout(task, ms).unref(),
      setInterval: (task: () => void, ms?: number) => setInterval(task, ms).unref(),
      clearTimeout,
      clearInterval,
      App: (app: WeappApp) => {
        this.#app = app;
      },
      getApp: () => this.#app,
      getCurrentPages: () => [...this.#stack],
      Page: define,
      Component: define,
      Behavior: (behavior: object) => behavior,
    });
  }

  /** Loads the app and every page, and launches it; returns the build's `app.json`. */
  async boot(): Promise<AppConfig> {
    const config = JSON.parse(readFileSync(path.join(this.#dist, 'app.json'), 'utf8')) as AppConfig;
    this.#load(path.join(this.#dist, 'app.js'));
    const packaged = (config.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`));
    for (const page of [...config.pages, ...packaged]) {
      this.#loading = page;
      this.#load(path.join(this.#dist, `${page}.js`));
    }
    const launch = { path: config.pages[0], query: {}, scene: 1001 };
    await this.#app?.onLaunch(launch);
    await this.#app?.onShow?.(launch);
    return config;
  }

  /** Opens a page, or comes back to one that is open already, as a tab does. */
  async open(url: string): Promise<WeappPage> {
    const [route = '', search = ''] = url.replace(/^\//, '').split('?');
    this.#stack[this.#stack.length - 1]?.onHide?.();
    const at = this.#stack.findIndex((page) => page.route === route);
    const [known] = at < 0 ? [] : this.#stack.splice(at, 1);
    const page = known ?? this.#create(route);
    this.#stack.push(page);
    if (!known) await page.onLoad?.(Object.fromEntries(new URLSearchParams(search)));
    await page.onShow?.();
    if (!known) page.onReady?.();
    await pause(30);
    return page;
  }

  /** Waits until the build itself has opened a page, and gives it. */
  async arrives(route: string, timeoutMs = 5_000): Promise<WeappPage> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const page = this.#stack[this.#stack.length - 1];
      if (page?.route === route) return page;
      await pause(20);
    }
    throw new Error(`Waited for ${route}, but ${this.#stack[this.#stack.length - 1]?.route} is in front`);
  }

  /** All text on a page, in reading order. */
  text(page: WeappPage): string {
    return [...walk(page.data.root)]
      .map((node) => (node.cn?.length ? '' : (node.v ?? '')))
      .filter(Boolean)
      .join(' ');
  }

  /** Waits until the page's text matches; fails with the text that was there instead. */
  async shows(page: WeappPage, pattern: RegExp, timeoutMs = 5_000): Promise<string> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      if (pattern.test(this.text(page))) return this.text(page);
      await pause(20);
    }
    throw new Error(`Waited for ${pattern} on ${page.route}, which shows: ${this.text(page) || '(nothing)'}`);
  }

  /** Taps the innermost button that says `words`. */
  async tap(page: WeappPage, words: string): Promise<void> {
    const target = [...walk(page.data.root)].reverse().find((node) => {
      return / tap |^tap /.test(` ${node.cl ?? ''} `) && [...walk(node)].some((one) => one.v === words);
    });
    if (!target) throw new Error(`Nothing to tap says "${words}"`);
    const placeOf = ({ uid, sid }: WeappNode) => ({ id: uid ?? sid, dataset: { sid } });
    const rest = { timeStamp: Date.now(), target: placeOf(target), detail: {}, touches: [], changedTouches: [] };
    // WeChat tells each node above of it too, and Taro waits for the last of those that listen.
    for (const node of pathTo(page.data.root, target)) page.eh({ type: 'tap', ...rest, currentTarget: placeOf(node) });
    await pause(30);
  }

  #create(route: string): WeappPage {
    const definition = this.#definitions.get(route);
    if (!definition) throw new Error(`No page ${route} in the build`);
    const data = JSON.parse(JSON.stringify(definition.data ?? {})) as WeappPage['data'];
    const page = {
      ...definition,
      ...definition.methods,
      route,
      __route__: route,
      options: {},
      data,
      getPageId: () => route,
      setData(change: Record<string, unknown>, done?: () => void) {
        // The real bridge copies as JSON too: what cannot be copied must not work here either.
        const copy = JSON.parse(JSON.stringify(change)) as Record<string, unknown>;
        for (const [key, value] of Object.entries(copy)) assign(data, key, value);
        setTimeout(() => done?.call(page), 0);
      },
    };
    return page as unknown as WeappPage;
  }

  #load(file: string): unknown {
    const loaded = this.#modules.get(file);
    if (loaded) return loaded.exports;
    const module = { exports: {} as unknown };
    this.#modules.set(file, module);
    const source = `(function(require,module,exports){${readFileSync(file, 'utf8')}\n})`;
    const run = vm.runInContext(source, this.#context, { filename: file }) as (...args: unknown[]) => void;
    const require = (name: string) => {
      return this.#load(path.resolve(path.dirname(file), name.endsWith('.js') ? name : `${name}.js`));
    };
    run(require, module, module.exports);
    return module.exports;
  }
}

/** Sets a value by WeChat's path notation: `root.cn.[0].cn[1].v`. */
function assign(target: object, dotted: string, value: unknown): void {
  const keys = dotted.replace(/\.?\[(\w+)\]/g, '.$1').split('.');
  const last = keys.pop() ?? '';
  let place = target as Record<string, unknown>;
  keys.forEach((key, at) => {
    const following = keys[at + 1] ?? last;
    place[key] ??= /^\d+$/.test(following) ? [] : {};
    place = place[key] as Record<string, unknown>;
  });
  place[last] = value;
}

/** A node and those above it, the innermost first. */
function pathTo(root: WeappNode | undefined, target: WeappNode): WeappNode[] {
  if (!root) return [];
  if (root === target) return [root];
  const below = (root.cn ?? []).map((child) => pathTo(child, target)).find((path) => path.length > 0) ?? [];
  return below.length > 0 ? [...below, root] : [];
}

function* walk(node: WeappNode | undefined): Generator<WeappNode> {
  if (!node) return;
  yield node;
  for (const child of node.cn ?? []) yield* walk(child);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
