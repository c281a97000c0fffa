import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { ProvidePlugin } from 'webpack';

/** Address the mini-program calls; a browser build always calls the origin it was served from. */
const weappApi = process.env.TARO_APP_API ?? 'http://127.0.0.1:4000';

/** Lengths are written in CSS pixels and left alone: text and touch targets keep their size on every screen. */
const pxtransform = { enable: false, config: {} };

/** Class names are global and named by component: one stylesheet serves both builds. */
const noModules = { enable: false, config: { namingPattern: 'module', generateScopedName: '[name]__[local]' } };

function legacy(name: string): string {
  return path.resolve(__dirname, `../node_modules/@tanstack/${name}/build/legacy/index.js`);
}

export default defineConfig<'webpack5'>({
  projectName: 'rungs-miniapp',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: process.env.TARO_OUTPUT_ROOT ?? `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  alias: {
    '@': path.resolve(__dirname, '..', 'src'),
    // The modern build has private fields: older phones cannot read them, and Taro's minifier breaks them.
    '@tanstack/react-query': legacy('react-query'),
    '@tanstack/query-core': legacy('query-core'),
  },
  defineConstants: {
    WEAPP_API: JSON.stringify(weappApi),
  },
  mini: {
    webpackChain(chain) {
      // WeChat's logic layer has no AbortController and TanStack Query waits for ever without one.
      chain.plugin('abort-controller').use(ProvidePlugin, [
        {
          AbortController: [path.resolve(__dirname, '../src/lib/client/abort-controller.ts'), 'AbortControllerLite'],
        },
      ]);
    },
    postcss: { pxtransform, cssModules: noModules },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    webpackChain(chain) {
      // The project has its own limits for the sizes of both builds; webpack's general advice is noise.
      chain.performance.hints(false);
    },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { pxtransform, autoprefixer: { enable: true, config: {} }, cssModules: noModules },
  },
});
