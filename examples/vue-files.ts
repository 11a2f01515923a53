import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { compileScript, parse } from 'vue/compiler-sfc';

/** Single-file components, compiled ahead: what is served needs no `eval`, so a strict policy lets it run. */
export const vueFiles: Plugin = {
  name: 'vue-files',
  setup(builder) {
    builder.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, 'utf8'), { filename: path });
      if (errors[0]) throw errors[0];
      const { content } = compileScript(descriptor, {
        id: path,
        inlineTemplate: true,
        templateOptions: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('portico-') } },
      });
      return { contents: content, loader: 'ts' };
    });
  },
};
